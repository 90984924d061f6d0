/**
 * Latency over the rate: flat while the program keeps up, and then not. Both axes are logarithmic.
 */
import type { LoadReport, LoadStep } from "../../src/contract/report.ts";
import { duration, figure } from "./amounts.ts";
import { useWidth } from "./use-width.ts";

const height = 200;
const bottom = 22;
const left = 52;
const right = 14;

export function LatencyCurve({ steps, knee }: { steps: readonly LoadStep[]; knee: NonNullable<LoadReport["knee"]> }) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  const answered = steps.filter(({ latency }) => latency.count > 0);
  const rates = answered.map(({ perSecond }) => perSecond);
  const times = answered.flatMap(({ latency }) => [latency.p50Ms, latency.p99Ms]);
  const across = scaleOf(Math.min(...rates), Math.max(...rates), left, width - right);
  const up = scaleOf(
    Math.min(...times, knee.limitMs) / 1.3,
    Math.max(...times, knee.limitMs) * 1.4,
    height - bottom,
    12,
  );
  const path = (of: (step: LoadStep) => number) =>
    answered.map((step) => `${across(step.perSecond)},${up(of(step))}`).join(" ");
  const labelled = withRoom(
    answered,
    (step) => across(step.perSecond),
    answered.find(({ perSecond }) => perSecond === knee.perSecond),
  );
  const levels = [0.1, 1, 10, 100, 1_000, 10_000].filter((ms) => up(ms) > 12 && up(ms) < height - bottom);
  return (
    <figure>
      <div ref={box}>
        <svg width={width} height={height} role="img" className="block">
          <title>How long answers took as the rate rose</title>
          {levels.map((ms) => (
            <g key={ms}>
              <line x1={left} x2={width - right} y1={up(ms)} y2={up(ms)} className="stroke-line" />
              <text x={left - 6} y={up(ms) + 4} textAnchor="end" className="fill-quiet text-[11px] tabular-nums">
                {duration(ms)}
              </text>
            </g>
          ))}
          <line
            x1={left}
            x2={width - right}
            y1={up(knee.limitMs)}
            y2={up(knee.limitMs)}
            strokeDasharray="4 3"
            className="stroke-unsure"
          />
          <text x={left + 4} y={up(knee.limitMs) - 4} className="fill-unsure text-[11px]">
            limit {duration(knee.limitMs)}
          </text>
          {knee.perSecond > 0 && (
            <>
              <line
                x1={across(knee.perSecond)}
                x2={across(knee.perSecond)}
                y1={12}
                y2={height - bottom}
                className="stroke-good"
                strokeWidth="1.5"
              />
              <text
                x={across(knee.perSecond) - 5}
                y={height - bottom - 6}
                textAnchor="end"
                className="fill-good text-[11px] font-medium"
              >
                the knee
              </text>
            </>
          )}
          <polyline
            points={path(({ latency }) => latency.p99Ms)}
            fill="none"
            className="stroke-accent"
            strokeWidth="2"
          />
          <polyline
            points={path(({ latency }) => latency.p50Ms)}
            fill="none"
            strokeDasharray="5 3"
            className="stroke-accent"
            strokeWidth="1.5"
          />
          {answered.map((step) => (
            <g key={step.perSecond}>
              <circle
                cx={across(step.perSecond)}
                cy={up(step.latency.p99Ms)}
                r="3.5"
                className={step.carried ? "fill-accent" : "fill-raised stroke-accent stroke-2"}
              />
              {labelled.has(step) && (
                <text
                  x={across(step.perSecond)}
                  y={height - 6}
                  textAnchor={step === answered.at(-1) ? "end" : step === answered[0] ? "start" : "middle"}
                  className="fill-quiet text-[11px] tabular-nums"
                >
                  {figure(step.perSecond)}/s
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="mt-1 text-sm text-quiet">
        How long answers took as the rate rose: 99 of 100 (line) and half of them (dashes). Filled points were carried.
      </figcaption>
    </figure>
  );
}

/** Those whose labels do not run into each other; the knee's is always there. */
function withRoom(
  steps: readonly LoadStep[],
  place: (step: LoadStep) => number,
  first: LoadStep | undefined,
): Set<LoadStep> {
  const kept = new Set(first ? [first] : []);
  for (const step of steps) {
    if ([...kept].every((other) => other === step || Math.abs(place(other) - place(step)) > 58)) kept.add(step);
  }
  return kept;
}

/** Logarithmic. */
function scaleOf(least: number, most: number, from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(Math.max(least, 1e-3)), Math.log(Math.max(most, least * 1.01, 1e-3))];
  return (value) => from + ((Math.log(Math.max(value, 1e-3)) - low) / (high - low || 1)) * (to - from);
}
