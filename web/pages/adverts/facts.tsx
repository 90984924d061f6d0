/**
 * What the adverts say of the jobs: seniority, place, years, pay. Only what they say themselves.
 */
import type { AdvertReport } from "../../../src/contract/advert.ts";
import { Stat, Stats } from "../../design/stat.tsx";
import { amountIn, counted } from "../../design/words.ts";

export function Facts({ report, locale }: { report: AdvertReport; locale: string }) {
  const { years, pay, seniority, workplace, reposts, adverts } = report;
  return (
    <>
      <Stats>
        {pay.map(({ currency, adverts: count, low, high }) => {
          const amount = amountIn({ currency, locale });
          return (
            <Stat key={currency} name="Pay a year" value={`${amount(low)} to ${amount(high)}`}>
              middle of {counted(count, "advert")} that name it
            </Stat>
          );
        })}
        {years.median !== undefined && (
          <Stat name="Years of experience" value={years.median} unit="or more">
            middle of {counted(years.adverts, "advert")}
          </Stat>
        )}
      </Stats>
      <dl className="mt-6 grid gap-x-10 gap-y-4 text-sm sm:grid-cols-2">
        <Shares name="Seniority" counts={seniority} of={adverts} />
        <Shares name="Place" counts={workplace} of={adverts} />
      </dl>
      {reposts.length > 0 && (
        <p className="mt-5 text-sm text-quiet">
          {counted(reposts.length, "advert")} {reposts.length === 1 ? "repeats" : "repeat"} another one and{" "}
          {reposts.length === 1 ? "is" : "are"} counted once.
        </p>
      )}
    </>
  );
}

function Shares({ name, counts, of }: { name: string; counts: Partial<Record<string, number>>; of: number }) {
  const rows = Object.entries(counts).toSorted(([, a = 0], [, b = 0]) => b - a);
  const said = rows.reduce((sum, [, count = 0]) => sum + count, 0);
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd className="mt-1 space-y-1">
        {rows.map(([word, count = 0]) => (
          <span key={word} className="grid grid-cols-[6rem_minmax(0,1fr)_2rem] items-center gap-3">
            <span>{word}</span>
            <span className="h-2 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full rounded-full bg-accent/50" style={{ width: `${(count / of) * 100}%` }} />
            </span>
            <span className="text-right text-quiet tabular-nums">{count}</span>
          </span>
        ))}
        <span className="block text-quiet">
          {of - said === 0 ? "Every advert says it." : `${of - said} of ${of} do not say.`}
        </span>
      </dd>
    </div>
  );
}
