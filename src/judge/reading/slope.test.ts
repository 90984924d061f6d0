import { expect, it } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { lowestOfEach, type Reading, slopeOf } from "./slope.ts";

const readings = (y: (x: number) => number, count = 40): Reading[] =>
  Array.from({ length: count }, (_, x) => [x, y(x)]);

it("finds the slope of what grows evenly", () => {
  expect(slopeOf(readings((x) => 7 + 3 * x))).toMatchObject({ perOne: 3, low: 3, high: 3 });
});

it("is not led astray by a few wild readings", () => {
  const slope = slopeOf(readings((x) => 3 * x + (x % 10 === 5 ? 500 : 0)));
  expect(slope?.perOne).toBeCloseTo(3, 0);
});

it("holds the true slope within its interval, and nothing else where nothing grows", () => {
  const random = seededRandom("slope");
  let covered = 0;
  for (let i = 0; i < 200; i++) {
    const noisy = slopeOf(readings((x) => 0.5 * x + random.integer(-1_000, 1_000) / 100, 20));
    if (noisy && noisy.low <= 0.5 && noisy.high >= 0.5) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(190);
  const level = slopeOf(readings((x) => (x * 7) % 5));
  expect(level?.low).toBeLessThanOrEqual(0);
  expect(level?.high).toBeGreaterThanOrEqual(0);
});

it("says nothing of too few readings", () => {
  expect(slopeOf(readings((x) => x, 5))).toBeUndefined();
});

it("finds the lower edge of a saw", () => {
  const saw = readings((x) => 50 + (x % 8) * 10, 64);
  expect(lowestOfEach(saw, 8).every(([, y]) => y === 50)).toBe(true);
  expect(lowestOfEach(saw, 7)).toHaveLength(9);
});
