/**
 * What the move does to pay, plainly: each month against staying, from every source, and how long savings carry it. For the
 * person's eyes: nothing of it is in anything that is taken away.
 */
import { type CSSProperties, useEffect, useState } from "react";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import type { Money as MoneyFigures, Private } from "../../../src/contract/person.ts";
import type { MoneyOutlook } from "../../../src/contract/plan.ts";
import { get, send } from "../../api/client.ts";
import { PrivateBadge } from "../../design/badge.tsx";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { InputField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";
import { Stat, Stats } from "../../design/stat.tsx";
import { OutsideLink } from "../../design/text-link.tsx";
import { amountIn } from "../../design/words.ts";
import { difference, pathSentence, payPicture } from "./money-lines.ts";

type Amount = (figure: number) => string;

export function Money({ page }: { page: PlanPage }) {
  const { money } = page;
  const [isOpen, setOpen] = useState(false);
  const edit = (
    <Button icon="pencil" size="small" onClick={() => setOpen(true)}>
      Your figures
    </Button>
  );
  if (!money) {
    return (
      <EmptyState title={`No citable figures for ${page.market.title} yet`}>
        Money is planned on published bands with a source, and there is none for this market. Adverts that name pay give
        one: from five of them on, they stand here.
      </EmptyState>
    );
  }
  const amount = amountIn(money);
  const planned = money.bands.find((band) => band.planned);
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-3 text-sm text-quiet">
          <PrivateBadge /> Stays on this machine, and out of everything that is taken away.
        </p>
        {edit}
      </div>
      {page.payOnly && (
        <Notice tone="info" title="Pay is the only reason that you gave, and at first it falls.">
          Who stays mostly likes the work itself. Two hours will tell you more than a year of plans: see a small backend
          break and mend it, then make one.
        </Notice>
      )}
      {planned && (
        <Stats>
          <Stat
            name={money.present?.from === "own" ? "Pay now" : "Pay now, assumed"}
            value={money.present ? amount(money.present.pay) : "not known"}
            {...(money.present && { unit: "a year" })}
          >
            {presentWords(money, page)}
          </Stat>
          <Stat name="First pay, planned on" value={amount(planned.pay)} unit="a year">
            {amount(planned.low)} to {amount(planned.high)}
          </Stat>
          {planned.change && (
            <Stat name="At first" value={difference(planned.change.aMonth, amount)} unit="a month">
              before tax, {Math.abs(Math.round(planned.change.share * 100))}%{" "}
              {planned.change.share < 0 ? "less" : "more"}
            </Stat>
          )}
          {money.runway && <Runway runway={money.runway} amount={amount} />}
        </Stats>
      )}
      {money.bands.length > 0 && <PayPictureOf money={money} amount={amount} page={page} />}
      <ul className="max-w-prose list-disc space-y-1.5 pl-5 text-sm">
        {money.present && planned?.paths.map((path) => <li key={path.monthsToMid}>{pathSentence(path, amount)}</li>)}
        {money.withoutPay && (
          <li>
            Without pay your savings last {Math.round(money.withoutPay.months)} months; the plan needs about{" "}
            {Math.round(money.withoutPay.needed)}.
            {money.withoutPay.enough ? "" : " Some paid work in between would make it safe."}
          </li>
        )}
        {money.notes.map((note) => (
          <li key={note} className="text-quiet">
            {note.replace(" Add it to private.yaml; it stays there.", " Add it under Your figures; it stays there.")}
          </li>
        ))}
      </ul>
      {isOpen && <FiguresDialog onClose={() => setOpen(false)} currency={money.currency} />}
    </div>
  );
}

function presentWords({ present }: MoneyOutlook, page: PlanPage) {
  if (!present) return "Give it, and the two can be compared.";
  if (present.from === "own") return "your own figure";
  const { title = present.source, year } = page.sources[present.source ?? ""] ?? {};
  return `the middle of your role's band (${title}${year === undefined ? "" : `, ${year}`})`;
}

function Runway({
  runway: { shortfallAMonth, months, saveFirst },
  amount,
}: {
  runway: NonNullable<MoneyOutlook["runway"]>;
  amount: Amount;
}) {
  if (shortfallAMonth <= 0)
    return (
      <Stat name="Savings" value="not needed">
        on first pay nothing has to come out of them
      </Stat>
    );
  return (
    <Stat
      name="Savings"
      value={months === null ? "enough" : Math.round(months)}
      {...(months !== null && { unit: "months" })}
    >
      at {amount(shortfallAMonth)} a month at first
      {saveFirst > 0 ? `; ${amount(saveFirst)} more would carry all of it` : ""}
    </Stat>
  );
}

/** Lines told apart by how they are drawn, not by colour alone. */
const dashes = ["", "6 4", "2 4", "10 3 2 3"] as const;

function PayPictureOf({ money, amount, page }: { money: MoneyOutlook; amount: Amount; page: PlanPage }) {
  const { lines, area, stayAt, ticks, lastMonth } = payPicture(money);
  const sources = [...new Set(lines.map(({ source }) => source))];
  const styleOf = (source: string): CSSProperties => ({
    strokeDasharray: dashes[sources.indexOf(source) % dashes.length],
  });
  const nameOf = (source: string) =>
    source === "your-adverts" ? "your own adverts" : (page.sources[source]?.title ?? source);
  return (
    <figure>
      <figcaption className="mb-3 font-semibold">A year's pay, month by month after the change</figcaption>
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div className="relative h-64 w-16 text-right text-xs text-quiet tabular-nums sm:h-72">
          {ticks.map(({ pay, at }) => (
            <span key={pay} className="absolute right-0 -translate-y-1/2" style={{ top: `${at}%` }}>
              {amount(pay)}
            </span>
          ))}
        </div>
        <div className="relative h-64 sm:h-72">
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${lastMonth} 100`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {ticks.map(({ pay, at }) => (
              <line
                key={pay}
                x1="0"
                x2={lastMonth}
                y1={at}
                y2={at}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {[12, 24, 36, 48].map((month) => (
              <line
                key={month}
                x1={month}
                x2={month}
                y1="0"
                y2="100"
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {area !== "" && <polygon points={area} className="fill-accent/15" />}
            {lines.map(({ id, source, planned, points }) => (
              <polyline
                key={id}
                points={points}
                style={styleOf(source)}
                className={`fill-none ${planned ? "stroke-accent" : "stroke-quiet"}`}
                strokeWidth={planned ? 2.5 : 1.5}
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {stayAt !== undefined && (
              <line
                x1="0"
                x2={lastMonth}
                y1={stayAt}
                y2={stayAt}
                className="stroke-text"
                strokeWidth="2"
                vectorEffect="non-scaling-stroke"
              />
            )}
          </svg>
          {stayAt !== undefined && (
            <span
              className="absolute right-0 -translate-y-full rounded bg-raised/85 px-1 pb-0.5 text-xs font-medium"
              style={{ top: `${stayAt}%` }}
            >
              staying
            </span>
          )}
        </div>
        <span />
        <div className="relative mt-1 h-5 text-xs text-quiet">
          {[0, 12, 24, 36, 48].map((month) => (
            <span
              key={month}
              className={`absolute whitespace-nowrap ${month === 0 ? "" : month === 48 ? "-translate-x-full" : "-translate-x-1/2"}`}
              style={{ left: `${(month / lastMonth) * 100}%` }}
            >
              {month === 0 ? "first month" : `${month / 12} y`}
            </span>
          ))}
        </div>
      </div>
      <ul className="mt-3 space-y-1 text-sm">
        {money.bands.map(({ source, low, high, planned, change }) => {
          const { year, url } = page.sources[source] ?? {};
          return (
            <li key={source} className="flex items-start gap-2.5">
              <svg aria-hidden="true" width="30" height="10" className="mt-2 shrink-0">
                <line
                  x1="0"
                  x2="30"
                  y1="5"
                  y2="5"
                  style={styleOf(source)}
                  className={planned ? "stroke-accent" : "stroke-quiet"}
                  strokeWidth={planned ? 2.5 : 1.5}
                />
              </svg>
              <span className="min-w-0">
                {amount(low)} to {amount(high)} at entry
                {planned && <strong className="font-medium">, planned on</strong>}
                {change && <span className="text-quiet">; {difference(change.aMonth, amount)} a month at first</span>}
                <span className="block text-quiet">
                  {url === undefined ? nameOf(source) : <OutsideLink href={url}>{nameOf(source)}</OutsideLink>}
                  {year !== undefined && `, ${year}`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <Disclosure title="The same as a table" className="mt-3 border-t border-line">
        <PayTable money={money} amount={amount} nameOf={nameOf} />
      </Disclosure>
    </figure>
  );
}

function PayTable({
  money,
  amount,
  nameOf,
}: {
  money: MoneyOutlook;
  amount: Amount;
  nameOf: (source: string) => string;
}) {
  const months = [0, 6, 12, 18, 24, 36, 48];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
    <div className="overflow-x-auto" tabIndex={0}>
      <table className="w-full text-right text-sm tabular-nums">
        <caption className="sr-only">A year's pay after so many months</caption>
        <thead>
          <tr className="text-quiet">
            <th scope="col" className="py-2 pr-4 text-left font-medium">
              Source, and years to mid-career pay
            </th>
            {months.map((month) => (
              <th key={month} scope="col" className="py-2 pl-3 font-medium whitespace-nowrap">
                {month === 0 ? "start" : `${month} months`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {money.bands.flatMap(({ source, paths }) =>
            paths.map(({ monthsToMid, payByMonth }) => (
              <tr key={`${source}${monthsToMid}`} className="border-t border-line">
                <th scope="row" className="min-w-48 py-2 pr-4 text-left font-normal">
                  {nameOf(source)}, {monthsToMid / 12} years
                </th>
                {months.map((month) => (
                  <td key={month} className="py-2 pl-3">
                    {amount(payByMonth[month] ?? 0)}
                  </td>
                ))}
              </tr>
            )),
          )}
          {money.present && (
            <tr className="border-t border-line font-medium">
              <th scope="row" className="py-2 pr-4 text-left font-medium">
                Staying
              </th>
              {months.map((month) => (
                <td key={month} className="py-2 pl-3">
                  {amount(money.present?.pay ?? 0)}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

const figures = [
  {
    name: "presentPay",
    label: "A year's pay now, before tax",
    hint: "Left empty, the middle of your role's band is taken.",
  },
  { name: "savings", label: "Savings that you could live on", hint: undefined },
  { name: "monthlyCosts", label: "What a month costs you, all in", hint: undefined },
] as const;

function FiguresDialog({ onClose, currency }: { onClose: () => void; currency: string }) {
  const [error, setError] = useState<string>();
  const [known, setKnown] = useState<Private>();
  const [isKeeping, setKeeping] = useState(false);
  // Asked for only when it is wanted: the page itself holds none of the raw figures.
  useEffect(() => {
    get<Private>("/api/private").then(setKnown, () => setKnown({ format: "seaworthy-private/1", reasons: [] }));
  }, []);
  const keep = async (form: FormData) => {
    const amounts = figures.map(({ name }) => [name, figureFrom(String(form.get(name) ?? ""))] as const);
    const wrong = amounts.find(([, value]) => value === "wrong");
    if (wrong) return setError("An amount is written like 38000.");
    setKeeping(true);
    const money = {
      ...(known?.money ?? { level: "mid" }),
      ...Object.fromEntries(amounts.map(([name, value]) => [name, value])),
    } as MoneyFigures;
    const cleaned = Object.fromEntries(Object.entries(money).filter(([, value]) => value !== undefined));
    try {
      await send("PUT", "/api/private", { ...known, money: cleaned });
      onClose();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
      setKeeping(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Your figures"
      actions={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look="primary" type="submit" form="figures" disabled={isKeeping || !known}>
            Keep
          </Button>
        </>
      }
    >
      <p className="mb-4 text-sm text-quiet">
        In {currency}. They stay on this machine, and are in nothing that you export to show to others. All may stay
        empty.
      </p>
      {known && (
        <form
          id="figures"
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(new FormData(event.currentTarget));
          }}
        >
          {figures.map(({ name, label, hint }) => (
            <InputField
              key={name}
              name={name}
              label={label}
              hint={hint}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={known.money?.[name] ?? ""}
            />
          ))}
          {error && <Notice tone="unsure" title={error} live />}
        </form>
      )}
    </Dialog>
  );
}

/** "38000", "38,000", "38k", "£38,000"; undefined where nothing is written. */
function figureFrom(text: string): number | undefined | "wrong" {
  if (text.trim() === "") return undefined;
  const match = /^\D{0,3}(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(k?)$/i.exec(text.trim());
  if (!match) return "wrong";
  const [, whole = "", part = "", thousand] = match;
  return Number(whole.replaceAll(/[, ]/g, "") + part) * (thousand ? 1000 : 1);
}
