/** What the pages of the plan draw, worked out without a browser. */
import { describe, expect, test } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import type { SkillMap } from "../../src/contract/api/skill.ts";
import type { MoneyOutlook } from "../../src/contract/plan.ts";
import { payPicture } from "../../web/pages/plan/money-lines.ts";
import { monthTicks, timeScale } from "../../web/pages/plan/time-scale.ts";
import { type Arrow, dependents, layOutMap, nodeHeight, walk } from "../../web/pages/skills/map-layout.ts";

describe("a line of time", () => {
  test("holds every day between its ends, and draws what is outside at the edge", () => {
    const scale = timeScale("2026-01-01", "2026-12-31");
    expect([scale.at("2026-01-01"), scale.at("2026-07-02"), scale.at("2026-12-31")]).toEqual([0, 50, 100]);
    expect([scale.at("2025-05-01"), scale.at("2028-01-01")]).toEqual([0, 100]);
  });

  test("has no more ticks than fit, on firsts of months, and a single day is no fault", () => {
    const ticks = monthTicks(timeScale("2026-11-20", "2029-02-03"), 6);
    expect(ticks.map(({ day }) => day)).toEqual(["2027-01-01", "2027-07-01", "2028-01-01", "2028-07-01", "2029-01-01"]);
    expect(monthTicks(timeScale("2026-11-20", "2026-11-20"), 6)).toEqual([]);
    expect(monthTicks(timeScale("2026-01-01", "2126-01-01"), 6).length).toBeLessThanOrEqual(11);
  });
});

test("pay is drawn from nought, so that a dip looks as large as it is", () => {
  const path = { payBackMonths: null, breakEvenMonths: null, after18: 0, after48: 0 };
  const outlook: MoneyOutlook = {
    currency: "GBP",
    locale: "en-GB",
    present: { pay: 40_000, from: "own" },
    bands: [
      {
        source: "s",
        low: 26_000,
        high: 34_000,
        pay: 30_000,
        planned: true,
        paths: [24, 48].map((monthsToMid) => ({ ...path, monthsToMid, payByMonth: [30_000, 30_000] })),
      },
    ],
    notes: [],
  };
  const { ticks, stayAt, lines } = payPicture(outlook);
  expect(ticks[0]).toEqual({ pay: 0, at: 100 });
  const top = ticks.at(-1)?.pay ?? 0;
  expect(stayAt).toBeCloseTo(100 - (40_000 / top) * 100, 1);
  expect(lines.map(({ points }) => points.split(" ").length)).toEqual([2, 2]);
  // Without any figure there is still a picture to draw, and no division by nothing.
  expect(payPicture({ ...outlook, present: undefined as never, bands: [] }).ticks.length).toBeGreaterThan(1);
});

describe("the map of skills", async () => {
  const { skills, steps } = await readCatalog();
  const onTheWay = new Set(steps.units.flatMap((unit) => unit.skills));
  const map: SkillMap = {
    locale: "en-GB",
    today: "2026-11-20",
    steps: steps.steps,
    rows: [
      ...steps.units,
      { id: "shelf", title: "Not yet", step: null, skills: [...skills.keys()].filter((id) => !onTheWay.has(id)) },
    ],
    skills: [...skills.values()].map(({ id, title, requires }) => ({
      ...{ id, title, requires, field: "", holding: "missing" as const, hoursLow: 1, hoursHigh: 2, planned: null },
      proof: { passed: 0, of: 0 },
    })),
    next: null,
  };

  test.each([328, 560, 700, 990, 1400])(
    "no two skills lie on each other, and none beside the picture, at %i pixels",
    (width) => {
      const { nodes, nodeWidth, height } = layOutMap(map, width);
      const placed = [...nodes.values()];
      expect(placed).toHaveLength(skills.size);
      for (const [i, a] of placed.entries()) {
        expect(a.x + nodeWidth).toBeLessThanOrEqual(width);
        expect(a.y + nodeHeight).toBeLessThanOrEqual(height);
        for (const b of placed.slice(i + 1))
          expect(
            Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight,
            `${a.skill.id} ${b.skill.id}`,
          ).toBe(true);
      }
    },
  );

  test("up leads to what a skill stands on, down to what stands on it, and every skill is reached by keys", () => {
    const layout = layOutMap(map, 990);
    const after = dependents(map.skills);
    for (const { id, requires } of map.skills) {
      if (requires.length > 0) expect(requires).toContain(walk(id, "ArrowUp", layout, after));
      const needing = after.get(id) ?? [];
      if (needing.length > 0) expect(needing).toContain(walk(id, "ArrowDown", layout, after));
    }
    const arrows: Arrow[] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
    const reached = new Set([map.rows[0]?.skills[0] ?? ""]);
    for (const id of reached) for (const arrow of arrows) reached.add(walk(id, arrow, layout, after));
    expect(reached.size).toBe(skills.size);
  });
});
