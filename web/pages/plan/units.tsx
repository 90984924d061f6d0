/**
 * What is built, in its order: why it is here and why now, what of it is left, and when to stop.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { Badge, HoldingBadge } from "../../design/badge.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { counted, hoursLeft, monthSpan, shortMonth } from "../../design/words.ts";

type Unit = PlanPage["plan"]["units"][number];

export function Units({ page }: { page: PlanPage }) {
  const { plan, locale } = page;
  const [first] = plan.units;
  if (!first) return <p className="text-quiet">Nothing is left in the plan. What you built can be applied with.</p>;
  return (
    <div className="space-y-8">
      <p className="text-quiet">
        {hoursLeft(plan.totals.hoursLow, plan.totals.hoursHigh)} of work in {counted(plan.units.length, "unit")}. Each
        ends in something built; none is locked.
      </p>
      {plan.stages.map((stage) => {
        const units = plan.units.filter((unit) => unit.stage === stage.number);
        if (units.length === 0) return null;
        return (
          <section key={stage.id} aria-label={`Stage ${stage.number}: ${stage.title}`}>
            <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
              <span>
                Stage {stage.number}: {stage.title}
              </span>
              <span className="text-sm font-normal text-quiet">{monthSpan(stage.from, stage.to, locale)}</span>
            </h3>
            <ol className="mt-1">
              {units.map((unit) => (
                <li key={unit.id} id={unit.id}>
                  <OneUnit unit={unit} locale={locale} isNext={unit === first} />
                </li>
              ))}
            </ol>
            <p className="mt-2 max-w-prose text-sm text-quiet">At the end: {stage.exit}</p>
          </section>
        );
      })}
    </div>
  );
}

function OneUnit({ unit, locale, isNext }: { unit: Unit; locale: string; isNext: boolean }) {
  return (
    <Disclosure
      open={isNext}
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {unit.title}
          {isNext && <Badge tone="accent">next</Badge>}
          {unit.shelf && <Badge>came off the shelf</Badge>}
        </span>
      }
      aside={
        <span className="block text-right leading-tight">
          {hoursLeft(unit.hoursLow, unit.hoursHigh)}
          <span className="block text-xs">from {shortMonth(unit.from, locale)}</span>
        </span>
      }
    >
      <dl className="max-w-prose space-y-3">
        <Part name="Why now">{unit.why}</Part>
        <Part name="Build">{unit.build}</Part>
        <Part name="You may stop when">{capital(unit.stopWhen.replace(/^You may stop when /i, ""))}</Part>
      </dl>
      {unit.checks.length > 0 && (
        <p className="mt-3 text-sm text-quiet">
          {counted(unit.checks.length, "check")} of the judge {unit.checks.length === 1 ? "decides" : "decide"} that
          {unit.project !== undefined && (
            <>
              {" "}
              in{" "}
              <TextLink to="/projects/$project" params={{ project: unit.project }}>
                its project
              </TextLink>
            </>
          )}
          .
        </p>
      )}
      <ul className="mt-4 divide-y divide-line/60 border-t border-line/60">
        {unit.skills.map(({ skill, title, holding, hoursLow, hoursHigh, testOut }) => (
          <li key={skill} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-2 text-sm">
            <TextLink to="/plan/skills/$skill" params={{ skill }} className="font-medium">
              {title}
            </TextLink>
            <HoldingBadge holding={holding} />
            {testOut && <span className="text-quiet">you may hold it: try its checks now</span>}
            <span className="ml-auto text-quiet tabular-nums">{hoursLeft(hoursLow, hoursHigh)}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Part({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="text-sm font-medium text-quiet">{name}</dt>
      <dd>
        <Markdown text={children} />
      </dd>
    </div>
  );
}
