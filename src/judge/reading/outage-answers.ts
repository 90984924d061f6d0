/**
 * Requests that were sent while the database was away or silent, and those of them that were answered too late or not at all.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";
import { oncePer } from "./conclude.ts";
import { lineOf } from "./exchanges.ts";
import { endedByItself, howItEnded, inWords } from "./process-life.ts";

/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 500;

export const unansweredCauses = {
  hangs:
    "Look at how long the request waited: to connect, for a free connection of the pool, or for the answer to a statement. Which of the three has no limit?",
  late: "It is answered, but too late: look at which limits add up, to get a connection, to connect, and to wait for the statement.",
  closed: "The connection was closed without an answer: look for an error that no handler caught, on stderr.",
  ended:
    "The whole program ended: look at the last lines on stderr. An error of a pooled connection that nobody listens to ends a process.",
};

export function unanswered(view: RecordingView, exchanges: Exchange[], condition: string): Failure[] {
  const { outageAnswerMs: limitMs } = view.surface.limits;
  const ended = exchanges[0] && endedByItself(view, exchanges[0].scenario);
  const bad = exchanges.flatMap((exchange) => {
    const cause = causeOf(exchange, limitMs, ended !== undefined);
    return cause ? [{ exchange, cause }] : [];
  });
  return oncePer(bad, ({ exchange, cause }) => `${exchange.operation} ${cause}`).map(({ exchange, cause }) => ({
    headline: headlineOf(exchange, cause, condition),
    expected: `an answer (503) within ${inWords(limitMs)}`,
    seen: seenOf(exchange, ended && cause === "ended" ? howItEnded(ended) : undefined),
    entries: [...(ended && cause === "ended" ? [ended.id] : []), exchange.id],
    cause,
  }));
}

function causeOf(exchange: Exchange, limitMs: number, ended: boolean): keyof typeof unansweredCauses | undefined {
  switch (exchange.outcome) {
    case "answered":
      return exchange.durationMs > limitMs + graceMs ? "late" : undefined;
    case "timeout":
      return "hangs";
    case "aborted":
      return undefined;
    default:
      return ended ? "ended" : "closed";
  }
}

function headlineOf(exchange: Exchange, cause: keyof typeof unansweredCauses, condition: string): string {
  const line = lineOf(exchange);
  if (cause === "late") return `${line} was answered only after ${inWords(exchange.durationMs)} ${condition}.`;
  if (cause === "hangs") return `${line} had no answer after ${inWords(exchange.durationMs)} ${condition}.`;
  if (cause === "ended") return `The program ended, so ${line} had no answer ${condition}.`;
  return `${line} was left without an answer ${condition}: the connection was closed.`;
}

function seenOf(exchange: Exchange, end: string | undefined): string {
  if (end) return `the process ended ${end}`;
  if (exchange.response) return `${exchange.response.status} after ${inWords(exchange.durationMs)}`;
  return `no answer; ${exchange.outcome} after ${inWords(exchange.durationMs)}${exchange.error ? ` (${exchange.error})` : ""}`;
}
