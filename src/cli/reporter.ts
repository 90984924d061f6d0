/**
 * What a reporter is: from what was judged to the text on stdout. Pure. Every file in reporters/ is one, by its name.
 */
import { join } from "node:path";
import { loadRegistry } from "../base/registry.ts";
import type { JudgedRun } from "../evidence/report/judged-run.ts";
import type { Pen } from "./terminal/pen.ts";

export type { JudgedRun as Report, Step } from "../evidence/report/judged-run.ts";

export interface Reporter {
  /** One line for --help. */
  summary: string;
  /** Throws a {@link UserError} where it cannot work on this machine: asked before anything is started. */
  prepare?(): void;
  render(report: JudgedRun, pen: Pen): string;
}

export function loadReporters(): Promise<Map<string, Reporter>> {
  return loadRegistry<Reporter>(join(import.meta.dirname, "reporters"));
}
