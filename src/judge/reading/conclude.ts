/**
 * From the failures that a check found to its finding: none is a pass, but only when something was looked at.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Failure, Finding } from "../../contract/verdict.ts";
import type { RecordingView } from "../check.ts";

/** Reports stay readable, and the finding's schema allows no more. */
const mostOthers = 20;

export interface Looked {
  /** How many cases were judged; with none the check is `unclear`. */
  cases: number;
  /** Why nothing could be judged, when `cases` is 0. */
  otherwise: string;
  measured?: Record<string, string | number>;
  /** Given by checks of ordinary times, in which a program that says 503 now and then is just too busy: see {@link isBusy}. */
  view?: RecordingView;
  /** Given by checks of what the program makes of its input, in which a quick 503 is a finding: see {@link ranOutOfTime}. */
  patient?: RecordingView;
}

export function conclude(found: readonly Failure[], { cases, otherwise, measured, view, patient }: Looked): Finding {
  const excused = (failure: Failure) =>
    (view !== undefined && isBusy(failure, view)) || (patient !== undefined && ranOutOfTime(failure, patient));
  const failures = found.filter((failure) => !excused(failure));
  const [failure, ...others] = failures;
  if (failure) {
    return {
      verdict: "failed",
      failure: measured ? { measured, ...failure } : failure,
      ...(others.length > 0 ? { others: others.slice(0, mostOthers) } : {}),
    };
  }
  if (cases === 0) return { verdict: "unclear", why: otherwise };
  if (found.length > 0) {
    return {
      verdict: "unclear",
      why: "the program answered 503 where it usually serves: it or this machine was too busy",
    };
  }
  return { verdict: "passed", ...(measured ? { measured } : {}) };
}

/**
 * A failure whose answer is 503, of an operation that was served elsewhere in the same recording. On a machine with too much to
 * do a program's own time limits strike, and saying so by 503 is right; one that always says it is broken.
 */
function isBusy(failure: Failure, view: RecordingView): boolean {
  const telling = tellingExchange(failure, view);
  if (telling?.response?.status !== 503 || telling.operation === undefined) return false;
  const served = ({ operation, response }: typeof telling) =>
    operation === telling.operation && response !== undefined && response.status >= 200 && response.status < 300;
  return view.of("exchange").some(served);
}

/**
 * A failure whose answer is 503, and came only when a time limit of the program's own had run out. A value that the database
 * does not take is answered at once; nothing but a machine with too much to do makes a program wait for so long.
 */
function ranOutOfTime(failure: Failure, view: RecordingView): boolean {
  const telling = tellingExchange(failure, view);
  return telling?.response?.status === 503 && telling.durationMs >= ownLimitsMs;
}

/** Programs that honestly give up wait for some seconds first. */
const ownLimitsMs = 2_000;

function tellingExchange({ entries }: Failure, view: RecordingView): Exchange | undefined {
  const exchanges = entries.map((id) => view.entry(id)).filter((entry) => entry?.kind === "exchange");
  return exchanges.at(-1);
}

/** One failure for each reason: a fault seen in fifty requests is one fault. The first of each is kept. */
export function oncePer<T>(list: readonly T[], reason: (item: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = reason(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
