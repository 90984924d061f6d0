/**
 * Hours for each day of the week. What was lived with other hours keeps them: who sets aside more from today on has not kept
 * less until now.
 */
import { type FormEvent, useState } from "react";
import type { HoursByWeekday, Person } from "../../../src/contract/person.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Card } from "../../design/card.tsx";
import { WeekHours, weekSum } from "../../design/week-hours.tsx";
import { Saving } from "./saving.tsx";

export function HoursCard({ person, today }: { person: Person; today: string }) {
  const doing = useDoing();
  const [changed, setChanged] = useState<HoursByWeekday>();
  const [isSaved, setSaved] = useState(false);
  const week = changed ?? person.hoursByWeekday;
  const sum = weekSum(week);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const body = { hoursByWeekday: week, earlierHours: earlierHours(person, today) };
    if (!(await doing.doIt(() => send("PATCH", "/api/person", body)))) return;
    setChanged(undefined);
    setSaved(true);
  };
  return (
    <div id="hours">
      <Card title="Your hours" aside={<p className="font-semibold tabular-nums">{sum} hours a week</p>}>
        <form onSubmit={save}>
          <WeekHours week={week} onChange={setChanged} />
          <p className="mt-3 text-sm text-quiet">
            Only what is truly free. The dates come from these, and nothing is held against anybody.
          </p>
          <Saving doing={doing} isChanged={changed !== undefined && sum >= 1} isSaved={isSaved} />
        </form>
      </Card>
    </div>
  );
}

/** As src/plan/change-hours.ts has it: a week is noted as past when a day of it was. */
function earlierHours({ start, earlierHours: earlier, hoursByWeekday }: Person, today: string): Person["earlierHours"] {
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const wasLived = start <= yesterday && (earlier.at(-1)?.until ?? "") < yesterday;
  return wasLived ? [...earlier, { until: yesterday, hoursByWeekday }] : earlier;
}
