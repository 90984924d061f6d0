/**
 * The four stages, the seven steps and the milestones, laid over the dated units.
 *
 * A stage lasts as long as its units. A step's window is its part of the whole way, stretched to this person's length, so
 * that the windows overlap as they were meant to; and it holds at least its own units.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { DayBand, FigureBand, Milestone, PlannedUnit, StageWindow, StepWindow } from "../contract/plan.ts";
import { dayOf, isoOf } from "./day.ts";
import type { Bands } from "./forecast.ts";
import type { OrderedUnit } from "./order-units.ts";
import type { Timeline } from "./timeline.ts";

export interface Windows {
  stages: StageWindow[];
  steps: StepWindow[];
  milestones: Milestone[];
  /** When applying takes over from learning. */
  applying: DayBand;
}

/** What is counted of a step's goals, by metric; missing where nothing counts it. */
export type Actuals = Partial<Record<string, number>>;

interface Layout {
  catalog: Pick<Catalog, "steps">;
  units: readonly PlannedUnit[];
  bands: Bands;
  timeline: Timeline;
  actuals: Actuals;
}

export function layOutWindows(layout: Layout): Windows {
  const { catalog, bands, timeline } = layout;
  const stages = catalog.steps.stages.map((stage) => stageWindow(stage, layout));
  const steps = catalog.steps.steps.map((step) => stepWindow(step, layout));
  const ready = timeline.daysOfLast(bands.calendarHours);
  const applying = startOf(catalog.steps.shape.tipsAt, layout);
  const milestones: Milestone[] = [
    ...stages.map(({ id, title, end, exit }): Milestone => ({ id, title, kind: "stage", on: end, done: exit })),
    ...steps.map(
      ({ id, title, end, goals }): Milestone => ({
        id,
        title,
        kind: "step",
        on: end,
        done: goals.map(({ says }) => says).join(" "),
      }),
    ),
    ...buildMilestones(layout),
    {
      id: "tips",
      title: "Applying takes over from learning",
      kind: "tips",
      on: applying,
      done: "The first units of applying begin.",
    },
    {
      id: "ready",
      title: "Everything in the plan is done",
      kind: "ready",
      on: ready,
      done: "Nothing is left in the plan, and applications are out.",
    },
  ];
  return { stages, steps, applying, milestones: milestones.sort((a, b) => dayOf(a.on.middle) - dayOf(b.on.middle)) };
}

/** Ids of the skills at which something ends whose band is shown. */
export function checkpoints(units: readonly OrderedUnit[], { shape, productionOrder }: Catalog["steps"]): Set<string> {
  const last = new Map<string, string>();
  for (const [i, { id: unit, stage, step, project, skills }] of units.entries()) {
    const id = skills.at(-1)?.id as string;
    last.set(`stage ${stage}`, id).set(`step ${step}`, id);
    if (project !== undefined) last.set(`project ${project}`, id);
    if (unit === productionOrder.first) last.set("first build", id);
    if (units[i + 1]?.id === shape.tipsAt) last.set("before applying", id);
  }
  return new Set(last.values());
}

function stageWindow(
  { id, number, title, exit, window }: Catalog["steps"]["stages"][number],
  layout: Layout,
): StageWindow {
  const own = layout.units.filter(({ stage }) => stage === number);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return { id, number, title, exit, ...pastWindow(window, layout), hours: 0 };
  return { id, number, title, exit, from: first.from, to: last.to, end: endOf(last, layout), hours: hoursOf(own) };
}

/** Nothing is left in it. It was then when the way has it, and is over today. */
function pastWindow(window: { fromWeek: number; toWeek: number }, { catalog, bands, timeline }: Layout) {
  const day = (week: number) =>
    earlier(timeline.dayAtShare(week / catalog.steps.shape.weeks, bands.calendarHours.middle), isoOf(timeline.from));
  const to = day(window.toWeek);
  return { from: day(window.fromWeek - 1), to, end: sure(to) };
}

function stepWindow(step: Catalog["steps"]["steps"][number], layout: Layout): StepWindow {
  const { catalog, units, bands, timeline, actuals } = layout;
  const { weeks } = catalog.steps.shape;
  const own = units.filter(({ step: number }) => number === step.number);
  const last = own.at(-1);
  const endShare = step.ongoing ? 1 : step.window.toWeek / weeks;
  const at = (hours: keyof FigureBand) => timeline.dayAtShare(endShare, bands.calendarHours[hours]);
  const scaled: DayBand = { early: at("early"), middle: at("middle"), late: at("late") };
  const end = last ? laterBand(scaled, endOf(last, layout)) : scaled;
  const from = timeline.dayAtShare((step.window.fromWeek - 1) / weeks, bands.calendarHours.middle);
  return {
    id: step.id,
    number: step.number,
    title: step.title,
    why: step.why,
    ongoing: step.ongoing,
    from: own[0] ? earlier(from, own[0].from) : from,
    to: end.middle,
    end,
    hours: hoursOf(own),
    goals: step.done.map(({ metric, says, atLeast }) => ({ metric, says, atLeast, actual: actuals[metric] ?? null })),
  };
}

/** The smallest backend, and one for each project that still has work: the end of its last unit. */
function buildMilestones(layout: Layout): Milestone[] {
  const { first } = layout.catalog.steps.productionOrder;
  const last = new Map<string, PlannedUnit>();
  for (const unit of layout.units) {
    if (unit.id === first) last.set(first, unit);
    if (unit.project !== undefined) last.set(unit.project, unit);
  }
  return [...last].map(([project, unit]) => ({
    id: `build-${project}`,
    title: unit.title,
    kind: "build",
    on: endOf(unit, layout),
    done: unit.stopWhen,
  }));
}

/** When a unit begins: where the one before it ends. What is not in the plan any more has begun. */
function startOf(id: string, layout: Layout): DayBand {
  const { units, timeline } = layout;
  const place = units.findIndex((unit) => unit.id === id);
  const before = units[place - 1];
  if (!before) return sure(isoOf(timeline.from));
  const { early, late } = endOf(before, layout);
  const { from } = units[place] as PlannedUnit;
  return { early: earlier(early, from), middle: from, late: later(late, from) };
}

/** The middle is the plan's own date, so that the table and the band agree to the day. */
function endOf({ to, skills }: PlannedUnit, { bands, timeline }: Layout): DayBand {
  const band = bands.upTo.get(skills.at(-1)?.skill ?? "");
  if (!band) return sure(to);
  const { early, late } = timeline.daysOfLast(band);
  return { early: earlier(early, to), middle: to, late: later(late, to) };
}

function hoursOf(units: readonly PlannedUnit[]): number {
  return units.reduce((sum, { hours }) => sum + hours, 0);
}

function sure(day: string): DayBand {
  return { early: day, middle: day, late: day };
}

function laterBand(a: DayBand, b: DayBand): DayBand {
  return { early: later(a.early, b.early), middle: later(a.middle, b.middle), late: later(a.late, b.late) };
}

/** ISO dates compare as text. */
function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
