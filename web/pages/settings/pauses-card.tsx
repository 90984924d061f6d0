/** Time off: holidays, night shifts, a child that is ill. Written down, it moves the dates and nothing else. */
import { type FormEvent, useState } from "react";
import type { Home } from "../../../src/contract/api/home.ts";
import type { Pause, Person } from "../../../src/contract/person.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Button, IconButton } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { InputField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";
import { shortDay } from "../../design/words.ts";

export function PausesCard({ person: { pauses }, home }: { person: Person; home: Home }) {
  const { isDoing, fault, doIt } = useDoing();
  const keep = (next: readonly Pause[]) => doIt(() => send("PATCH", "/api/person", { pauses: next }));
  const days = ({ from, to }: Pause) =>
    from === to ? shortDay(from, home.locale) : `${shortDay(from, home.locale)} to ${shortDay(to, home.locale)}`;
  return (
    <div id="pauses">
      <Card title="Pauses">
        {pauses.length === 0 && (
          <p className="text-quiet">None. A holiday or a hard month belongs here before it begins.</p>
        )}
        <ul className="divide-y divide-line">
          {pauses.map((pause) => (
            <li key={`${pause.from} ${pause.to}`} className="flex items-center justify-between gap-4">
              <span>
                {days(pause)}
                {pause.why && <span className="text-quiet"> · {pause.why}</span>}
                {pause.hoursByWeekday && <span className="text-quiet"> · other hours</span>}
              </span>
              <IconButton
                icon="bin"
                name={`Remove the pause ${days(pause)}`}
                disabled={isDoing}
                onClick={() => keep(pauses.filter((one) => one !== pause))}
              />
            </li>
          ))}
        </ul>
        {fault && <Notice tone="unsure">{fault}</Notice>}
        <Disclosure title="Add a pause" className="mt-2">
          <AddPause today={home.today} isDoing={isDoing} onAdd={(pause) => keep([...pauses, pause])} />
        </Disclosure>
      </Card>
    </div>
  );
}

function AddPause({
  today,
  isDoing,
  onAdd,
}: {
  today: string;
  isDoing: boolean;
  onAdd: (pause: Pause) => Promise<boolean>;
}) {
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const [why, setWhy] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await onAdd({ from, to, ...(why.trim() !== "" && { why: why.trim() }) })) setWhy("");
  };
  return (
    <form onSubmit={add} className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField
          label="First day"
          type="date"
          required
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <InputField
          label="Last day"
          type="date"
          required
          min={from}
          error={to < from ? "it is before the first day." : undefined}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <InputField
        label="What for"
        hint="If you like."
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button type="submit" icon="plus" disabled={isDoing || to < from}>
        Add it
      </Button>
    </form>
  );
}
