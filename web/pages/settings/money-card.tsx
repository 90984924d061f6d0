/**
 * Pay and reasons: a document of its own, in nothing that is ever handed on.
 */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Home } from "../../../src/contract/api/home.ts";
import type { Money, Private } from "../../../src/contract/person.ts";
import { ApiProblem, get, send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { PrivateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { Checkbox, InputField, SelectField, TextareaField } from "../../design/field.tsx";
import { Saving } from "./saving.tsx";

type Reason = Private["reasons"][number];
const reasonNames: Record<Reason, string> = {
  pay: "Pay",
  progression: "No way up",
  variety: "Too much of the same",
  "daily-satisfaction": "The days themselves",
  "the-work-itself": "I like making software",
  other: "Something else",
};

interface Values {
  presentPay: string;
  level: Money["level"];
  savings: string;
  monthlyCosts: string;
  /** In percent. */
  netShare: string;
  reasons: readonly Reason[];
  inOwnWords: string;
}

export function MoneyCard({ home, market }: { home: Home; market: string }) {
  const { data: kept } = useQuery({ queryKey: ["/api/private"], queryFn: ({ signal }) => readPrivate(signal) });
  const doing = useDoing();
  const [changed, setChanged] = useState<Partial<Values>>({});
  const [isSaved, setSaved] = useState(false);
  const values = { ...valuesOf(kept ?? null), ...changed };
  const change = (part: Partial<Values>) => setChanged({ ...changed, ...part });
  const currency = home.markets.find(({ id }) => id === market)?.currency ?? "";
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const body = privateOf(values);
    const work = () => (kept ? send("PATCH", "/api/private", body) : send("PUT", "/api/private", withoutNulls(body)));
    if (!(await doing.doIt(work))) return;
    setChanged({});
    setSaved(true);
  };
  const amount = (name: "presentPay" | "savings" | "monthlyCosts", label: string, hint: string) => (
    <InputField
      label={`${label}, ${currency}`}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={0}
      step="any"
      value={values[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  return (
    <div id="money">
      <Card title="Money and reasons" aside={<PrivateBadge />}>
        <p className="text-quiet">For your eyes. None of it is in anything that you export to show or hand on.</p>
        <form onSubmit={save} className="mt-4">
          <div className="grid gap-4 sm:grid-cols-2">
            {amount("presentPay", "Pay now, a year before tax", "Left empty, the middle of a usual band.")}
            <SelectField
              label="Where you stand in your job"
              hint="For that band."
              value={values.level}
              onChange={(event) => change({ level: event.target.value as Money["level"] })}
            >
              <option value="entry">Beginning</option>
              <option value="mid">In the middle</option>
              <option value="senior">Senior</option>
            </SelectField>
            {amount("savings", "Savings that you could live on", "For how long they carry a dip.")}
            {amount("monthlyCosts", "What a month costs you", "All in.")}
            <InputField
              label="What arrives after tax, %"
              hint="Left empty, all is compared before tax."
              type="number"
              inputMode="numeric"
              min={30}
              max={100}
              value={values.netShare}
              onChange={(event) => change({ netShare: event.target.value })}
            />
          </div>
          <fieldset className="mt-5">
            <legend className="text-sm font-medium">Why you want to move</legend>
            <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
              {(Object.entries(reasonNames) as [Reason, string][]).map(([reason, name]) => (
                <Checkbox
                  key={reason}
                  label={name}
                  checked={values.reasons.includes(reason)}
                  onChange={({ target }) =>
                    change({
                      reasons: target.checked
                        ? [...values.reasons, reason]
                        : values.reasons.filter((one) => one !== reason),
                    })
                  }
                />
              ))}
            </div>
          </fieldset>
          <TextareaField
            className="mt-3 [&_textarea]:min-h-20"
            label="In your own words"
            maxLength={5000}
            value={values.inOwnWords}
            onChange={(event) => change({ inOwnWords: event.target.value })}
          />
          <Saving doing={doing} isChanged={Object.keys(changed).length > 0 && kept !== undefined} isSaved={isSaved} />
        </form>
      </Card>
    </div>
  );
}

/** Null where there is none yet. */
async function readPrivate(signal: AbortSignal): Promise<Private | null> {
  try {
    return await get<Private>("/api/private", signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 404) return null;
    throw error;
  }
}

function valuesOf(kept: Private | null): Values {
  const { presentPay, savings, monthlyCosts, netShare, level } = kept?.money ?? {};
  const text = (figure: number | undefined) => (figure === undefined ? "" : String(figure));
  return {
    presentPay: text(presentPay),
    savings: text(savings),
    monthlyCosts: text(monthlyCosts),
    netShare: netShare === undefined ? "" : String(Math.round(netShare * 1000) / 10),
    level: level ?? "mid",
    reasons: kept?.reasons ?? [],
    inOwnWords: kept?.reasonsInOwnWords ?? "",
  };
}

function privateOf(values: Values) {
  const figure = (name: "presentPay" | "savings" | "monthlyCosts") =>
    values[name].trim() === "" ? {} : { [name]: Number(values[name]) };
  const money: Money = {
    level: values.level,
    ...figure("presentPay"),
    ...figure("savings"),
    ...figure("monthlyCosts"),
    ...(values.netShare.trim() !== "" && { netShare: Number(values.netShare) / 100 }),
  };
  return { money, reasons: values.reasons, reasonsInOwnWords: values.inOwnWords.trim() || null };
}

const withoutNulls = (body: object) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
