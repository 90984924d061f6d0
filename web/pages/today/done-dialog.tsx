/**
 * Notes a session: how long, what kind, and one line. The plan learns from it; nothing is counted against anybody.
 */
import { type FormEvent, useId, useState } from "react";
import type { SessionInput } from "../../../src/contract/api/session.ts";
import type { Today, TodayThing } from "../../../src/contract/api/today.ts";
import { send } from "../../api/client.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Button } from "../../design/button.tsx";
import { Choice } from "../../design/choice.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Checkbox, InputField, TextareaField } from "../../design/field.tsx";
import { Notice } from "../../design/notice.tsx";

type Kind = SessionInput["kind"];
const kinds = [
  { value: "build", label: "Building" },
  { value: "read", label: "Reading" },
  { value: "apply", label: "Applying" },
] as const;

export function DoneDialog(props: {
  today: Today;
  thing: TodayThing;
  open: boolean;
  onClose: () => void;
  onNoted: (minutes: number) => void;
}) {
  return (
    <Dialog open={props.open} onOpenChange={props.onClose} title={`Done: ${props.thing.title}`}>
      {props.open && <Form {...props} />}
    </Dialog>
  );
}

function Form({ today, thing, onNoted }: { today: Today; thing: TodayThing; onNoted: (minutes: number) => void }) {
  const id = useId();
  const [minutes, setMinutes] = useState(String(thing.minutes));
  const [kind, setKind] = useState<Kind>("build");
  const [line, setLine] = useState("");
  const [isWhole, setWhole] = useState(false);
  const { isDoing, fault, doIt } = useDoing();
  const length = Number(minutes);
  const isLength = length >= 1 && length <= 840;
  const note = async (event: FormEvent) => {
    event.preventDefault();
    if (!isLength) return;
    const session: SessionInput = {
      date: today.today,
      minutes: length,
      unit: thing.noteOn,
      kind,
      done: isWhole,
      ...(line.trim() !== "" && { note: line.trim() }),
    };
    if (await doIt(() => send("POST", "/api/sessions", session))) onNoted(length);
  };
  return (
    <form onSubmit={note} className="space-y-5">
      <TextareaField
        label="One line: what did you make, or what held you up?"
        hint="For yourself. You may leave it empty."
        maxLength={2000}
        value={line}
        onChange={(event) => setLine(event.target.value)}
        className="[&_textarea]:min-h-20"
      />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <InputField
          label="Minutes"
          type="number"
          inputMode="numeric"
          min={1}
          max={840}
          error={isLength ? undefined : "from 1 to 840."}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          className="w-28"
        />
        <Choice label="Mostly" value={kind} options={kinds} onChange={setKind} />
      </div>
      {kind === "build" && (
        <Checkbox
          id={id}
          checked={isWhole}
          onChange={(event) => setWhole(event.target.checked)}
          label={`I can do it now: take ${thing.noteOn === thing.unit.id ? "this unit" : "this skill"} out of the plan`}
        />
      )}
      {fault && (
        <Notice tone="unsure" live>
          {fault}
        </Notice>
      )}
      <Button type="submit" look="primary" disabled={isDoing || !isLength}>
        {isDoing ? "Noting" : "Note it"}
      </Button>
    </form>
  );
}
