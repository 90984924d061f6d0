import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hoursByWeekdaySchema, weekdays } from "../contract/person.ts";
import { spreadHours } from "./spread-hours.ts";

const quarters = fc.integer({ min: 4, max: 240 }).map((n) => n / 4);

test("hours add up to what was said, in quarters, and no day gets too many", () => {
  fc.assert(
    fc.property(quarters, (hours) => {
      const week = hoursByWeekdaySchema.parse(spreadHours(hours));
      expect(weekdays.reduce((sum, day) => sum + week[day], 0)).toBe(hours);
      for (const day of weekdays) expect(week[day] % 0.25).toBe(0);
    }),
  );
});

test("more hours take none from any day", () => {
  fc.assert(
    fc.property(quarters, quarters, (a, b) => {
      const [less, more] = [spreadHours(Math.min(a, b)), spreadHours(Math.max(a, b))];
      for (const day of weekdays) expect(more[day]).toBeGreaterThanOrEqual(less[day]);
    }),
  );
});

test("eight hours leave a free evening before the weekend, and a block in it", () => {
  expect(spreadHours(8)).toEqual({
    monday: 0,
    tuesday: 1.5,
    wednesday: 0,
    thursday: 1.5,
    friday: 0,
    saturday: 3,
    sunday: 2,
  });
});
