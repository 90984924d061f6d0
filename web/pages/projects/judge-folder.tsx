/**
 * "Judge my folder": which one, and how much of it.
 */
import { type FormEvent, useState } from "react";
import type { RunRequest } from "../../../src/contract/api/run.ts";
import { Button } from "../../design/button.tsx";
import { Field, Input } from "../../design/field.tsx";
import { useStart } from "../run/use-start.ts";

const scopes: readonly { id: RunRequest["scope"]; title: string; says: string }[] = [
  { id: "fast", title: "Fast", says: "seconds: what it answers" },
  { id: "full", title: "Full", says: "half a minute: also kills, outages, hostile input" },
  { id: "production", title: "Production", says: "two minutes: also load and a million rows" },
];

export function JudgeFolder({ folders, only }: { folders: readonly string[]; only?: string }) {
  const [folder, setFolder] = useState(folders[0] ?? "");
  const [scope, setScope] = useState<RunRequest["scope"]>("full");
  const { start, problem, isStarting } = useStart();
  const begin = (event: FormEvent) => {
    event.preventDefault();
    start({ subject: { kind: "folder", folder: folder.trim() }, scope, ...(only !== undefined && { only: [only] }) });
  };
  const error =
    problem && `${problem.title}. ${problem.fix ? `${problem.fix[0]?.toUpperCase()}${problem.fix.slice(1)}.` : ""}`;
  return (
    <form onSubmit={begin} className="space-y-4">
      <Field
        label="Folder of your program"
        hint="The whole path. A seaworthy.yaml in it says how your program is started."
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
            placeholder="/home/you/my-api"
            list="known-folders"
            required
            spellCheck={false}
            autoComplete="off"
            className="font-mono"
          />
        )}
      </Field>
      <datalist id="known-folders">
        {folders.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {only === undefined && (
        <fieldset>
          <legend className="mb-1 text-sm font-medium">How much</legend>
          <div className="grid gap-2 sm:grid-cols-3">
            {scopes.map(({ id, title, says }) => (
              <label
                key={id}
                className="flex cursor-pointer gap-3 rounded-lg border border-line px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name="scope"
                  checked={scope === id}
                  onChange={() => setScope(id)}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <span>
                  <span className="font-medium">{title}</span>
                  <span className="block text-sm text-quiet">{says}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <Button type="submit" look="primary" icon="play" disabled={isStarting}>
        {isStarting ? "Starting …" : only === undefined ? "Judge it" : "Judge only this"}
      </Button>
    </form>
  );
}
