/**
 * From a recording to verdicts: pure, so that a saved recording can be judged again by a newer judge.
 *
 * Before a check is asked, three things are settled here once for all of them: whether the contract makes the promise
 * that the check rests on, whether what the check reads was gathered, and that a check which throws is our bug and
 * never the learner's fault.
 */
import type { Recording } from "../contract/recording.ts";
import { promiseMeaning } from "../contract/surface.ts";
import type { Finding, Verdict } from "../contract/verdict.ts";
import type { Check, RecordingView } from "./check.ts";
import { viewRecording } from "./view.ts";

export function judgeRecording(recording: Recording, checks: ReadonlyMap<string, Check>): Verdict[] {
  return [...checks].map(([id, check]) => ({ check: id, ...findingOf(check, viewOf(recording, check)) }));
}

/** A check sees only the scenarios that it names, so that its verdict is the same however much else was run. */
function viewOf(recording: Recording, check: Check): RecordingView {
  const scenarios = new Set(["", ...check.scenarios]);
  return viewRecording({ ...recording, entries: recording.entries.filter((entry) => scenarios.has(entry.scenario)) });
}

function findingOf(check: Check, view: RecordingView): Finding {
  const missing = (check.promises ?? []).filter((promise) => !view.surface.promises.includes(promise));
  if (missing.length > 0) {
    const sentences = missing.map((promise) => promiseMeaning[promise]);
    return { verdict: "not-applicable", why: `the contract does not promise this: ${sentences.join(" ")}` };
  }
  for (const scenario of check.scenarios) {
    const settled = settleUngathered(scenario, check, view);
    if (settled) return settled;
  }
  try {
    return check.judge(view);
  } catch (error) {
    return { verdict: "unclear", why: `the check itself failed, which is our bug: ${(error as Error).stack}` };
  }
}

/** A verdict for a check whose scenario was not carried out as planned, or undefined when it was. */
function settleUngathered(scenario: string, check: Check, view: RecordingView): Finding | undefined {
  const end = view.of("scenario", scenario).findLast((event) => event.event !== "began");
  if (!end) return { verdict: "unclear", why: `the scenario "${scenario}" was not run` };
  if (end.event === "skipped") return { verdict: "not-applicable", why: end.why ?? `"${scenario}" was skipped` };
  if (end.event === "broke")
    return { verdict: "unclear", why: `the judge could not carry out "${scenario}": ${end.why}` };
  if (end.event === "stopped" && !check.judgesStopped) {
    return { verdict: "unclear", why: `"${scenario}" could not be carried out: ${end.why}` };
  }
  return undefined;
}
