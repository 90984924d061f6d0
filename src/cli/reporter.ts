/**
 * What a reporter is: from what was judged to the text on stdout. Every file in reporters/ is one, by its name.
 */
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { loadRegistry } from "../base/registry.ts";
import type { JudgedRun } from "../evidence/report/judged-run.ts";
import type { Door } from "./door.ts";
import type { Pen } from "./terminal/pen.ts";

export type { JudgedRun as Report, Step } from "../evidence/report/judged-run.ts";

export interface Reporter {
  /** One line for --help. */
  summary: string;
  /** What it writes is of no use on a terminal. */
  isFile?: true;
  /** Throws a {@link UserError} where it cannot work on this machine: asked before anything is started. */
  prepare?(): void;
  render(report: JudgedRun, pen: Pen): string;
}

/** Throws a {@link UserError} for one that there is not, or that cannot work here: before anything is started. */
export async function chooseReporter(name: string, { stdout }: Pick<Door, "stdout">): Promise<Reporter> {
  const reporters = await loadReporters();
  const reporter = reporters.get(name);
  if (!reporter) {
    const close = nearest(name, reporters.keys());
    throw new UserError(
      "unknown-reporter",
      `there is no reporter '${name}'${close ? `; did you mean ${close}?` : ""}`,
      { fix: `choose one of ${[...reporters.keys()].join(", ")}` },
    );
  }
  if (reporter.isFile && stdout.isTTY) {
    throw new UserError("report-needs-a-file", `what --reporter ${name} writes is no text for a terminal`, {
      fix: `send it to a file: add \`> report.${name}\``,
    });
  }
  reporter.prepare?.();
  return reporter;
}

export function loadReporters(): Promise<Map<string, Reporter>> {
  return loadRegistry<Reporter>(join(import.meta.dirname, "reporters"));
}
