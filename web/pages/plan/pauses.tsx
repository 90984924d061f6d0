/**
 * Time off: the dates move around it, and nobody has to make up for it.
 */
import { useState } from "react";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import type { Pause, Person } from "../../../src/contract/person.ts";
import { send } from "../../api/client.ts";
import { Button, IconButton } from "../../design/button.tsx";
import { InputField } from "../../design/field.tsx";
import { shortDay } from "../../design/words.ts";

export function Pauses({ page }: { page: PlanPage }) {
  const { pauses, locale, plan } = page;
  const [isAdding, setAdding] = useState(false);
  const [error, setError] = useState<string>();
  const keep = async (next: readonly Pause[]) => {
    try {
      await send<Person>("PATCH", "/api/person", { pauses: next });
      setAdding(false);
      setError(undefined);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const coming = pauses.filter(({ to }) => to >= plan.today);
  return (
    <div>
      <ul className="divide-y divide-line">
        {coming.map((pause) => (
          <li key={`${pause.from}${pause.to}`} className="flex items-center justify-between gap-3 py-1">
            <span>
              {shortDay(pause.from, locale)} to {shortDay(pause.to, locale)}
              <span className="block text-sm text-quiet">
                {[pause.why, pause.hoursByWeekday ? `${sumOf(pause)} h a week in it` : undefined]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
            <IconButton
              icon="bin"
              name={`Remove the pause from ${shortDay(pause.from, locale)}`}
              onClick={() => keep(pauses.filter((one) => one !== pause))}
            />
          </li>
        ))}
      </ul>
      {coming.length === 0 && !isAdding && (
        <p className="text-sm text-quiet">
          None ahead. A holiday or a hard month belongs here; the dates move around it.
        </p>
      )}
      {isAdding ? (
        <form
          className="mt-3 grid gap-3 sm:grid-cols-2"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const [from, to, why] = ["from", "to", "why"].map((name) => String(form.get(name) ?? "").trim()) as [
              string,
              string,
              string,
            ];
            if (from === "" || to === "") return setError("Both days are needed.");
            if (to < from) return setError("It ends before it begins.");
            void keep(
              [...pauses, { from, to, ...(why !== "" && { why }) }].sort((a, b) => a.from.localeCompare(b.from)),
            );
          }}
        >
          <InputField label="From" name="from" type="date" min={plan.start} required />
          <InputField label="To, that day too" name="to" type="date" min={plan.start} required />
          <InputField
            className="sm:col-span-2"
            label="What for"
            name="why"
            hint="Only for you. It may stay empty."
            maxLength={200}
          />
          <div className="flex gap-2 sm:col-span-2">
            <Button look="primary" type="submit">
              Add it
            </Button>
            <Button look="quiet" onClick={() => setAdding(false)}>
              Leave it
            </Button>
          </div>
        </form>
      ) : (
        <Button className="mt-3" icon="plus" size="small" onClick={() => setAdding(true)}>
          Add a pause
        </Button>
      )}
      {error && (
        <p role="alert" className="mt-2 text-sm text-unsure">
          {error}
        </p>
      )}
    </div>
  );
}

function sumOf({ hoursByWeekday = {} }: Pause): number {
  return Object.values(hoursByWeekday).reduce((sum, hours) => sum + (hours ?? 0), 0);
}
