/**
 * From a judged run to all that a person is shown of it. Pure.
 */
import { neutralise, neutraliseLine } from "../../base/neutralise.ts";
import type { ReportGroup, ReportVerdict, RunReport } from "../../contract/report.ts";
import type { Verdict } from "../../contract/verdict.ts";
import { figuresOf } from "./figures.ts";
import { growthReportOf } from "./growth-report.ts";
import { type FailedVerdict, incidentCard } from "./incident-card.ts";
import type { JudgedRun } from "./judged-run.ts";
import { loadReportOf } from "./load-report.ts";
import { sameCommand } from "./repeat.ts";
import { groupVerdicts } from "./report-order.ts";
import { timelineOf } from "./timeline.ts";

export function makeReport(run: JudgedRun): RunReport {
  const { recording, evidence, verdicts } = run;
  const groups = groupVerdicts(run);
  const failed = groups
    .flatMap((group) => group.verdicts)
    .filter((verdict): verdict is FailedVerdict => verdict.verdict === "failed");
  const cards = failed.map((verdict, i) => incidentCard(verdict, run, textLengthOf(i)));
  const number = (kind: Verdict["verdict"]) => verdicts.filter(({ verdict }) => verdict === kind).length;
  const { start, language, commit, dirty } = evidence.subject;
  return {
    format: "seaworthy-report/1",
    judge: recording.judge,
    seed: recording.seed,
    beganAt: recording.beganAt,
    durationMs: run.durationMs,
    scope: evidence.scope,
    subject: {
      name: neutraliseLine(run.subject),
      project: recording.project ?? null,
      contract: evidence.contract,
      start: start === null ? null : neutraliseLine(start),
      ...{ language, commit, dirty },
    },
    machine: evidence.machine,
    counts: {
      passed: number("passed"),
      failed: number("failed"),
      unclear: number("unclear"),
      notApplicable: number("not-applicable"),
    },
    groups: groups.map((group) => groupOf(group, run)),
    cards,
    timeline: timelineOf(recording, cards),
    load: loadReportOf(recording),
    growth: growthReportOf(recording),
    repeat: neutralise(sameCommand(run)),
  };
}

/**
 * Of each piece of foreign text on the card of this place: the first ones are read, the fortieth failure is looked up by its
 * name. With the limits of a card this keeps a report of nothing but failures near a megabyte.
 */
function textLengthOf(place: number): number {
  if (place < 10) return 900;
  return place < 30 ? 240 : 100;
}

function groupOf({ title, verdicts }: ReturnType<typeof groupVerdicts>[0], run: JudgedRun): ReportGroup {
  return { title: title ?? null, verdicts: verdicts.map((verdict) => verdictOf(verdict, run)) };
}

function verdictOf(verdict: Verdict, { checks }: JudgedRun): ReportVerdict {
  const check = checks.get(verdict.check);
  const isFailed = verdict.verdict === "failed";
  return {
    check: verdict.check,
    verdict: verdict.verdict,
    title: check?.title[isFailed ? "failed" : "passed"] ?? verdict.check,
    severity: check?.severity ?? "minor",
    says: neutraliseLine(saidBy(verdict)).slice(0, 1_000),
    measured: figuresOf(verdict.verdict === "passed" ? verdict.measured : undefined),
  };
}

function saidBy(verdict: Verdict): string {
  if (verdict.verdict === "failed") return verdict.failure.headline;
  // A broken scenario brings its stack along, which is for the log.
  return verdict.verdict === "passed" ? "" : (verdict.why.split("\n")[0] ?? "");
}
