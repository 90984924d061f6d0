/**
 * A share and how far it can be trusted, between 0% and 100%: a bar for the interval, a dot for what was counted, and the
 * line from which something is a must.
 */
import { percent } from "../../design/words.ts";

export function Interval({ share, low, high, line }: { share: number; low: number; high: number; line: number }) {
  const reaches = high >= line;
  return (
    <span aria-hidden="true" className="relative block h-5 w-full min-w-32">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <span
        className={`absolute top-1/2 h-2 -translate-y-1/2 rounded-full ${reaches ? "bg-accent/35" : "bg-edge/40"}`}
        style={{ left: percentage(low), width: percentage(high - low) }}
      />
      <span className="absolute inset-y-0 border-l border-dashed border-edge" style={{ left: percentage(line) }} />
      <span
        className={`absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full ${reaches ? "bg-accent" : "bg-edge"}`}
        style={{ left: percentage(share) }}
      />
    </span>
  );
}

/** The scale, once above all rows; on a phone the rows are their own. */
export function IntervalAxis({ line }: { line: number }) {
  return (
    <div
      aria-hidden="true"
      className="hidden gap-x-4 pl-6 text-xs text-quiet sm:grid sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_11rem]"
    >
      <span />
      <span className="relative h-5">
        <span className="absolute left-0">0%</span>
        <span className="absolute -translate-x-1/2 font-medium text-text" style={{ left: percentage(line) }}>
          {percent(line)} line
        </span>
      </span>
      <span className="text-right">asked for, true share</span>
    </div>
  );
}

const percentage = (share: number) => `${(share * 100).toFixed(2)}%`;
