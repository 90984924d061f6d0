/**
 * What has to hold for every plan, whoever it is for: looked for in random catalogues, people, evidence and records.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { weekdays } from "../contract/person.ts";
import { planSchema } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import { dayOf, isoOf } from "./day.ts";
import { makePlan, type PlanInput } from "./make-plan.ts";
import { sampleAdverts, sampleCatalog, sampleEvidence, samplePerson } from "./sample-catalog.ts";

/** Enough to see the shape of a band; the full 2,000 are for the figures that people read. */
const runs = 60;
const start = "2026-01-05";

const hoursByWeekday = fc
  .record(Object.fromEntries(weekdays.map((day) => [day, fc.integer({ min: 0, max: 16 }).map((n) => n / 4)])))
  .filter((week) => Object.values(week).reduce((sum, hours) => sum + hours, 0) >= 1) as fc.Arbitrary<
  PlanInput["person"]["hoursByWeekday"]
>;

const days = (from: number, to: number) => fc.integer({ min: from, max: to }).map((day) => isoOf(dayOf(start) + day));

const pause = fc
  .record({
    from: days(-30, 300),
    length: fc.integer({ min: 0, max: 60 }),
    hours: fc.option(fc.integer({ min: 0, max: 4 })),
  })
  .map(({ from, length, hours }) => ({
    from,
    to: isoOf(dayOf(from) + length),
    ...(hours === null ? {} : { hoursByWeekday: { sunday: hours } }),
  }));

const anyInput: fc.Arbitrary<PlanInput> = fc
  .record({
    seed: fc.string({ maxLength: 4 }),
    skills: fc.integer({ min: 1, max: 60 }),
    unitShare: fc.double({ min: 0.1, max: 1, noNaN: true }),
    shelf: fc.integer({ min: 0, max: 8 }),
  })
  .chain(({ seed, skills, unitShare, shelf }) => {
    const catalog = sampleCatalog(seed, { skills, units: Math.max(1, Math.floor(skills * unitShare)), shelf });
    const ids = [...catalog.skills.keys()];
    const checks = [...catalog.skills.values()].flatMap(({ provenBy, unlock }) => [
      ...provenBy,
      ...(unlock?.check ? [unlock.check] : []),
    ]);
    const someChecks =
      checks.length === 0 ? fc.constant<string[]>([]) : fc.subarray(checks, { maxLength: Math.min(checks.length, 20) });
    const session = fc.record({
      date: days(0, 120),
      minutes: fc.integer({ min: 1, max: 600 }),
      unit: fc.constantFrom(...ids, ...catalog.steps.units.map(({ id }) => id), "gone"),
      kind: fc.constantFrom("build" as const, "read" as const, "apply" as const),
      done: fc.boolean(),
    });
    const progress: fc.Arbitrary<Progress> = fc.record({
      sessions: fc.array(session, { maxLength: 30 }),
      conversations: fc.array(fc.record({ date: days(0, 100) }), { maxLength: 3 }),
      applications: fc.array(
        fc.record({ date: days(0, 100), kind: fc.constantFrom("target" as const, "bridging" as const) }),
        { maxLength: 3 },
      ),
    });
    return fc.record({
      catalog: fc.constant(catalog),
      person: fc
        .record({
          hoursByWeekday,
          pauses: fc.array(pause, { maxLength: 3 }),
          occupation: fc.constantFrom("nurse", null),
          skills: fc.dictionary(
            fc.constantFrom(...ids),
            fc.constantFrom("none" as const, "touched" as const, "used" as const, "daily" as const),
            { maxKeys: 8 },
          ),
          unlocked: fc.subarray(ids, { maxLength: Math.min(ids.length, 3) }),
        })
        .map((changes) => samplePerson({ start, ...changes })),
      adverts: fc.option(
        fc
          .record({
            count: fc.integer({ min: 1, max: 40 }),
            asked: fc.dictionary(fc.constantFrom(...ids, "php"), fc.double({ min: 0, max: 1, noNaN: true })),
          })
          .map(({ count, asked }) =>
            sampleAdverts(
              Object.fromEntries(Object.entries(asked).map(([id, share]) => [id, Math.floor(share * count)])),
              count,
            ),
          ),
        { nil: undefined },
      ),
      evidence: fc.record({ passed: someChecks, failed: someChecks }).map((checked) => [sampleEvidence(checked)]),
      progress,
      today: days(-30, 200),
      seed: fc.string({ maxLength: 3 }),
      runs: fc.constant(runs),
    });
  });

const holds = (property: fc.IRawProperty<unknown>) => fc.assert(property, { numRuns: 150 });

test("a plan is what its schema says", () => {
  holds(fc.property(anyInput, (input) => void planSchema.parse(makePlan(input))));
});

test("no skill comes before what it requires, and no unit before the units that it needs", () => {
  holds(
    fc.property(anyInput, (input) => {
      const { units } = makePlan(input);
      const skillsInOrder = units.flatMap(({ skills }) => skills);
      const place = new Map(skillsInOrder.map(({ skill }, i) => [skill, i]));
      for (const [i, { skill, from }] of skillsInOrder.entries())
        for (const required of requiredBy(skill, input)) {
          const before = place.get(required);
          if (before === undefined) continue;
          expect(before).toBeLessThan(i);
          expect((skillsInOrder[before] as { to: string }).to <= from).toBe(true);
        }
    }),
  );
});

test("every skill of the way is in the plan once, or is held", () => {
  holds(
    fc.property(anyInput, (input) => {
      const { units, gaps } = makePlan(input);
      const planned = units.flatMap(({ skills }) => skills.map(({ skill }) => skill)).sort();
      expect(new Set(planned).size).toBe(planned.length);
      expect(new Set(units.map(({ id }) => id)).size).toBe(units.length);
      const open = gaps.filter(
        ({ hoursHigh, skill }) => hoursHigh > 0 && input.catalog.skills.get(skill)?.path !== "not-yet",
      );
      expect(planned).toEqual(expect.arrayContaining(open.map(({ skill }) => skill)));
    }),
  );
});

test("the total is the sum of the units, and each unit the sum of its skills", () => {
  holds(
    fc.property(anyInput, (input) => {
      const { units, totals } = makePlan(input);
      const sum = (figures: number[]) => figures.reduce((total, figure) => total + figure, 0);
      for (const member of ["hours", "hoursLow", "hoursHigh"] as const) {
        for (const unit of units) expect(unit[member]).toBe(sum(unit.skills.map((skill) => skill[member])));
        expect(totals[member]).toBe(sum(units.map((unit) => unit[member])));
      }
    }),
  );
});

test("more hours on any day, from today on, never finish later", () => {
  holds(
    fc.property(anyInput, fc.constantFrom(...weekdays), fc.integer({ min: 1, max: 12 }), (input, weekday, quarters) => {
      const week = input.person.hoursByWeekday;
      const more = { ...week, [weekday]: Math.min(week[weekday] + quarters / 4, 14) };
      const before = makePlan(input);
      const until = isoOf(dayOf(input.today) - 1);
      const person = { ...input.person, hoursByWeekday: more, earlierHours: [{ until, hoursByWeekday: week }] };
      const after = makePlan({ ...input, person });
      notLater(after, before);
    }),
  );
});

test("proving a skill never lengthens the plan", () => {
  holds(
    fc.property(anyInput, fc.nat(), (input, n) => {
      const provable = [...input.catalog.skills.values()].filter(({ provenBy }) => provenBy.length > 0);
      const skill = provable[n % Math.max(provable.length, 1)];
      if (!skill) return;
      const before = makePlan(input);
      const after = makePlan({ ...input, evidence: [...input.evidence, sampleEvidence({ passed: skill.provenBy })] });
      notLater(after, before);
      expect(after.totals.hours).toBeLessThanOrEqual(before.totals.hours);
      expect(after.gaps.find((gap) => gap.skill === skill.id)?.holding).toBe("proven");
    }),
  );
});

test("planning again with nothing changed changes nothing", () => {
  holds(fc.property(anyInput, (input) => void expect(makePlan(structuredClone(input))).toEqual(makePlan(input))));
});

test("only evidence makes a skill proven", () => {
  holds(
    fc.property(anyInput, (input) => {
      const { gaps } = makePlan({ ...input, evidence: [] });
      expect(gaps.filter(({ holding }) => holding === "proven")).toEqual([]);
    }),
  );
});

test("windows overlap as the way has them, each end in its band", () => {
  holds(
    fc.property(anyInput, (input) => {
      const { steps, stages, milestones, forecast } = makePlan(input);
      for (const { from, to, end } of [...steps, ...stages]) {
        expect(from <= to).toBe(true);
        expect(end.early <= end.middle && end.middle <= end.late).toBe(true);
      }
      for (const { on } of milestones) expect(on.early <= on.middle && on.middle <= on.late).toBe(true);
      const [audit, research, training, practice] = steps;
      expect((research?.from as string) <= (audit?.to as string)).toBe(true);
      expect((practice?.from as string) <= (training?.to as string)).toBe(true);
      expect(forecast.ready.early <= forecast.ready.late).toBe(true);
    }),
  );
});

function notLater(after: ReturnType<typeof makePlan>, before: ReturnType<typeof makePlan>) {
  for (const end of ["middle", "late"] as const)
    expect(after.forecast.ready[end] <= before.forecast.ready[end], end).toBe(true);
}

function requiredBy(skill: string, { catalog }: PlanInput): Set<string> {
  const all = new Set<string>();
  const open = [skill];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const required of catalog.skills.get(id)?.requires ?? [])
      if (!all.has(required)) {
        all.add(required);
        open.push(required);
      }
  return all;
}
