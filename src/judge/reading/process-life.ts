/**
 * What became of the processes of a scenario.
 */
import type { ProcessEvent } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";

/**
 * A program that ended by itself while the scenario was at work: nobody had sent it a signal. Its end afterwards, when
 * the judge clears up, does not count.
 */
export function endedByItself(view: RecordingView, scenario: string): ProcessEvent | undefined {
  const over =
    view.of("scenario", scenario).findLast((event) => event.event !== "began")?.at ?? Number.POSITIVE_INFINITY;
  const events = view.of("process", scenario);
  return events.find((event) => {
    if (event.event !== "ended" || event.at > over) return false;
    const before = events.filter((one) => one.instance === event.instance && one.at <= event.at && one.id < event.id);
    return before.findLast((one) => one.event === "signalled" || one.event === "started")?.event !== "signalled";
  });
}

/** The first time after `since` that this copy did not become ready, without having become so. */
export function notReadyAfter(view: RecordingView, since: ProcessEvent): ProcessEvent | undefined {
  const later = view
    .of("process", since.scenario)
    .filter((event) => event.instance === since.instance && event.id > since.id)
    .find((event) => event.event === "ready" || event.event === "not-ready");
  return later?.event === "not-ready" ? later : undefined;
}

/** "with status 1", "by SIGTERM". */
export function howItEnded({ status, signal }: ProcessEvent): string {
  return signal ? `by ${signal}` : `with status ${status ?? "unknown"}`;
}

/** As a finding, with what the program printed: undefined when it did not end by itself. `when`: "when its database went away". */
export function endedFailure(
  view: RecordingView,
  scenario: string,
  { when, expected }: { when: string; expected: string },
): (Failure & { cause: "ended" }) | undefined {
  const ended = endedByItself(view, scenario);
  if (!ended) return undefined;
  const lines = lastLines(view, ended);
  return {
    headline: `The program ended ${howItEnded(ended)} ${when}.`,
    expected,
    seen: lines.map(({ line }) => line).join("\n") || "it printed nothing",
    entries: [...lines.map(({ id }) => id), ended.id],
    cause: "ended",
  };
}

/** How runtimes begin to tell why they end; what comes below it is where. */
const beginsAnError =
  /^\s*(?:(?:uncaught|unhandled)\b|[\w.$:]*(?:error|exception)\b|panic:|fatal error|thread '|caused by:|terminate called)/i;

/** The last lines that were printed before this moment, as evidence: from the last error on, where one is told. */
export function lastLines(view: RecordingView, event: ProcessEvent, most = 5) {
  const lines = view
    .of("output", event.scenario)
    // What was in the pipe is read a moment after the end is seen.
    .filter((line) => line.instance === event.instance && line.at <= event.at + 500);
  const errors = lines.filter((line) => line.stream === "stderr");
  const told = errors.length > 0 ? errors : lines;
  const error = told.findLastIndex(({ line }) => beginsAnError.test(line));
  const from = error === -1 ? told.length : error;
  return told.slice(Math.max(0, Math.min(from, told.length - most))).slice(0, most);
}

/** "1.2 s", "340 ms". */
export function inWords(ms: number): string {
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}
