/**
 * Takes a skill off the shelf and into the plan: nothing is locked, and what it costs is said beside it.
 */
import { useState } from "react";
import type { Person } from "../../../src/contract/person.ts";
import { get, send } from "../../api/client.ts";
import { Button } from "../../design/button.tsx";

export function TakeDown({ skill }: { skill: string }) {
  const [error, setError] = useState<string>();
  const take = async () => {
    try {
      const { unlocked } = await get<Person>("/api/person");
      await send("PATCH", "/api/person", { unlocked: [...new Set([...unlocked, skill])] });
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <>
      <Button size="small" icon="plus" onClick={take}>
        Take it into the plan
      </Button>
      {error && (
        <p role="alert" className="mt-2 text-unsure">
          {error}
        </p>
      )}
    </>
  );
}
