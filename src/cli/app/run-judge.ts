/**
 * The judge as the app's server is handed it: folders and the demonstration, judged as `seaworthy check` judges them. Its
 * evidence lies in the program's own folder too.
 */
import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { RunRequest } from "../../contract/api/run.ts";
import { describeSubject } from "../../evidence/describe-subject.ts";
import { noteLastHint } from "../../evidence/opened-hints.ts";
import { makeReport } from "../../evidence/report/make-report.ts";
import { judge } from "../../judge/judge.ts";
import type { PreparedRun, RunJudge } from "../../server/runs/run-judge.ts";
import { demonstrationRun } from "../demo/demonstration-run.ts";
import type { Door } from "../door.ts";
import { type Plan, planJudgement } from "../plan-judgement.ts";
import { newSeed, reportOf } from "../run-check.ts";
import { followJudge } from "./follow-judge.ts";

export function runJudge(door: Door): RunJudge {
  return {
    async prepare(request) {
      const { subject } = request;
      if (subject.kind === "demonstration") return demonstrationRun({ ...request, mended: subject.mended }, door);
      const folder = await folderOf(subject.folder);
      const plan = await planJudgement(folder, request.only ? { only: request.only } : {}, door);
      return preparedFolder(plan, { ...request, folder }, door);
    },
    async noteLastHint(subject, check) {
      if (subject.kind === "folder") await noteLastHint(subject.folder, check);
    },
  };
}

async function folderOf(written: string): Promise<string> {
  const fix = "give the whole path of the folder of your program, as `pwd` prints it there";
  const folder = written.startsWith("~/") ? join(homedir(), written.slice(2)) : written;
  const shown = neutraliseLine(folder).slice(0, 300);
  if (!isAbsolute(folder) || folder.includes("\0")) {
    throw new UserError("folder-not-absolute", `'${shown}' does not say where it lies`, { fix });
  }
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UserError("no-such-folder", `there is no folder ${shown}`, { fix });
  return folder;
}

function preparedFolder(plan: Plan, request: RunRequest & { folder: string }, door: Door): PreparedRun {
  const { scope, only, folder, seed = newSeed() } = request;
  return {
    name: neutraliseLine(basename(folder)).slice(0, 200),
    project: plan.project ?? null,
    seed,
    change: null,
    async judge({ signal, see }) {
      const inside = { ...door, signal };
      const before = await describeSubject(plan.subject, signal);
      const options = { ...(only && { only }), ...(scope !== "full" && { [scope]: true as const }) };
      const judged = await followJudge(judge(plan, { seed, signal, ...options }), plan, see);
      const run = await reportOf(judged, { plan, before, options, door: inside });
      return { report: makeReport(run), evidence: run.kept === undefined && scope === "fast" ? null : run.evidence };
    },
  };
}
