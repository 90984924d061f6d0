/**
 * The demonstration as a run of the app: the supplied backend with its planted fault, or with the fault mended.
 *
 * What it shows proves nothing about anybody's skills, and its evidence says so by the name of its project.
 */
import type { LineChange, RunRequest } from "../../contract/api/run.ts";
import { demonstrationProject } from "../../contract/evidence.ts";
import type { RunReport } from "../../contract/report.ts";
import { describeMachine } from "../../evidence/describe-machine.ts";
import { describeSubject } from "../../evidence/describe-subject.ts";
import { makeEvidence } from "../../evidence/make-evidence.ts";
import { makeReport } from "../../evidence/report/make-report.ts";
import { judge } from "../../judge/judge.ts";
import type { PreparedRun } from "../../server/runs/run-judge.ts";
import { followJudge } from "../app/follow-judge.ts";
import type { Door } from "../door.ts";
import { planJudgement } from "../plan-judgement.ts";
import { newSeed } from "../run-check.ts";
import type { Judged } from "../write-evidence.ts";
import { type DemoChange, makeDemoBackend, readDemoChange } from "./demo-backend.ts";
import { planted, shown } from "./shown-checks.ts";

export async function demonstrationRun(
  { mended, seed = newSeed() }: Pick<RunRequest, "seed"> & { mended: boolean },
  door: Door,
): Promise<PreparedRun> {
  const change = changeOf(await readDemoChange());
  return {
    name: "The demonstration",
    project: demonstrationProject,
    seed,
    change,
    async judge({ signal, see }) {
      const backend = await makeDemoBackend();
      try {
        if (mended) await backend.mend();
        const plan = await planJudgement(backend.folder, { only: shown }, { ...door, signal });
        const judgeOnce = (one: string) => followJudge(judge(plan, { seed: one, only: shown, signal }), plan, see);
        let judged: Judged = await judgeOnce(seed);
        // A kill can come at a moment when nothing was on its way: once more, then, and with other data.
        if (!isAsTold(judged, mended)) judged = await judgeOnce(newSeed());
        const subject = await describeSubject(plan.subject, signal);
        const evidence = {
          ...makeEvidence({ judged, subject, machine: describeMachine(), scope: shown, help: [suppliedHelp] }),
          project: demonstrationProject,
          contract: { title: "The demonstration", version: plan.surface.version },
        };
        const { checks, target } = plan;
        const report = makeReport({
          ...judged,
          ...{ checks, evidence, target, steps: [], called: door.called },
          subject: mended ? "The demonstration, mended" : "The demonstration",
        });
        return { report: withoutFolder(report, `${door.called} demo`), evidence };
      } finally {
        await backend.remove();
      }
    },
  };
}

/** The folder is gone in a moment: what can be repeated is the demonstration as a whole. */
function withoutFolder(report: RunReport, command: string): RunReport {
  const repeat = { command, curl: [], caveat: null, address: null };
  return { ...report, repeat: command, cards: report.cards.map((card) => ({ ...card, repeat })) };
}

const suppliedHelp = "demonstration: the program and the two lines that mend it were supplied";

function isAsTold({ verdicts }: Judged, mended: boolean): boolean {
  return verdicts.every(({ check, verdict }) => verdict === (check === planted && !mended ? "failed" : "passed"));
}

/** So much of the function around it is seen that the place is found again in an editor. */
const contextBefore = 2;
const contextAfter = 1;

function changeOf({ fix, lines }: DemoChange): LineChange {
  const numbers = fix.replacements.map(({ line }) => line);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const context = (from: number, to: number) =>
    lines
      .map((text, i) => ({ number: i + 1, sign: " " as const, text }))
      .filter(({ number }) => number >= from && number <= to);
  return {
    file: fix.file,
    why: fix.why,
    lines: [
      ...context(first - contextBefore, first - 1),
      ...fix.replacements.map(({ line, before }) => ({ number: line, sign: "-" as const, text: before })),
      ...fix.replacements.map(({ line, after }) => ({ number: line, sign: "+" as const, text: after })),
      ...context(last + 1, last + contextAfter),
    ],
  };
}
