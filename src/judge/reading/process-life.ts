/**
 * What became of the processes of a scenario.
 */
import type { ProcessEvent } from "../../contract/recording.ts";
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

/** The last lines that were printed before this moment, as evidence. */
export function lastLines(view: RecordingView, event: ProcessEvent, most = 5) {
  const lines = view
    .of("output", event.scenario)
    // What was in the pipe is read a moment after the end is seen.
    .filter((line) => line.instance === event.instance && line.at <= event.at + 500);
  const errors = lines.filter((line) => line.stream === "stderr");
  return (errors.length > 0 ? errors : lines).slice(-most);
}

/** "1.2 s", "340 ms". */
export function inWords(ms: number): string {
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}
