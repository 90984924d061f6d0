/**
 * The hostile requests of a recording, each with what came of it; and the failures that checks make of them.
 *
 * Each kind of hostile request has a check of its own that says whether it was refused: one fault is reported once. A request
 * that got no answer at all is for hostile-input-never-crashes, whatever its kind.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import type { HostileNote } from "../scenarios/hostile-input.ts";
import { answerOf, broke, lineOf, outcomeOf, shorten, succeeded } from "./exchanges.ts";

export interface Hostile extends HostileNote {
  operation: string | undefined;
  exchange: Exchange;
  /** A smaller request that did the same harm, or the exchange itself. */
  smallest: Exchange;
}

export function hostileIn(view: RecordingView, ...kinds: HostileNote["kind"][]): Hostile[] {
  const all = view.of("exchange", "hostile-input");
  const shrunk = Map.groupBy(
    all.filter((exchange) => exchange.label === "shrinking"),
    (exchange) => noteOf(exchange).case,
  );
  return all
    .filter((exchange) => exchange.label === "hostile" && exchange.outcome !== "aborted")
    .map((exchange) => {
      const note = noteOf(exchange);
      const same = (shrunk.get(note.case) ?? []).filter(
        (tried) => broke(tried) === broke(exchange) && succeeded(tried) === succeeded(exchange),
      );
      return {
        ...note,
        operation: exchange.operation,
        exchange,
        smallest: same.at(-1) ?? exchange,
      };
    })
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .filter((hostile) => !isHonestFailure(hostile, view));
}

/**
 * What the contract leaves open may be a request like any other. Where honest ones of the same operation are answered 5xx too, this
 * one shows nothing new.
 */
function isHonestFailure({ exchange, expect, operation }: Hostile, view: RecordingView): boolean {
  if (expect === "refuse" || !broke(exchange)) return false;
  return view.of("exchange").some((other) => honest.test(other.label) && other.operation === operation && broke(other));
}

const honest = /^(?:create|update|row)(?: (?:before|bystander|usual|at once|unusual|afterwards))?$/;

function noteOf(exchange: Exchange): HostileNote {
  return exchange.note as unknown as HostileNote;
}

/** Accepted though the contract refuses it, or answered 5xx where a refusal was due. */
export function failureOf({ smallest, what, place, case: id }: Hostile, cause: string): Failure {
  const body = smallest.request.body?.text;
  const sent = body === undefined ? "" : `: ${shorten(body, 100)}`;
  return {
    headline: `${lineOf(smallest)} with ${what} ${outcomeOf(smallest)}.`,
    expected: `4xx, because of ${place === "body" ? "the body" : place}`,
    seen: `${answerOf(smallest)}${sent && `\nsent${sent}`}`,
    entries: [smallest.id],
    mark: [what],
    cause,
    measured: { case: id },
  };
}

/** Accepted and 5xx of these kinds, one failure for each place and each way. */
export function judgeRefusals(cases: readonly Hostile[]): Failure[] {
  return cases.flatMap((hostile) => {
    if (broke(hostile.exchange)) return [failureOf(hostile, "broke")];
    return hostile.expect === "refuse" && succeeded(hostile.exchange) ? [failureOf(hostile, "accepted")] : [];
  });
}
