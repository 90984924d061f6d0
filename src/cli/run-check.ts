/**
 * One run of the judge for `seaworthy check`: from what was asked for to the report on stdout.
 */
import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { seededRandom } from "../base/random.ts";
import type { Recording } from "../contract/recording.ts";
import { describeSubject } from "../evidence/describe-subject.ts";
import { readRecording } from "../evidence/read-evidence.ts";
import { judge } from "../judge/judge.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { loadChecks, loadScenarios } from "../judge/registries.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { Door } from "./door.ts";
import { type Plan, planJudgement } from "./plan-judgement.ts";
import { loadReporters, type Report, type Reporter } from "./reporter.ts";
import { selectChecks } from "./select-checks.ts";
import { showProgress } from "./show-progress.ts";
import { evidenceOfRecording, evidenceOfRun, type Judged } from "./write-evidence.ts";

export async function runCheck(folder: string, options: CheckOptions, door: Door): Promise<Report> {
  const reporter = await chooseReporter(options);
  const report = options.from
    ? await judgeAgain(options.from, options, door)
    : await judgeSubject(await planJudgement(folder, options, door), options, door);
  if (options.saveRecording) await saveRecording(door.resolve(options.saveRecording), report.recording);
  door.stdout.write(reporter.render(report, door.pen("stdout")));
  return report;
}

async function chooseReporter({ reporter: name, json }: CheckOptions): Promise<Reporter> {
  const reporters = await loadReporters();
  const wanted = json ? "json" : name;
  const reporter = reporters.get(wanted);
  if (reporter) return reporter;
  const close = nearest(wanted, reporters.keys());
  throw new UserError(
    "unknown-reporter",
    `there is no reporter '${wanted}'${close ? `; did you mean ${close}?` : ""}`,
    {
      fix: `choose one of ${[...reporters.keys()].join(", ")}`,
    },
  );
}

async function judgeSubject(plan: Plan, options: CheckOptions, door: Door): Promise<Report> {
  const before = await describeSubject(plan.subject, door.signal);
  const judged = await gather(plan, options, door);
  const scope = options.only ? [...plan.checks.keys()] : options.fast ? ("fast" as const) : ("full" as const);
  const { evidence, kept } = await evidenceOfRun(judged, { subject: plan.subject, before, scope, door });
  return {
    ...judged,
    checks: plan.checks,
    scenarioTitles: new Map([...plan.scenarios].map(([id, scenario]) => [id, scenario.title])),
    evidence,
    subject: plan.name,
    steps: plan.steps,
    called: door.called,
    target: plan.target,
    ...(kept === undefined ? {} : { kept }),
  };
}

async function gather(plan: Plan, options: CheckOptions, door: Door): Promise<Judged> {
  const progress = showProgress(door);
  try {
    const events = judge(plan, {
      seed: options.seed ?? newSeed(),
      ...(options.only ? { only: options.only } : {}),
      ...(options.fast ? { fast: true } : {}),
      signal: door.signal,
    });
    for await (const event of events) {
      progress.see(event);
      if (event.type === "judged") return event;
    }
  } finally {
    progress.end();
  }
  throw new Error("the judge ended without a judgement");
}

/** Short enough to be typed from another screen: 26 · 36³ seeds are plenty of variety. */
export function newSeed(): string {
  return seededRandom(String(randomInt(2 ** 47))).token(4);
}

async function judgeAgain(file: string, options: CheckOptions, door: Door): Promise<Report> {
  const recording = await readRecording(door.resolve(file));
  const [checks, scenarios] = [selectChecks(await loadChecks(), options.only, door.called), await loadScenarios()];
  const verdicts = judgeRecording(recording, checks);
  const durationMs = recording.entries.at(-1)?.at ?? 0;
  const { evidence } = await evidenceOfRecording({ recording, verdicts, durationMs }, options.only ?? "full");
  return {
    recording,
    verdicts,
    durationMs,
    checks,
    scenarioTitles: new Map([...scenarios].map(([id, scenario]) => [id, scenario.title])),
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
