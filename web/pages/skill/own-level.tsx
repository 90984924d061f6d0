/**
 * One's own word on a skill. It shortens the plan and is called claimed, until a check proves it.
 */
import { useState } from "react";
import type { SkillPage } from "../../../src/contract/api/skill.ts";
import type { Person, SkillLevel } from "../../../src/contract/person.ts";
import { get, send } from "../../api/client.ts";
import { Button } from "../../design/button.tsx";
import { Choice } from "../../design/choice.tsx";

const levels: readonly { value: SkillLevel; label: string }[] = [
  { value: "none", label: "None" },
  { value: "touched", label: "Touched" },
  { value: "used", label: "Used" },
  { value: "daily", label: "Daily" },
];

export function OwnLevel({ page }: { page: SkillPage }) {
  const { id, said } = page;
  // What was chosen is shown at once, and what is kept when the answer is here.
  const [chosen, setChosen] = useState<SkillLevel | null>();
  const [error, setError] = useState<string>();
  const keep = async (level: SkillLevel | null) => {
    setChosen(level);
    setError(undefined);
    try {
      await keepLevel(id, level);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    } finally {
      setChosen(undefined);
    }
  };
  const value = chosen === undefined ? said : chosen;
  return (
    <div>
      <Choice label="Your own word" value={value ?? ("" as SkillLevel)} options={levels} onChange={keep} />
      <p className="mt-1 min-h-[3em] text-sm text-quiet" aria-live="polite">
        {error ??
          (value === null
            ? "You said nothing, so your job decides what is assumed."
            : "It counts as claimed, and shortens the plan by a part, until a check proves it.")}
      </p>
      {value !== null && (
        <Button look="quiet" size="small" className="-ml-3" onClick={() => keep(null)}>
          Take it back
        </Button>
      )}
    </div>
  );
}

/** One member of the person's own words, upon what is kept now: another tab may have said something of another skill. */
async function keepLevel(id: string, level: SkillLevel | null): Promise<void> {
  const { skills } = await get<Person>("/api/person");
  const { [id]: _, ...others } = skills;
  await send("PATCH", "/api/person", { skills: level === null ? others : { ...others, [id]: level } });
}
