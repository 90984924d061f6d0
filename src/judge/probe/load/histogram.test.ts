import { expect, it } from "vitest";
import { Histogram } from "./histogram.ts";

it("says every percentile to three significant digits", () => {
  const histogram = new Histogram();
  for (let i = 1; i <= 100_000; i++) histogram.record(i / 100);
  for (const share of [0.5, 0.9, 0.99, 0.999]) {
    const exact = share * 1_000;
    expect(Math.abs(histogram.percentileMs(share) - exact) / exact).toBeLessThan(0.001);
  }
  expect(histogram.maxMs).toBe(1_000);
  expect(histogram.total).toBe(100_000);
});

it("is exact to the microsecond below two milliseconds", () => {
  const histogram = new Histogram();
  for (const ms of [0.001, 0.25, 1.999]) histogram.record(ms);
  expect([0.01, 0.5, 1].map((share) => histogram.percentileMs(share))).toEqual([0.001, 0.25, 1.999]);
});

it("never says more than the longest, and counts what is out of range at the ends", () => {
  const histogram = new Histogram();
  histogram.record(-3);
  histogram.record(3_600_000);
  expect(histogram.percentileMs(0.5)).toBe(0);
  expect(histogram.percentileMs(1)).toBe(600_000);
});

it("comes through a message to another thread unchanged, and can be added to", () => {
  const histogram = new Histogram();
  for (let i = 0; i < 1_000; i++) histogram.record(i);
  const copy = Histogram.from(histogram.counts(), histogram.maxMs);
  copy.add(histogram);
  expect(copy.total).toBe(2_000);
  expect(copy.percentileMs(0.99)).toBe(histogram.percentileMs(0.99));
  const counted = copy.coarse().reduce((sum, [, count]) => sum + count, 0);
  expect(counted).toBe(2_000);
});

it("says nothing of nothing", () => {
  expect(new Histogram().percentileMs(0.99)).toBe(0);
});
