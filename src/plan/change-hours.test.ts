import * as fc from "fast-check";
import { expect, test } from "vitest";
import { weekdays } from "../contract/person.ts";
import { changeHours } from "./change-hours.ts";
import { spreadHours } from "./spread-hours.ts";

const none = { monday: 0, tuesday: 0, wednesday: 0, thursday: 0, friday: 0, saturday: 0, sunday: 0 };
const sum = (week: typeof none) => weekdays.reduce((total, day) => total + week[day], 0);
const today = "2026-11-20";

test("other hours keep the days that somebody chose", () => {
  const person = { hoursByWeekday: { ...none, tuesday: 2, saturday: 4 }, earlierHours: [], start: today };
  const { hoursByWeekday } = changeHours(person, { hoursAWeek: 12, today });
  expect(hoursByWeekday).toEqual({ ...none, tuesday: 4, saturday: 8 });
});

test("a week that we spread is spread again, so that it still fits beside a job", () => {
  const person = { hoursByWeekday: spreadHours(10), earlierHours: [], start: today };
  expect(changeHours(person, { hoursAWeek: 20, today }).hoursByWeekday).toEqual(spreadHours(20));
});

test("whatever the week, the new one adds up exactly, and no day is too long", () => {
  const day = fc.integer({ min: 0, max: 56 }).map((quarters) => quarters / 4);
  const week = fc.record(
    Object.fromEntries(weekdays.map((name) => [name, day])) as Record<keyof typeof none, typeof day>,
  );
  fc.assert(
    fc.property(week, fc.integer({ min: 4, max: 240 }), (hoursByWeekday, quarters) => {
      fc.pre(sum(hoursByWeekday) >= 1);
      const changed = changeHours(
        { hoursByWeekday, earlierHours: [], start: today },
        { hoursAWeek: quarters / 4, today },
      );
      expect(sum(changed.hoursByWeekday)).toBe(quarters / 4);
      expect(Math.max(...Object.values(changed.hoursByWeekday))).toBeLessThanOrEqual(14);
    }),
  );
});

test("the past keeps the hours of its time, once for a day", () => {
  const hoursByWeekday = spreadHours(10);
  const person = { hoursByWeekday, earlierHours: [], start: "2026-09-01" };
  const once = { ...person, ...changeHours(person, { hoursAWeek: 12, today }) };
  expect(once.earlierHours).toEqual([{ until: "2026-11-19", hoursByWeekday }]);
  expect(changeHours(once, { hoursAWeek: 15, today }).earlierHours).toEqual(once.earlierHours);
  expect(changeHours({ ...person, start: today }, { hoursAWeek: 12, today }).earlierHours).toEqual([]);
});
