/**
 * The exchanges of "unusual-values", case by case: the request that carried the value first, then the reads of it.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { RecordingView } from "../check.ts";
import type { UnusualNote } from "../scenarios/unusual-values.ts";
import { asObject, succeeded } from "./exchanges.ts";

export function casesIn(view: RecordingView, ...kinds: UnusualNote["kind"][]): Exchange[][] {
  const cases = new Map<string, Exchange[]>();
  for (const exchange of view.of("exchange", "unusual-values")) {
    const note = asObject(exchange.note);
    if (!kinds.includes(note?.kind as UnusualNote["kind"])) continue;
    const key = `${note?.resource}/${note?.case}`;
    cases.set(key, [...(cases.get(key) ?? []), exchange]);
  }
  return [...cases.values()];
}

export function caseNote(exchange: Exchange): UnusualNote {
  return exchange.note as unknown as UnusualNote;
}

/**
 * Of a case, the answers that tell what was kept, the latest first. What an update itself answers is for
 * update-changes-only-what-was-sent, where the thing was read afterwards.
 */
export function tellingAnswers(exchanges: readonly Exchange[]): Exchange[] {
  const [first, ...reads] = exchanges.filter(succeeded);
  if (!first) return [];
  const own = first.label === "update unusual" && reads.length > 0 ? [] : [first];
  return [...own, ...reads].toReversed();
}
