/**
 * What slows down while the tables grow, and what was proved to mend it, with the database's plan before and after.
 */
import type { GrowthSeries } from "../../src/contract/report.ts";
import { CodeBlock } from "../design/code-block.tsx";
import { DataTable } from "../design/data-table.tsx";
import { Disclosure } from "../design/disclosure.tsx";
import { Icon } from "../design/icons.tsx";
import { duration, figure } from "./amounts.ts";

export function GrowthFigures({ growth }: { growth: readonly GrowthSeries[] }) {
  const growing = growth.filter(({ grows }) => grows === "grows");
  const sized = growth.filter(({ what }) => what !== "deep page");
  const deep = growth.filter(({ what }) => what === "deep page");
  return (
    <div className="space-y-5">
      {growing.map((series) => (
        <Growing key={`${series.what} ${series.line} ${series.place}`} series={series} />
      ))}
      <div className="rounded-xl border border-line bg-raised p-4 sm:p-6">
        {growing.length === 0 && (
          <p className="mb-4 flex gap-2">
            <Icon name="passed" className="mt-0.5 size-5 text-good" />
            Nothing that was measured takes longer because there are more rows.
          </p>
        )}
        <SeriesTable caption="How long each takes, by rows in the table" list={sized} />
        {deep.length > 0 && (
          <div className="mt-6">
            <SeriesTable caption="How long a page takes, by rows before it" list={deep} />
          </div>
        )}
      </div>
    </div>
  );
}

function Growing({ series }: { series: GrowthSeries }) {
  const [first, last] = [series.samples[0], series.samples.at(-1)];
  const { explained } = series;
  const advice = explained?.advice;
  return (
    <article className="overflow-hidden rounded-xl border border-line border-t-4 border-t-unsure bg-raised p-4 sm:p-6">
      <h3 className="font-mono font-semibold [overflow-wrap:anywhere]">{series.line}</h3>
      {first && last && (
        <p className="mt-1">
          {duration(first.ms)} with {figure(first.rows)} rows, <strong>{duration(last.ms)}</strong> with{" "}
          {figure(last.rows)}.{explained && <> The statement looked at {figure(explained.rowsRead)} rows.</>}
        </p>
      )}
      {explained && advice && (
        <div className="mt-4 rounded-lg bg-good-soft px-4 py-3">
          <p className="flex flex-wrap items-baseline gap-x-3 text-xl font-semibold tabular-nums">
            <span>
              {duration(explained.beforeMs)} <span aria-hidden="true">→</span>
              <span className="sr-only">became</span> <span className="text-good">{duration(advice.afterMs)}</span>
            </span>
            <span className="text-sm font-normal text-quiet">
              measured on this very table; {figure(explained.rowsRead)} rows read before, {figure(advice.rowsRead)}{" "}
              after
            </span>
          </p>
          <p className="mt-1 font-mono text-sm [overflow-wrap:anywhere]">{advice.does}</p>
        </div>
      )}
      {explained && (
        <div className="mt-3">
          <Disclosure title={advice ? "The statement, and its plan before and after" : "The statement, and its plan"}>
            <div className="space-y-3">
              {explained.statement && <CodeBlock text={explained.statement} label="statement" wraps />}
              <div className={advice ? "grid gap-3 lg:grid-cols-2" : ""}>
                <CodeBlock text={explained.plan.join("\n")} label={advice ? "plan before" : "plan"} copies={false} />
                {advice && <CodeBlock text={advice.plan.join("\n")} label="plan after" copies={false} />}
              </div>
            </div>
          </Disclosure>
        </div>
      )}
    </article>
  );
}

function SeriesTable({ caption, list }: { caption: string; list: readonly GrowthSeries[] }) {
  const sizes = list[0]?.samples.map(({ rows }) => rows) ?? [];
  const places = new Set(list.map(({ place }) => place));
  return (
    <DataTable<GrowthSeries>
      caption={caption}
      showCaption
      rows={list}
      keyOf={({ what, line, place }) => `${what} ${line} ${place}`}
      columns={[
        {
          id: "what",
          title: "request",
          cell: ({ line, place, what }) => (
            <span className="font-normal">
              <span className="font-mono [overflow-wrap:anywhere]">{line}</span>
              {places.size > 1 && <span className="text-quiet"> in a {place} place</span>}
              {what === "far page" && <span className="text-quiet"> (far page)</span>}
            </span>
          ),
        },
        ...sizes.map((rows, i) => ({
          id: String(rows),
          title: `${figure(rows)} rows`,
          isFigure: true,
          cell: ({ samples, grows }: GrowthSeries) => {
            const sample = samples[i];
            if (!sample) return "";
            const isServed = sample.status !== null && sample.status < 300;
            const isTelling = grows === "grows" && i === samples.length - 1;
            return (
              <span className={isTelling ? "font-semibold text-unsure" : ""}>
                {duration(sample.ms)}
                {!isServed && ` (${sample.status ?? "no answer"})`}
              </span>
            );
          },
        })),
      ]}
    />
  );
}
