import { expect, test } from "vitest";
import { hoursByWeekdaySchema } from "../contract/person.ts";
import { makeCalendar } from "./calendar.ts";
import { dayOf, isoOf, mondayOf, weekdayOf } from "./day.ts";

const evenings = hoursByWeekdaySchema.parse({ monday: 2, wednesday: 2, saturday: 6 });
/** A Monday. */
const start = "2026-01-05";
const calendar = makeCalendar({ start, hoursByWeekday: evenings });

test("work ends on the day on which its last hour is worked", () => {
  expect(isoOf(calendar.dayOfLast(2))).toBe("2026-01-05");
  expect(isoOf(calendar.dayOfLast(2.25))).toBe("2026-01-07");
  expect(isoOf(calendar.dayOfLast(10))).toBe("2026-01-10");
  expect(isoOf(calendar.dayOfLast(520))).toBe("2027-01-02");
});

test("the next thing starts on the next day with hours left", () => {
  expect(isoOf(calendar.dayAfter(0))).toBe("2026-01-05");
  expect(isoOf(calendar.dayAfter(1))).toBe("2026-01-05");
  expect(isoOf(calendar.dayAfter(2))).toBe("2026-01-07");
});

test("a holiday moves what comes after it, by its own hours", () => {
  const withHoliday = makeCalendar({
    start,
    hoursByWeekday: evenings,
    pauses: [{ from: "2026-01-12", to: "2026-01-18" }],
  });
  expect(isoOf(withHoliday.dayOfLast(10))).toBe("2026-01-10");
  expect(isoOf(withHoliday.dayOfLast(12))).toBe("2026-01-19");
});

test("a pause can have hours of its own, and the one written last counts", () => {
  const shiftsThenHoliday = makeCalendar({
    start,
    hoursByWeekday: evenings,
    pauses: [
      { from: "2026-01-05", to: "2026-01-31", hoursByWeekday: { sunday: 3 } },
      { from: "2026-01-11", to: "2026-01-11" },
    ],
  });
  expect(isoOf(shiftsThenHoliday.dayOfLast(3))).toBe("2026-01-18");
});

test("what was set aside before the hours changed stays as it was", () => {
  const changed = makeCalendar({
    start,
    hoursByWeekday: hoursByWeekdaySchema.parse({ sunday: 8 }),
    earlierHours: [{ until: "2026-01-11", hoursByWeekday: evenings }],
  });
  expect(changed.hoursBefore(dayOf("2026-01-12"))).toBe(10);
  expect(isoOf(changed.dayOfLast(18))).toBe("2026-01-18");
  expect(changed.hoursAWeek).toBe(8);
});

test("hours before a day leave the day itself out", () => {
  expect(calendar.hoursBefore(dayOf("2026-01-05"))).toBe(0);
  expect(calendar.hoursBefore(dayOf("2026-01-06"))).toBe(2);
  expect(calendar.hoursBefore(dayOf("2026-01-12"))).toBe(10);
  expect(calendar.hoursBefore(dayOf("2025-12-01"))).toBe(0);
});

test("no plan loops for ever: after a hundred years it stops counting", () => {
  const hour = makeCalendar({ start, hoursByWeekday: hoursByWeekdaySchema.parse({ sunday: 1 }) });
  expect(isoOf(hour.dayOfLast(1_000_000)).slice(0, 4)).toBe("2125");
});

test("days know their weekday, before and after 1970", () => {
  expect(weekdayOf(dayOf(start))).toBe("monday");
  expect(weekdayOf(dayOf("1969-12-31"))).toBe("wednesday");
  expect(isoOf(mondayOf(dayOf("2026-01-11")))).toBe(start);
});
