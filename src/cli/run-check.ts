/**
 * One run of the judge for `seaworthy check`: from what was asked for to the report on stdout.
 */
import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { UserError } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import type { Recording } from "../contract/recording.ts";
import { describeSubject, type SubjectDescription } from "../evidence/describe-subject.ts";
import { readRecording } from "../evidence/read-evidence.ts";
import type { JudgeOptions } from "../judge/events.ts";
import { judge } from "../judge/judge.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { loadChecks } from "../judge/registries.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Door } from "./door.ts";
import { type Plan, planJudgement } from "./plan-judgement.ts";
import { chooseReporter, type Report } from "./reporter.ts";
import { selectChecks } from "./select-checks.ts";
import { showProgress } from "./show-progress.ts";
import { evidenceOfRecording, evidenceOfRun, type Judged } from "./write-evidence.ts";

export async function runCheck(folder: string, options: CheckOptions, door: Door): Promise<Report> {
  const reporter = await chooseReporter(options.json ? "json" : options.reporter, door);
  const show = async (report: Report) => {
    if (options.saveRecording) await saveRecording(door.resolve(options.saveRecording), report.recording);
    door.stdout.write(reporter.render(report, door.pen("stdout")));
  };
  if (options.from === undefined) return judgeSubject(await planJudgement(folder, options, door), options, door, show);
  const report = await judgeAgain(options.from, options, door);
  await show(report);
  return report;
}

/** Shown as soon as it is known: with --hold the iteration goes on until Ctrl-C, and the program runs that long. */
async function judgeSubject(
  plan: Plan,
  options: CheckOptions,
  door: Door,
  show: (report: Report) => Promise<void>,
): Promise<Report> {
  const before = await describeSubject(plan.subject, door.signal);
  const progress = showProgress(door);
  let report: Report | undefined;
  try {
    for await (const event of judge(plan, judgeOptions(options, door))) {
      progress.see(event);
      if (event.type !== "judged") continue;
      progress.end();
      report = await reportOf(event, { plan, before, options, door });
      await show(report);
    }
  } finally {
    progress.end();
  }
  if (!report) throw new Error("the judge ended without a judgement");
  if (options.hold && !report.holding)
    door.stderr.write("note: the program did not become ready, so it was not held\n");
  return report;
}

function judgeOptions({ seed = newSeed(), ...options }: CheckOptions, door: Door): JudgeOptions {
  const { only, fast, production, skip, hold } = options;
  const given = Object.entries({ only, fast, production, skip, hold }).filter(([, value]) => value !== undefined);
  return { seed, signal: door.signal, ...Object.fromEntries(given) };
}

/** From what was judged to what is shown; the evidence is kept where that is due. */
export async function reportOf(
  judged: Judged & { holding?: string },
  given: {
    plan: Plan;
    before: SubjectDescription;
    options: Pick<CheckOptions, "only" | "fast" | "production">;
    door: Door;
  },
): Promise<Report> {
  const { plan, before, options, door } = given;
  const scope = options.only ? [...plan.checks.keys()] : setOf(options);
  const { evidence, kept } = await evidenceOfRun(judged, { subject: plan.subject, before, scope, door });
  return {
    ...judged,
    checks: plan.checks,
    evidence,
    subject: plan.name,
    steps: plan.steps,
    called: door.called,
    target: plan.target,
    ...(kept === undefined ? {} : { kept }),
  };
}

function setOf({ fast, production }: Pick<CheckOptions, "fast" | "production">): "fast" | "production" | "full" {
  if (fast) return "fast";
  return production ? "production" : "full";
}

/** Short enough to be typed from another screen: 26 · 36³ seeds are plenty of variety. */
export function newSeed(): string {
  return seededRandom(String(randomInt(2 ** 47))).token(4);
}

async function judgeAgain(file: string, options: CheckOptions, door: Door): Promise<Report> {
  const recording = await readRecording(door.resolve(file));
  const checks = selectChecks(await loadChecks(), options.only, door.called);
  const verdicts = judgeRecording(recording, checks);
  const durationMs = recording.entries.at(-1)?.at ?? 0;
  const { evidence } = await evidenceOfRecording({ recording, verdicts, durationMs }, options.only ?? "full");
  return {
    recording,
    verdicts,
    durationMs,
    checks,
    evidence,
    subject: file,
    steps: await stepsOf(recording),
    called: door.called,
    target: ["--from", file],
  };
}

async function stepsOf({ project }: Recording): Promise<Report["steps"]> {
  if (project === undefined) return [];
  const { readProject } = await import("../catalog/read-project.ts");
  return (await readProject(project)).steps;
}

async function saveRecording(path: string, recording: Recording): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(recording)}\n`);
  } catch (cause) {
    throw new UserError("recording-not-saved", `the recording cannot be written to ${path}`, {
      fix: "give --save-recording a file in a folder that exists and can be written to",
      cause,
    });
  }
}
