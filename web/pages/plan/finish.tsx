/**
 * By when: a band and never a day, the middle of it, and what the band rests on.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { Disclosure } from "../../design/disclosure.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { OutsideLink } from "../../design/text-link.tsx";
import { longMonth, shortMonth, twoMonths } from "../../design/words.ts";
import { monthTicks, timeScale } from "./time-scale.ts";

type Finish = PlanPage["finishes"][number];

export function FinishBand({ page, finish }: { page: PlanPage; finish: Finish }) {
  const { locale, plan, finishes } = page;
  const { early, middle, late } = finish.ready;
  // As wide as the slowest of the three compared, so that the band moves when the hours do, and not the ground below it.
  const slowest = finishes.find(({ hoursAWeek }) => hoursAWeek === Math.min(10, page.hours.kept))?.ready.late ?? late;
  const scale = timeScale(plan.today, [slowest, late].sort().at(-1) as string);
  const [from, at, to] = [scale.at(early), scale.at(middle), scale.at(late)];
  return (
    <div>
      <h2 className="text-sm font-normal text-quiet">Ready</h2>
      {/* Two lines are kept for it, so that nothing below moves with its words. */}
      <p className="min-h-[2.4em] text-2xl leading-[1.2] font-semibold tracking-tight sm:text-3xl" data-testid="finish">
        {finishInWords(finish, locale)}
      </p>
      <p className="mt-1 text-quiet">
        As likely as not by {longMonth(middle, locale)}, at {finish.hoursAWeek} hours a week. Four of five runs of the
        forecast end in this band.
      </p>
      <svg aria-hidden="true" className="mt-4 h-9 w-full overflow-visible">
        <line x1="0" x2="100%" y1="18" y2="18" className="stroke-line" strokeWidth="2" />
        {monthTicks(scale, 12).map(({ day, at: x, isYear }) => (
          <line
            key={day}
            x1={`${x}%`}
            x2={`${x}%`}
            y1={isYear ? 10 : 14}
            y2={isYear ? 26 : 22}
            className="stroke-edge/60"
          />
        ))}
        <rect
          x={`${from}%`}
          width={`${Math.max(to - from, 0.8)}%`}
          y="9"
          height="18"
          rx="9"
          className="fill-accent/25"
        />
        <rect
          x={`${from}%`}
          width={`${Math.max(to - from, 0.8)}%`}
          y="9"
          height="18"
          rx="9"
          className="fill-none stroke-accent"
        />
        <circle cx={`${at}%`} cy="18" r="6" className="fill-accent" />
        <circle cx="0" cy="18" r="4.5" className="fill-ground stroke-quiet" strokeWidth="2" />
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-quiet">
        <span>today</span>
        <span>{shortMonth(scale.to, locale)}</span>
      </div>
    </div>
  );
}

/** "between May 2028 and February 2029", "in May 2028" */
export function finishInWords({ ready: { early, late } }: Finish, locale: string): string {
  const isOneMonth = early.slice(0, 7) === late.slice(0, 7);
  return isOneMonth ? `in ${longMonth(late, locale)}` : `between ${twoMonths(early, late, locale)}`;
}

/** In the order in which somebody doubts it. */
export function FinishBasis({ page }: { page: PlanPage }) {
  const { plan, sources } = page;
  const { assumptions, published } = plan.forecast;
  return (
    <Disclosure title="What this rests on" className="mt-4 border-t border-line">
      <ul className="list-disc space-y-1.5 pl-5 text-sm text-quiet">
        {assumptions.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {published.map(({ monthsLow, monthsHigh, source }) => {
          const { title = source, url } = sources[source] ?? {};
          return (
            <li key={source}>
              Published elsewhere: {monthsLow} to {monthsHigh} months (
              {url === undefined ? title : <OutsideLink href={url}>{title}</OutsideLink>}).
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}

/** One sentence on how realistic it is, and the one reason for which it would fail. */
export function Realism({ page }: { page: PlanPage }) {
  const { sentence, risk } = page.plan.realism;
  return (
    <div className="mt-5 space-y-2">
      <Markdown text={sentence} />
      <p className="max-w-prose text-sm text-quiet">{risk}</p>
    </div>
  );
}
