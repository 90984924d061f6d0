/**
 * What a load showed: how much is carried, how latency rises with the rate up to the knee, and the histogram of each rate.
 */
import { useState } from "react";
import type { LoadReport, LoadStep } from "../../src/contract/report.ts";
import { DataTable } from "../design/data-table.tsx";
import { Stat, Stats } from "../design/stat.tsx";
import { duration, figure, share } from "./amounts.ts";
import { Histogram } from "./histogram.tsx";
import { LatencyCurve } from "./latency-curve.tsx";

export function LoadFigures({ load }: { load: LoadReport }) {
  const { steps, knee, overload, says } = load;
  const all = [...steps, ...(overload ? [overload] : [])];
  const atKnee = steps.findIndex(({ perSecond }) => perSecond === knee?.perSecond);
  const [chosen, setChosen] = useState(Math.max(0, atKnee));
  const step = all[chosen];
  return (
    <div className="space-y-6 rounded-xl border border-line bg-raised p-4 sm:p-6">
      {knee && (
        <Stats>
          <Stat name="carried" value={figure(knee.perSecond)} unit="requests a second" />
          <Stat name="half of them within" value={duration(knee.p50Ms)} />
          <Stat name="99 of 100 within" value={duration(knee.p99Ms)}>
            the limit is {duration(knee.limitMs)}
          </Stat>
        </Stats>
      )}
      <div className="max-w-prose space-y-2">
        {says.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {steps.length > 1 && knee && <LatencyCurve steps={steps} knee={knee} />}
      {step && (
        <div>
          <label className="text-sm" htmlFor="rate">
            <span className="font-medium">How long answers took</span> at{" "}
            <select
              id="rate"
              value={chosen}
              onChange={(event) => setChosen(Number(event.target.value))}
              className="min-h-9 rounded-lg border border-edge bg-raised px-2"
            >
              {all.map((one, i) => (
                <option key={`${one.label} ${one.perSecond}`} value={i}>
                  {nameOf(one, load)}
                </option>
              ))}
            </select>
          </label>
          <Histogram step={step} limitMs={knee?.limitMs} />
        </div>
      )}
      <DataTable<LoadStep>
        caption="Each rate that was tried"
        rows={all}
        keyOf={(one) => `${one.label} ${one.perSecond}`}
        columns={[
          { id: "rate", title: "rate", cell: (one) => nameOf(one, load) },
          { id: "p50", title: "p50", isFigure: true, cell: ({ latency }) => duration(latency.p50Ms) },
          { id: "p99", title: "p99", isFigure: true, cell: ({ latency }) => duration(latency.p99Ms) },
          { id: "p999", title: "p99.9", isFigure: true, cell: ({ latency }) => duration(latency.p999Ms) },
          { id: "served", title: "served", isFigure: true, cell: (one) => share(one.served, one.planned) },
          { id: "refused", title: "refused", isFigure: true, cell: (one) => share(one.refused, one.planned) },
          { id: "not", title: "not served", isFigure: true, cell: (one) => share(one.notServed, one.planned) },
        ]}
      />
    </div>
  );
}

function nameOf(step: LoadStep, { knee, overload }: LoadReport): string {
  const mark = step === overload ? ", far too many" : step.perSecond === knee?.perSecond ? ", the knee" : "";
  return `${figure(step.perSecond)}/s${mark}`;
}
