/**
 * How long answers took, on an axis of doublings: most took about as long, and it is the long tail that users remember.
 */
import type { LoadStep } from "../../src/contract/report.ts";
import { count, duration, figure, share } from "./amounts.ts";
import { useWidth } from "./use-width.ts";

const height = 132;
const bottom = 20;

export function Histogram({ step, limitMs }: { step: LoadStep; limitMs: number | undefined }) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  const { histogram, latency } = step;
  const total = histogram.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return <p className="text-quiet">Nothing was answered at this rate.</p>;
  const least = Math.log2(Math.max(0.05, (histogram[0]?.upToMs ?? 1) / 1.2));
  const last = histogram.at(-1)?.upToMs ?? 1;
  const most = Math.log2(Math.max(last, limitMs && limitMs < last * 40 ? limitMs : 0) * 1.2);
  const x = (ms: number) => ((Math.log2(Math.max(0.01, ms)) - least) / (most - least)) * width;
  const highest = Math.max(...histogram.map((one) => one.count));
  const y = (n: number) => height - bottom - Math.max(1.5, (n / highest) * (height - bottom - 26));
  const lines = [
    { ms: latency.p50Ms, name: "half" },
    { ms: latency.p99Ms, name: "99%" },
    ...(limitMs !== undefined ? [{ ms: limitMs, name: "limit" }] : []),
  ].filter(({ ms }) => x(ms) >= 0 && x(ms) <= width);
  return (
    <figure className="mt-2">
      <div ref={box}>
        <svg width={width} height={height} role="img" className="block">
          <title>{`How long answers took at ${figure(step.perSecond)} a second`}</title>
          {histogram.map(({ upToMs, count: n }, i) => {
            const from = histogram[i - 1]?.upToMs;
            // Four buckets to a doubling: one without a neighbour is as wide as the others.
            const left = x(from !== undefined && from > upToMs / 1.3 ? from : upToMs / 2 ** 0.25);
            return (
              <rect
                key={upToMs}
                x={left + 0.5}
                y={y(n)}
                width={Math.max(1.5, x(upToMs) - left - 1)}
                height={height - bottom - y(n)}
                className={limitMs !== undefined && upToMs > limitMs * 1.01 ? "fill-unsure" : "fill-accent/80"}
              />
            );
          })}
          <line x1={0} x2={width} y1={height - bottom} y2={height - bottom} className="stroke-edge" />
          {powers(least, most).map((ms) => (
            <text
              key={ms}
              x={x(ms)}
              y={height - 5}
              textAnchor={x(ms) < 24 ? "start" : x(ms) > width - 24 ? "end" : "middle"}
              className="fill-quiet text-[11px] tabular-nums"
            >
              {duration(ms)}
            </text>
          ))}
          {lines.map(({ ms, name }, i) => (
            <g key={name}>
              <line
                x1={x(ms)}
                x2={x(ms)}
                y1={4 + i * 12}
                y2={height - bottom}
                strokeDasharray={name === "limit" ? "4 3" : undefined}
                className="stroke-text"
              />
              <text
                x={x(ms) + (x(ms) > width - 90 ? -4 : 4)}
                y={12 + i * 12}
                textAnchor={x(ms) > width - 90 ? "end" : "start"}
                className="fill-text text-[11px] tabular-nums"
              >
                {name} {duration(ms)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="mt-1 text-sm text-quiet">
        {count(total, "answer")} at {figure(step.perSecond)} a second: half within {duration(latency.p50Ms)}, 99 of 100
        within {duration(latency.p99Ms)}, the longest {duration(latency.maxMs)}. {share(step.served, step.planned)} of
        what was sent was served.
      </figcaption>
    </figure>
  );
}

/** 1 ms, 10 ms, 100 ms …, or doublings where there are few of them. */
function powers(least: number, most: number): number[] {
  const tens = Array.from({ length: 9 }, (_, i) => 10 ** (i - 2)).filter((ms) => inside(ms, least, most));
  if (tens.length >= 3) return tens;
  return Array.from({ length: 24 }, (_, i) => ([1, 2, 5][i % 3] as number) * 10 ** (Math.floor(i / 3) - 2)).filter(
    (ms) => inside(ms, least, most),
  );
}

function inside(ms: number, least: number, most: number): boolean {
  return Math.log2(ms) >= least && Math.log2(ms) <= most;
}
