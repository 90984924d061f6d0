/**
 * What the judge says while it works. It never prints: doors (cli, server) decide what to show.
 */
import type { Entry, Recording } from "../contract/recording.ts";
import type { Verdict } from "../contract/verdict.ts";

export type JudgeEvent =
  /** The run is planned. `scenarios` and `checks` are ids in the order in which they are reported. */
  | { type: "planned"; seed: string; scenarios: string[]; checks: string[] }
  | { type: "setup-began"; command: string }
  | { type: "setup-ended"; durationMs: number }
  | { type: "scenario-began"; scenario: string; title: string; expectedMs?: number }
  | {
      type: "scenario-ended";
      scenario: string;
      outcome: "complete" | "stopped" | "skipped" | "broke";
      why?: string;
      durationMs: number;
    }
  /** An entry was appended; many thousands a run. Only sent when asked for by `options.entries`. */
  | { type: "entry"; entry: Entry }
  /** As soon as every scenario that a check reads has ended. */
  | { type: "verdict"; verdict: Verdict }
  /** `holding` is the address of the copy that was left running. */
  | { type: "judged"; recording: Recording; verdicts: Verdict[]; durationMs: number; holding?: string };

/** What `judge()` is asked for. */
export interface JudgeOptions {
  seed: string;
  /** Check ids; only the scenarios that these read are run. */
  only?: readonly string[];
  /** Only scenarios marked `fast`. */
  fast?: boolean;
  /** Also scenarios that are only part of a production run. Those that `only` asks for are run anyway. */
  production?: boolean;
  /** Scenarios that are left out; what reads them is `unclear`. */
  skip?: readonly string[];
  /** Interrupts the run: everything is stopped and swept up, then the iteration ends by throwing the signal's reason. */
  signal?: AbortSignal;
  entries?: boolean;
  /** Leaves the shared copy and its database running after `judged`, until the signal or the caller ends the iteration. */
  hold?: boolean;
}

export type { Subject } from "../contract/manifest.ts";
