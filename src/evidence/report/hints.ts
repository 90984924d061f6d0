/**
 * The ladder of hints: from where to look to a worked example. Opening a rung costs nothing.
 */

import { dedent, prose } from "../../base/prose.ts";
import type { IncidentCard, Rung } from "../../contract/report.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";

const titles = {
  look: "where to look",
  ask: "a question to your code",
  concept: "the idea",
  shape: "the shape of a solution",
  example: "the same flaw elsewhere, mended",
} as const;

/** How many there are. */
export const lastRung = Object.keys(titles).length;

/** The rungs of a check; the first starts from what was seen, when the check knows that cause. */
export function rungsOf(check: Check, failure?: Failure): Rung[] {
  return (Object.keys(titles) as (keyof typeof titles)[]).map((name, i) =>
    i === 0 ? firstHint(check, failure) : hint(name, i + 1, check.hints[name]),
  );
}

function hint(name: keyof typeof titles, number: number, text: string): Rung {
  const code = isCode(name, text);
  return { number, title: titles[name], text: code ? dedent(text) : prose(text), code };
}

/** How the first rung was found. */
export function chosenBy(check: Check, { cause }: Failure): IncidentCard["hints"]["chosen"] {
  if (!check.hints.causes) return "general";
  return cause !== undefined && check.hints.causes[cause] ? "by what was seen" : "none of the known causes";
}

export function firstHint(check: Check, failure?: Failure): Rung {
  const cause = failure?.cause === undefined ? undefined : check.hints.causes?.[failure.cause];
  const general =
    failure && !cause && check.hints.causes
      ? `${check.hints.look}\n\n(What was seen here fits none of the causes that this check knows: this is the general hint.)`
      : check.hints.look;
  return { number: 1, title: titles.look, text: prose(cause ?? general), code: false };
}

/** Pseudo-code keeps its lines. An example is a story or code; a story is wrapped where the file's line ended. */
function isCode(name: keyof typeof titles, text: string): boolean {
  return name === "shape" || (name === "example" && text.split("\n").every((line) => line.length < 90));
}
