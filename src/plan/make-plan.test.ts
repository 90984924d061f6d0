import { expect, test } from "vitest";
import { UserError } from "../base/errors.ts";
import { type Person, privateSchema } from "../contract/person.ts";
import { shareable } from "../contract/plan.ts";
import type { Session } from "../contract/progress.ts";
import { progressSchema } from "../contract/progress.ts";
import { dayOf, isoOf } from "./day.ts";
import { makePlan, type PlanInput } from "./make-plan.ts";
import { sampleAdverts, sampleCatalog, sampleEvidence, samplePerson } from "./sample-catalog.ts";

const catalog = sampleCatalog("tests", { skills: 60, units: 20, shelf: 6 });
const plan = ({ person, ...changes }: Partial<Omit<PlanInput, "person">> & { person?: Partial<Person> } = {}) =>
  makePlan({
    catalog,
    person: samplePerson(person),
    evidence: [],
    progress: progressSchema.parse({}),
    today: "2026-01-05",
    seed: "1",
    ...changes,
  });

const sessions = (count: number, session: Partial<Session> & { everyDays: number }) => {
  const { everyDays, ...rest } = session;
  return progressSchema.parse({
    sessions: Array.from({ length: count }, (_, i) => ({
      date: isoOf(dayOf("2026-01-05") + i * everyDays),
      minutes: 120,
      unit: "u0",
      ...rest,
    })),
  });
};

const provable = [...catalog.skills.values()].filter(({ provenBy, path }) => provenBy.length > 0 && path !== "not-yet");

test("a proven skill leaves the plan, and what it rests on is assumed and shorter", () => {
  const skill = provable.find(({ requires }) => requires.some((id) => catalog.skills.get(id)?.provenBy.length === 0));
  const base = skill?.requires.find((id) => catalog.skills.get(id)?.provenBy.length === 0) as string;
  const { gaps, units } = plan({ evidence: [sampleEvidence({ passed: skill?.provenBy ?? [] })] });
  expect(gaps.find((gap) => gap.skill === skill?.id)).toMatchObject({ holding: "proven", hoursLow: 0, hoursHigh: 0 });
  expect(gaps.find((gap) => gap.skill === base)).toMatchObject({
    holding: "assumed",
    hoursHigh: Math.ceil((catalog.skills.get(base)?.hours.high as number) * 0.3 * 4) / 4,
  });
  expect(units.flatMap(({ skills }) => skills.map((planned) => planned.skill))).not.toContain(skill?.id);
});

test("half of its checks take half of a skill's hours off", () => {
  const skill = provable[0];
  const [whole] = plan().gaps.filter((gap) => gap.skill === skill?.id);
  const [half] = plan({ evidence: [sampleEvidence({ passed: [skill?.provenBy[0] as string] })] }).gaps.filter(
    (gap) => gap.skill === skill?.id,
  );
  expect(half).toMatchObject({
    holding: "missing",
    proof: { passed: 1, of: 2 },
    hoursHigh: (whole?.hoursHigh as number) / 2,
  });
});

test("what the person says is claimed, what their job brings is assumed, and their word counts for more", () => {
  const assumed = catalog.occupations.get("nurse")?.skills[0]?.skill as string;
  const holdingOf = (person: Partial<Person>) => plan({ person }).gaps.find((gap) => gap.skill === assumed);
  expect(holdingOf({ occupation: "nurse" })?.holding).toBe("assumed");
  expect(holdingOf({ occupation: "nurse", skills: { [assumed]: "daily" } })?.holding).toBe("claimed");
  expect(holdingOf({ occupation: "nurse", skills: { [assumed]: "none" } })?.holding).toBe("missing");
});

test("what may be held already can be tested out, and the next thing says so", () => {
  const first = plan()
    .units.flatMap(({ skills }) => skills)
    .find(({ checks }) => checks.length > 0)?.skill as string;
  const claimed = plan({ person: { skills: { [first]: "daily" } } });
  const unit = claimed.units.find(({ skills }) => skills.some(({ skill }) => skill === first));
  expect(unit?.skills.find(({ skill }) => skill === first)?.testOut).toBe(true);
  expect(unit?.why).toContain("run the checks");
});

test("twenty adverts put the gaps that recur most first, as early as what they require allows", () => {
  const late = plan()
    .units.filter(({ stage }) => stage === 3)
    .at(-1)?.skills[0]?.skill as string;
  const placeOf = (made: ReturnType<typeof plan>) =>
    made.units.findIndex(({ skills }) => skills.some(({ skill }) => skill === late));
  const asked = plan({ adverts: sampleAdverts({ [late]: 18 }) });
  expect(placeOf(asked)).toBeLessThan(placeOf(plan()));
  expect(asked.gaps.find(({ skill }) => skill === late)).toMatchObject({
    rank: 1,
    demand: { level: "must", share: 0.9 },
  });
  expect(asked.units[placeOf(asked)]?.why).toContain("90% of your adverts ask for");
});

test("nineteen adverts move nothing", () => {
  const late = plan().units.at(-3)?.skills[0]?.skill as string;
  const few = plan({ adverts: sampleAdverts({ [late]: 19 }, 19) });
  expect(few.units.map(({ id }) => id)).toEqual(plan().units.map(({ id }) => id));
  expect(few.adverts).toEqual({ adverts: 19, target: 20, enough: false });
});

test("the production order holds whatever the adverts say", () => {
  const { first, then } = catalog.steps.productionOrder;
  const ids = Object.fromEntries([...catalog.skills.keys()].map((id, i) => [id, 20 - (i % 5)]));
  const order = plan({ adverts: sampleAdverts(ids) }).units.map(({ id }) => id);
  expect(order.filter((id) => [first, ...then].includes(id))).toEqual([first, ...then]);
});

test("the shelf stays closed until its problem is felt, the adverts ask or the person does", () => {
  const shelved = plan().shelf[0];
  const check = catalog.skills.get(shelved?.skill as string)?.unlock?.check as string;
  const unlocked = (changes: Parameters<typeof plan>[0]) =>
    plan(changes).shelf.find(({ skill }) => skill === shelved?.skill)?.unlocked;
  expect(shelved?.unlocked).toBeUndefined();
  expect(unlocked({ evidence: [sampleEvidence({ failed: [check] })] })).toContain(check);
  expect(unlocked({ adverts: sampleAdverts({ [shelved?.skill as string]: 17 }) })).toContain("85% of your adverts");
  expect(unlocked({ adverts: sampleAdverts({ [shelved?.skill as string]: 15 }) })).toBeUndefined();
  expect(unlocked({ person: { unlocked: [shelved?.skill as string] } })).toBe("You took it down yourself.");
});

test("a problem that was mended puts it back", () => {
  const shelved = plan().shelf[0]?.skill as string;
  const check = catalog.skills.get(shelved)?.unlock?.check as string;
  const mended = [
    sampleEvidence({ failed: [check] }),
    { ...sampleEvidence({ passed: [check] }), beganAt: "2026-02-20T18:00:00.000Z" },
  ];
  expect(plan({ evidence: mended }).shelf.find(({ skill }) => skill === shelved)?.unlocked).toBeUndefined();
});

test("10, 15 and 20 hours stand side by side with the person's own", () => {
  const { paces, ready, weeks } = plan({ person: { hoursByWeekday: samplePerson({}).hoursByWeekday } }).forecast;
  expect(paces.map(({ hoursAWeek, own }) => [hoursAWeek, own])).toEqual([
    [10, true],
    [15, false],
    [20, false],
  ]);
  expect(paces[0]).toMatchObject({ ready, weeks });
  expect(paces[1]?.weeks.middle).toBeLessThan(weeks.middle);
});

test("a free weekday saves weeks, and a wished day says what it takes", () => {
  const { fourDayWeek, wish } = plan({ person: { wish: { readyBy: "2026-07-05" } } }).forecast;
  expect(fourDayWeek).toMatchObject({ hoursAWeek: 16 });
  expect(fourDayWeek.weeksSaved).toBeGreaterThan(10);
  expect(wish?.likely).toBe(false);
  expect(wish?.hoursAWeekLate).toBeGreaterThan(wish?.hoursAWeekMiddle as number);
  const met = plan({
    person: { hoursByWeekday: { ...samplePerson({}).hoursByWeekday, saturday: 14, sunday: 14, friday: 14 } },
  });
  const asked = plan({ person: { wish: { readyBy: met.forecast.ready.middle } } }).forecast.wish;
  expect(Math.abs((asked?.hoursAWeekMiddle as number) - met.hoursAWeek)).toBeLessThan(2);
});

test("the record takes over after four weeks, and not before", () => {
  const slow = sessions(10, { everyDays: 7, minutes: 120 });
  expect(plan({ progress: slow, today: "2026-01-26" }).forecast.pace).toMatchObject({ basis: "assumed", ratio: 1 });
  const later = plan({ progress: slow, today: "2026-03-10" });
  expect(later.forecast.pace.basis).toBe("recorded");
  expect(later.forecast.pace.kept).toBeLessThan(0.6);
  expect(later.forecast.assumptions.join(" ")).toContain("recorded hours");
});

test("a slip moves the dates and blames nobody", () => {
  const [onTime, late] = [plan(), plan({ today: "2026-02-16" })];
  expect(late.forecast.ready.middle > onTime.forecast.ready.middle).toBe(true);
  expect(late.totals).toEqual(onTime.totals);
  expect(late.units[0]?.from).toBe("2026-02-16");
  expect(late.months[0]).toMatchObject({ month: "2026-01", skills: { target: null, actual: 0 } });
  expect(JSON.stringify(late)).not.toMatch(/late\b.*behind|overdue|failed to/i);
});

test("what was recorded for a unit shortens it, and never to nothing", () => {
  const [begun] = plan({ progress: sessions(3, { everyDays: 1 }) }).units;
  const [fresh] = plan().units;
  expect(begun?.hoursHigh).toBeLessThan(fresh?.hoursHigh as number);
  expect(begun?.hoursSpent).toBeCloseTo(6);
  expect(plan({ progress: sessions(50, { everyDays: 1, minutes: 600 }) }).units[0]?.id).toBe("u0");
});

test("done in the person's word leaves the plan, and is not called proven", () => {
  const done = plan({ progress: sessions(1, { everyDays: 1, done: true }) });
  const inUnit = catalog.steps.units[0]?.skills ?? [];
  expect(done.units.map(({ id }) => id)).not.toContain("u0");
  expect(done.gaps.filter(({ skill }) => inUnit.includes(skill)).map(({ holding }) => holding)).toEqual(
    inUnit.map(() => "shown"),
  );
  expect(done.months[0]?.skills.actual).toBe(inUnit.length);
});

test("the band narrows as more is recorded", () => {
  const width = (made: ReturnType<typeof plan>) => made.forecast.weeks.late / made.forecast.weeks.early;
  const steady = sessions(24, { everyDays: 7, minutes: 510, unit: "gone" });
  expect(width(plan({ progress: steady, today: "2026-06-22" }))).toBeLessThan(width(plan({ today: "2026-06-22" })));
});

test("another seed moves the ends of the band by less than a fiftieth", () => {
  const [a, b] = [plan(), plan({ seed: "another" })].map(({ forecast }) => forecast.weeks);
  for (const end of ["early", "middle", "late"] as const)
    expect(Math.abs((a?.[end] as number) - (b?.[end] as number))).toBeLessThan((a?.[end] as number) / 50);
});

test("the three next things are of one unit, and there is none when all is done", () => {
  const { next, units } = plan();
  expect([next.minutes25, next.hours2, next.weekend].map((thing) => thing?.unit)).toEqual([
    units[0]?.id,
    units[0]?.id,
    units[0]?.id,
  ]);
  expect(next.minutes25).toMatchObject({ minutes: 25, doThis: expect.stringContaining("Begin with") });
  expect(next.weekend?.minutes).toBe(360);
  const all = progressSchema.parse({
    sessions: catalog.steps.units.map(({ id }) => ({ date: "2026-01-05", minutes: 1, unit: id, done: true })),
  });
  expect(plan({ progress: all })).toMatchObject({ units: [], next: {}, totals: { hours: 0 }, realism: { gaps: 0 } });
});

test("applications begin when applying does, two and a half times what others send", () => {
  const { months, forecast, tips } = plan();
  expect(forecast.applying.middle).toBe(tips);
  const before = months.filter(({ month }) => month < tips.slice(0, 7));
  expect(before.every(({ applications }) => applications.target === 0)).toBe(true);
  expect(months.at(-1)?.applications.target).toBe(20);
});

test("what comes back each week takes its minutes from the week, from its unit on", () => {
  const [thread] = catalog.steps.threads;
  const without = { ...catalog, steps: { ...catalog.steps, threads: [] } };
  const [made, bare] = [plan(), plan({ catalog: without })];
  const from = made.units.findIndex(({ id }) => id === thread?.fromUnit);
  expect(made.threads[0]).toMatchObject({ id: "cards", minutesAWeek: 20, from: made.units[from]?.from });
  expect(made.totals).toEqual(bare.totals);
  expect(made.forecast.weeks.middle).toBeGreaterThan(bare.forecast.weeks.middle);
  expect(made.units[from - 1]?.to).toBe(bare.units[from - 1]?.to);
});

test("two weeks of reading without a build are worth a word, one evening is not", () => {
  const reading = (days: string[], kind: "read" | "build" = "read") =>
    progressSchema.parse({ sessions: days.map((date) => ({ date, minutes: 60, unit: "u0", kind })) });
  const idsOf = (progress: ReturnType<typeof reading>, today = "2026-02-01") =>
    plan({ progress, today }).notices.map(({ id }) => id);
  const twoWeeks = ["2026-01-20", "2026-01-28"];
  expect(idsOf(reading(twoWeeks))).toEqual(["tutorial-loop"]);
  expect(idsOf(reading(["2026-01-28"]))).toEqual([]);
  expect(idsOf(reading(twoWeeks, "build"))).toEqual([]);
  expect(
    plan({
      progress: reading(twoWeeks),
      today: "2026-02-01",
      evidence: [{ ...sampleEvidence({}), beganAt: "2026-01-25T10:00:00.000Z" }],
    }).notices,
  ).toEqual([]);
});

test("applications without a project, a contact or a role on the way are worth a word each", () => {
  const applications = (count: number) =>
    progressSchema.parse({ applications: Array.from({ length: count }, () => ({ date: "2026-01-05" })) });
  const idsOf = (count: number) => plan({ progress: applications(count) }).notices.map(({ id }) => id);
  expect(idsOf(0)).toEqual([]);
  expect(idsOf(5)).toEqual(["applying-without-a-project"]);
  expect(idsOf(15)).toEqual(["applying-without-a-project", "applying-without-contacts", "no-role-on-the-way"]);
});

test("pay and reasons are in the private part alone, and without them there is none", () => {
  const secret = privateSchema.parse({ reasons: ["pay"], money: { presentPay: 123456 } });
  const made = plan({ private: secret });
  expect(made.private?.payOnly).toBe(true);
  expect(JSON.stringify(shareable(made))).not.toContain("123456");
  expect(shareable(made)).toEqual(shareable(plan()));
  expect(plan().private).toBeUndefined();
});

test("an unknown occupation is told with what to do", () => {
  expect(() => plan({ person: { occupation: "nurze" } })).toThrowError(UserError);
  expect(() => plan({ person: { occupation: "nurze" } })).toThrowError(/did you mean `nurse`/);
});
