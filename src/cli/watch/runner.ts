/**
 * One run at a time: a newer request ends the one that is under way, sweeps it up, and takes its place.
 */
import { describeSubject } from "../../evidence/describe-subject.ts";
import type { JudgeEvent } from "../../judge/events.ts";
import { judge } from "../../judge/judge.ts";
import type { Door } from "../door.ts";
import { type Plan, planJudgement } from "../plan-judgement.ts";
import type { Report } from "../reporter.ts";
import { newSeed, reportOf } from "../run-check.ts";

export interface RunRequest {
  kind: "fast" | "one" | "full";
  only?: string[];
  /** The `setup` command of the manifest is run first. */
  setup: boolean;
}

export type RunEvent =
  | { type: "began"; request: RunRequest }
  | { type: "judge"; event: JudgeEvent; plan: Plan }
  | { type: "ended"; request: RunRequest; report: Report }
  | { type: "broke"; error: unknown };

export interface Runner {
  start(request: RunRequest): void;
  readonly running: boolean;
  /** Ends what runs; resolves when it is swept up. */
  stop(): Promise<void>;
}

/** Not an error: the reason of the abort. */
class Superseded extends Error {
  override name = "Superseded";
}

export function createRunner(
  { word, seed, door }: { word: string; seed: string | undefined; door: Door },
  emit: (event: RunEvent) => void,
): Runner {
  let current: { abort: AbortController; done: Promise<void> } | undefined;
  const stop = async () => {
    current?.abort.abort(new Superseded());
    await current?.done;
  };
  return {
    get running() {
      return current !== undefined;
    },
    start(request) {
      const before = stop();
      const abort = new AbortController();
      const signal = AbortSignal.any([abort.signal, door.signal]);
      const run = { abort, done: Promise.resolve() };
      run.done = before
        .then(() => perform(word, { request, seed: seed ?? newSeed(), door, signal }, emit))
        .catch((error) => {
          // Its own reason says that nobody waits for it any more.
          if (!signal.aborted) emit({ type: "broke", error });
        })
        .finally(() => {
          if (current === run) current = undefined;
        });
      current = run;
    },
    stop,
  };
}

async function perform(
  word: string,
  { request, seed, door, signal }: { request: RunRequest; seed: string; door: Door; signal: AbortSignal },
  emit: (event: RunEvent) => void,
): Promise<void> {
  signal.throwIfAborted();
  const { only } = request;
  // Read again each time: the manifest may be what was saved.
  const plan = await planJudgement(word, only ? { only } : {}, door);
  const { setup, ...withoutSetup } = plan.subject as Plan["subject"] & { setup?: string };
  const subject = request.setup && setup !== undefined ? plan.subject : withoutSetup;
  const fast = request.kind === "fast" && !only;
  emit({ type: "began", request });
  const before = await describeSubject(subject, signal);
  const options = { seed, signal, ...(only ? { only } : {}), ...(fast ? { fast } : {}) };
  for await (const event of judge({ ...plan, subject }, options)) {
    emit({ type: "judge", event, plan });
    if (event.type !== "judged") continue;
    // Only a full check is evidence; on a save nothing is written.
    const shown = request.kind === "full" ? (only ? { only } : {}) : { fast: true as const };
    const report = await reportOf(event, { plan, before, options: shown, door });
    emit({ type: "ended", request, report });
  }
}
