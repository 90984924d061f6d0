/**
 * Stages and steps on one axis of time, so that their overlaps can be seen. Every bar stands beside its dates in words: the
 * picture is for who would rather look than read, and leaves nothing out for who cannot see it.
 */
import { Fragment, type ReactNode } from "react";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { Disclosure } from "../../design/disclosure.tsx";
import { Icon } from "../../design/icons.tsx";
import { monthName, monthSpan, shortDay, shortMonth } from "../../design/words.ts";
import { monthTicks, planScale, type Tick, type TimeScale } from "./time-scale.ts";

type Window = PlanPage["plan"]["stages"][number] | PlanPage["plan"]["steps"][number];

/** As many names of months as stand side by side on a wide page. */
const mostTicks = 9;

export function Timeline({ page }: { page: PlanPage }) {
  const { plan, locale, pauses } = page;
  const scale = planScale(plan);
  const ticks = monthTicks(scale, mostTicks);
  const spans = pauses.filter(({ to }) => to >= scale.from);
  const row = (one: Window, bar: string) => (
    <Row key={one.id} scale={scale} ticks={ticks} today={plan.today} pauses={spans} {...wordsOf(one, locale)}>
      <Bar from={scale.at(one.from)} to={scale.at(one.to)} late={scale.at(one.end.late)} className={bar} />
    </Row>
  );
  return (
    <div>
      <Axis scale={scale} locale={locale} today={plan.today} />
      <h3 className="mt-2 text-sm font-medium text-quiet">Stages: what is learned</h3>
      <ol>{plan.stages.map((stage) => row(stage, "fill-quiet"))}</ol>
      <h3 className="mt-5 text-sm font-medium text-quiet">Steps: what you do. They overlap on purpose.</h3>
      <ol>{plan.steps.map((step) => row(step, "fill-accent"))}</ol>
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-xs text-quiet">
        <Legend says="most likely">
          <rect x="0" y="4" width="24" height="8" rx="4" className="fill-accent" />
        </Legend>
        <Legend says="the end may fall here">
          <rect x="0.5" y="4.5" width="23" height="7" rx="3.5" className="fill-accent/20 stroke-accent" />
        </Legend>
        <Legend says="today">
          <line x1="12" x2="12" y1="0" y2="16" className="stroke-text" strokeWidth="1.5" strokeDasharray="2 2" />
        </Legend>
        {spans.length > 0 && (
          <Legend says="pause">
            <rect x="4" y="0" width="16" height="16" className="fill-unsure/20" />
          </Legend>
        )}
      </p>
      <div className="mt-6">
        <h3 className="font-semibold">Done when</h3>
        <div className="mt-1">
          {plan.steps.map((step) => (
            <Disclosure
              key={step.id}
              title={
                <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                  {step.number}. {step.title}
                  <span className="text-sm font-normal text-quiet">{monthSpan(step.from, step.to, locale)}</span>
                </span>
              }
            >
              <p className="max-w-prose text-sm text-quiet">{step.why}</p>
              <ul className="mt-2 space-y-1 text-sm">
                {step.goals.map(({ metric, says, atLeast, actual }) => (
                  <li key={metric} className="flex items-start gap-2">
                    <Icon
                      name={(actual ?? 0) >= atLeast ? "passed" : "waiting"}
                      className={`mt-0.5 size-4 ${(actual ?? 0) >= atLeast ? "text-good" : "text-quiet"}`}
                    />
                    <span>
                      {says}
                      {actual !== null && <span className="text-quiet"> Now: {figureOf(actual, atLeast)}.</span>}
                    </span>
                  </li>
                ))}
              </ul>
            </Disclosure>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Shares are told in percent, counts as they are. */
function figureOf(actual: number, atLeast: number): string {
  return atLeast <= 1 && actual <= 1 && actual % 1 !== 0 ? `${Math.round(actual * 100)}%` : String(actual);
}

function wordsOf(one: Window, locale: string) {
  return {
    number: one.number,
    title: one.title,
    when: monthSpan(one.from, one.to, locale),
    whole: `${shortDay(one.from, locale)} to ${shortDay(one.to, locale)}; at the latest ${shortMonth(one.end.late, locale)}`,
  };
}

function Row({
  number,
  title,
  when,
  whole,
  scale,
  ticks,
  today,
  pauses,
  children,
}: {
  number: number;
  title: string;
  when: string;
  whole: string;
  scale: TimeScale;
  ticks: readonly Tick[];
  today: string;
  pauses: PlanPage["pauses"];
  children: ReactNode;
}) {
  return (
    <li className="border-b border-line/60 py-2 last:border-b-0 md:grid md:grid-cols-[15rem_minmax(0,1fr)] md:items-center md:gap-4 md:py-0">
      <div className="flex items-baseline justify-between gap-3 md:block md:py-1.5">
        <span className="text-sm leading-snug font-medium">
          <span className="text-quiet tabular-nums">{number}</span> {title}
        </span>
        <span className="shrink-0 text-xs text-quiet md:block" title={whole}>
          {when}
          <span className="sr-only">. {whole}</span>
        </span>
      </div>
      <div className="relative mt-1 h-6 md:mt-0 md:h-auto md:min-h-14 md:self-stretch">
        <svg aria-hidden="true" className="absolute inset-0 size-full overflow-visible">
          {pauses.map(({ from, to }) => (
            <rect
              key={from}
              x={`${scale.at(from)}%`}
              width={`${Math.max(scale.at(to) - scale.at(from), 0.3)}%`}
              y="0"
              height="100%"
              className="fill-unsure/15"
            />
          ))}
          {ticks.map(({ day, at, isYear }) => (
            <line
              key={day}
              x1={`${at}%`}
              x2={`${at}%`}
              y1="0"
              y2="100%"
              className={isYear ? "stroke-edge/60" : "stroke-line"}
            />
          ))}
          {children}
          <line
            x1={`${scale.at(today)}%`}
            x2={`${scale.at(today)}%`}
            y1="0"
            y2="100%"
            className="stroke-text"
            strokeWidth="1.5"
            strokeDasharray="2 2"
          />
        </svg>
      </div>
    </li>
  );
}

/** Never narrower than can be seen. Its end reaches on, fainter, to where it may fall at the latest. */
function Bar({ from, to, late, className }: { from: number; to: number; late: number; className: string }) {
  const width = Math.max(to - from, 1);
  return (
    <svg y="50%" className="overflow-visible" role="presentation">
      {late > from + width && (
        <Fragment>
          <rect
            x={`${from}%`}
            width={`${late - from}%`}
            y="-5.5"
            height="11"
            rx="5.5"
            className={`${className} opacity-20`}
          />
          <rect
            x={`${from}%`}
            width={`${late - from}%`}
            y="-5.5"
            height="11"
            rx="5.5"
            className="fill-none stroke-edge"
          />
        </Fragment>
      )}
      <rect x={`${from}%`} width={`${width}%`} y="-5.5" height="11" rx="5.5" className={className} />
    </svg>
  );
}

/** On a phone only the years and what lies half-way; the dates stand beside each bar. */
function Axis({ scale, locale, today }: { scale: TimeScale; locale: string; today: string }) {
  const wide = monthTicks(scale, mostTicks);
  const narrow = monthTicks(scale, 4);
  const label = ({ day, at, isYear }: Tick, shown: string) =>
    // A word at the very end would be cut off.
    at > 96 ? null : (
      <span
        key={`${shown}${day}`}
        className={`absolute top-0 ${shown} ${at < 4 ? "" : "-translate-x-1/2"}`}
        style={{ left: `${at}%` }}
      >
        {isYear ? day.slice(0, 4) : monthName(day, locale)}
      </span>
    );
  return (
    <div aria-hidden="true" className="md:pl-64">
      <div className="relative h-5 text-xs text-quiet">
        {wide.map((tick) => label(tick, "max-md:hidden"))}
        {narrow.map((tick) => label(tick, "md:hidden"))}
        <span className="sr-only">{today}</span>
      </div>
    </div>
  );
}

function Legend({ says, children }: { says: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg aria-hidden="true" width="24" height="16">
        {children}
      </svg>
      {says}
    </span>
  );
}
