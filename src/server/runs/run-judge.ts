/**
 * What the server is handed by whoever composes it, so that it can have programs judged without starting any itself. A
 * hosted server has none.
 */
import type { LineChange, RunEvent, RunRequest, RunSubject } from "../../contract/api/run.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { RunReport } from "../../contract/report.ts";

export interface RunJudge {
  /**
   * Looks whether the subject can be judged at all. Throws a {@link UserError} where it cannot: no such folder, no
   * seaworthy.yaml in it, a mistake in that.
   */
  prepare(request: RunRequest): Promise<PreparedRun>;
  /** The last hint of a check was opened: a pass of it in that folder is recorded as guided from now on. Never fails. */
  noteLastHint(subject: RunSubject, check: string): Promise<void>;
}

export interface PreparedRun {
  /** As the person knows it. */
  name: string;
  project: string | null;
  seed: string;
  /** Of the demonstration: what is to be changed. */
  change: LineChange | null;
  /**
   * Judges, and leaves nothing behind, whatever way it ends. Throws the reason of `signal`, or a {@link UserError} of the
   * environment.
   */
  judge(options: JudgeRunOptions): Promise<JudgedByRun>;
}

export interface JudgeRunOptions {
  signal: AbortSignal;
  see(event: DistributiveOmit<RunEvent, "at">): void;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface JudgedByRun {
  report: RunReport;
  /** Null when it is not to be kept: the fast set runs on every save. */
  evidence: Evidence | null;
}
