/**
 * Months with what they are for, and milestones. A month that is over has no target: nobody owes the past anything.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { type Column, DataTable } from "../../design/data-table.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { Stat, Stats } from "../../design/stat.tsx";
import { longMonth, monthSpan, shortDay, shortMonth } from "../../design/words.ts";
import { Weeks } from "./weeks.tsx";

type Month = PlanPage["plan"]["months"][number];
type Counted = Month["skills"];
type Milestone = PlanPage["plan"]["milestones"][number];

export function Months({ page }: { page: PlanPage }) {
  const { plan, locale } = page;
  const now = plan.today.slice(0, 7);
  const current = plan.months.find(({ month }) => month === now);
  const coming = plan.months.filter(({ month }) => month > now);
  const past = plan.months.filter(({ month }) => month < now);
  const columns: Column<Month>[] = [
    { id: "month", title: "Month", cell: ({ month }) => shortMonth(`${month}-01`, locale) },
    { id: "hours", title: "Hours", cell: ({ hours }) => Math.round(hours), isFigure: true },
    { id: "skills", title: "Skills", cell: ({ skills }) => figure(skills), isFigure: true },
    { id: "talks", title: "Conversations", cell: ({ conversations }) => figure(conversations), isFigure: true },
    { id: "applications", title: "Applications", cell: ({ applications }) => figure(applications), isFigure: true },
  ];
  return (
    <div className="space-y-8">
      {current && (
        <section aria-label="This month">
          <h3 className="font-semibold">{longMonth(`${current.month}-01`, locale)}</h3>
          <div className="mt-3">
            <Stats>
              <Stat name="Set aside" value={Math.round(current.hours)} unit="h" />
              <Of name="Skills" counted={current.skills} />
              <Of name="Conversations" counted={current.conversations} />
              <Of name="Applications" counted={current.applications} />
            </Stats>
          </div>
        </section>
      )}
      <Weeks page={page} />
      <section aria-label="Milestones">
        <h3 className="font-semibold">Milestones</h3>
        <Milestones milestones={plan.milestones} locale={locale} />
      </section>
      <section aria-label="The months to come">
        <h3 className="mb-2 font-semibold">The months to come</h3>
        <DataTable caption="Targets by month" columns={columns} rows={coming} keyOf={({ month }) => month} />
      </section>
      {past.length > 0 && (
        <Disclosure title="The months before">
          <DataTable caption="What was done by month" columns={columns} rows={past} keyOf={({ month }) => month} />
        </Disclosure>
      )}
    </div>
  );
}

function figure({ target, actual }: Counted): string {
  if (target === null) return actual === 0 ? "–" : String(actual);
  if (actual > 0) return `${actual} of ${target}`;
  return target === 0 ? "–" : String(target);
}

function Of({ name, counted }: { name: string; counted: Counted }) {
  const { target, actual } = counted;
  if ((target ?? 0) === 0 && actual === 0) return null;
  return <Stat name={name} value={actual} {...(target === null ? {} : { unit: `of ${target}` })} />;
}

const kinds: Record<Milestone["kind"], string> = {
  step: "step",
  stage: "stage",
  build: "built",
  tips: "turning point",
  ready: "ready",
};

function Milestones({ milestones, locale }: { milestones: readonly Milestone[]; locale: string }) {
  return (
    <ol className="mt-2 border-l-2 border-line">
      {milestones.map(({ id, title, kind, on, done }) => (
        <li key={id} className="relative py-2 pl-5">
          <span aria-hidden="true" className={`absolute top-4 -left-[7px] size-3 rotate-45 border-2 ${markOf(kind)}`} />
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{title}</span>
            <span className="text-sm text-quiet">
              <span className="sr-only">{kinds[kind]}, most likely </span>
              {isNear(on) ? `about ${shortDay(on.middle, locale)}` : shortMonth(on.middle, locale)}
            </span>
          </div>
          <div className="flex flex-wrap justify-between gap-x-4 text-sm text-quiet">
            <span className="max-w-prose">{done}</span>
            {!isNear(on) && <span>{monthSpan(on.early, on.late, locale)}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A day is only said where the whole band lies in one month. */
function isNear({ early, late }: Milestone["on"]): boolean {
  return early.slice(0, 7) === late.slice(0, 7);
}

function markOf(kind: Milestone["kind"]): string {
  if (kind === "ready" || kind === "tips") return "border-accent bg-accent";
  return kind === "build" ? "border-accent bg-ground" : "border-edge bg-ground";
}
