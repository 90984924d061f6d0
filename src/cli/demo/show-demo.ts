/**
 * The demonstration: judge a small backend with one planted fault, show the incident, show the two lines to change, judge
 * again. Written for somebody who cannot code yet. On a terminal it waits before the change, elsewhere it goes on.
 */

import { duration } from "../../base/amounts.ts";
import type { Verdict } from "../../contract/verdict.ts";
import { describeMachine } from "../../evidence/describe-machine.ts";
import { describeSubject } from "../../evidence/describe-subject.ts";
import { makeEvidence } from "../../evidence/make-evidence.ts";
import type { Check } from "../../judge/check.ts";
import { judge } from "../../judge/judge.ts";
import { evidenceSection, type FailedVerdict, verdictSection, whySection } from "../card/incident-card.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type Plan, planJudgement } from "../plan-judgement.ts";
import type { Report } from "../reporter.ts";
import { newSeed } from "../run-check.ts";
import { showProgress } from "../show-progress.ts";
import type { Pen } from "../terminal/pen.ts";
import type { Judged } from "../write-evidence.ts";
import { ask, canAsk } from "./ask.ts";
import { changeLines } from "./change-lines.ts";
import { type DemoBackend, makeDemoBackend } from "./demo-backend.ts";
import { planted, shown } from "./shown-checks.ts";

export async function showDemo(door: Door): Promise<ExitCode> {
  const pen = door.pen("stdout");
  const print = (lines: string[]) => door.stdout.write(`${lines.join("\n")}\n`);
  print(introduction(pen));
  const backend = await makeDemoBackend();
  try {
    const plan = await planJudgement(backend.folder, { only: shown }, door);
    const before = await judgeUntilTold(plan, door);
    print(results(before, plan, pen));
    const failed = before.verdicts.find(({ check, verdict }) => check === planted && verdict === "failed");
    if (failed === undefined) return notAsTold(before, door);
    print(inPlainWords(failed as FailedVerdict, pen));
    print(["", ...incident(failed as FailedVerdict, await reportOf(before, plan, door), pen)]);
    print(theChange(backend, pen));
    const after = await changeAndJudge({ backend, plan, door, print });
    if (after.verdicts.some(({ verdict }) => verdict !== "passed")) return notAsTold(after, door);
    print(ending(before, after, door, pen));
    return exitCodes.ok;
  } finally {
    await backend.remove();
  }
}

function introduction(pen: Pen): string[] {
  return [
    "",
    `  ${pen.paint("bold", "Seaworthy")}`,
    ...pen.wrap("From the job you have to a job as a backend developer, with every step proved.", { indent: 2 }),
    ...pen.wrap("It starts your program, does to it what production does, and shows what held.", { indent: 2 }),
    ...chapter(1, "A small backend is judged", pen),
    ...pen.wrap(
      "A supplied program keeps expenses in a database: others send them, it answers “saved”. Somebody planted one fault in it. " +
        "Seaworthy starts it, uses it, stops it, and pulls the plug while it works.",
      { indent: 5 },
    ),
    "",
  ];
}

function chapter(number: number, title: string, pen: Pen): string[] {
  return ["", `  ${pen.paint("bold", `${number}  ${title}`)}`];
}

/** A busy machine can keep the judge from telling, and a kill can come at a moment when nothing was on its way: once more, then. */
async function judgeUntilTold(plan: Plan, door: Door): Promise<Judged> {
  const first = await judgeOnce(plan, door);
  const told = first.verdicts.every(({ check, verdict }) => verdict === (check === planted ? "failed" : "passed"));
  return told ? first : judgeOnce(plan, door);
}

async function judgeOnce(plan: Plan, door: Door): Promise<Judged> {
  const progress = showProgress(door);
  try {
    for await (const event of judge(plan, { seed: newSeed(), only: shown, signal: door.signal })) {
      progress.see(event);
      if (event.type === "judged") return event;
    }
  } finally {
    progress.end();
  }
  throw new Error("the judge ended without a judgement");
}

function results({ verdicts, durationMs }: Judged, { checks }: Plan, pen: Pen): string[] {
  const look = {
    passed: [pen.glyph.passed, "green"],
    failed: [pen.glyph.failed, "red"],
    unclear: [pen.glyph.unclear, "yellow"],
    "not-applicable": [pen.glyph.notApplicable, "dim"],
  } as const;
  const inOrder = [...verdicts].sort((a, b) => shown.indexOf(a.check) - shown.indexOf(b.check));
  return [
    ...inOrder.flatMap(({ check, verdict }) => {
      const [glyph, colour] = look[verdict];
      const title = checks.get(check)?.title[verdict === "failed" ? "failed" : "passed"] ?? check;
      const [first = "", ...rest] = pen.wrap(title, { width: pen.width - 7 });
      return [`     ${pen.paint(colour, glyph)} ${first}`, ...rest.map((line) => `       ${line}`)];
    }),
    pen.paint("dim", `       ${pen.say(`judged in ${duration(durationMs)}`)}`),
  ];
}

/** The figures of the card for somebody to whom "acknowledged" is not a word yet. */
function inPlainWords({ failure }: FailedVerdict, pen: Pen): string[] {
  const { "writes acknowledged": saved, "acknowledged writes lost": lost } = failure.measured ?? {};
  if (saved === undefined || lost === undefined) return [];
  const text = `It answered “saved” ${saved} times. When it had been killed and started again, ${lost} of those were gone.`;
  return ["", ...pen.wrap(text, { indent: 5 })];
}

/**
 * The incident card as far as it speaks to somebody who sees one for the first time. How to repeat it is left out, since
 * the program is gone in a minute, and so are the hints: what to change comes next.
 */
function incident(verdict: FailedVerdict, report: Report, pen: Pen): string[] {
  const check = report.checks.get(verdict.check) as Check;
  return [
    ...verdictSection(verdict, check, pen),
    ...evidenceSection(verdict, report, pen),
    ...whySection(check, pen),
    "",
    pen.paint("red", pen.glyph.heavyLine.repeat(pen.width)),
  ];
}

async function reportOf(judged: Judged, plan: Plan, door: Door): Promise<Report> {
  const evidence = makeEvidence({
    judged,
    subject: await describeSubject(plan.subject, door.signal),
    machine: describeMachine(),
    scope: shown,
  });
  const { checks, steps, name: subject, target } = plan;
  return { ...judged, checks, evidence, subject, steps, called: door.called, target };
}

function theChange(backend: DemoBackend, pen: Pen): string[] {
  return [
    ...chapter(2, "Two lines to change", pen),
    ...pen.wrap(backend.fix.why, { indent: 5 }),
    "",
    `     ${pen.paint("bold", backend.fix.file)}`,
    ...changeLines(backend, pen).map((line) => `  ${line}`),
  ];
}

interface Change {
  backend: DemoBackend;
  plan: Plan;
  door: Door;
  print(lines: string[]): void;
}

/** Whoever changes the file by hand is judged on that, as often as it takes; Enter alone lets the change be made. */
async function changeAndJudge({ backend, plan, door, print }: Change): Promise<Judged> {
  const pen = door.pen("stdout");
  for (;;) {
    const byHand = canAsk(door) && (await wantsByHand(backend, door));
    if (!byHand) await backend.mend();
    print([...chapter(3, byHand ? "Your change is judged" : "The same again", pen), ""]);
    const judged = await (byHand ? judgeOnce(plan, door) : judgeUntilGreen(plan, door));
    print(results(judged, plan, pen));
    if (!byHand || judged.verdicts.every(({ verdict }) => verdict === "passed")) return judged;
    print(["", ...pen.wrap(`Not yet. ${whyNot(judged.verdicts)}`, { indent: 5 })]);
  }
}

async function judgeUntilGreen(plan: Plan, door: Door): Promise<Judged> {
  const first = await judgeOnce(plan, door);
  return first.verdicts.some(({ verdict }) => verdict === "unclear") ? judgeOnce(plan, door) : first;
}

async function wantsByHand(backend: DemoBackend, door: Door): Promise<boolean> {
  const pen = door.pen("stdout");
  for (;;) {
    const key = (text: string) => pen.paint("cyan", text);
    const question = [
      "",
      `     ${key(pen.pad("Enter", 10))}make the change and judge again`,
      `     ${key(pen.pad("e Enter", 10))}make it yourself first`,
      "     > ",
    ].join("\n");
    if ((await ask(question, door)).toLowerCase() !== "e") return false;
    door.stdout.write(`\n     Open this file, change the two lines, save it:\n     ${key(backend.file)}\n\n`);
    await ask(`     Then press ${key("Enter")}: `, door);
    if (await backend.isChanged()) return true;
    door.stdout.write("     The file is as it was.\n");
  }
}

function whyNot(verdicts: readonly Verdict[]): string {
  const failed = verdicts.find((verdict) => verdict.verdict === "failed");
  if (failed?.verdict === "failed") return failed.failure.headline;
  const unclear = verdicts.find((verdict) => verdict.verdict === "unclear");
  return unclear?.verdict === "unclear" ? (unclear.why.split("\n")[0] ?? "") : "";
}

function ending(before: Judged, after: Judged, door: Door, pen: Pen): string[] {
  const own = door.called.startsWith("npm run") ? "../my-api" : "my-api";
  const next = [
    ["a backend of your own", `new crud ${own} --stack typescript`],
    ["one that you have", "check ../its-folder"],
    ["all that is checked", "checks"],
  ] as const;
  return [
    "",
    ...pen.wrap(
      `Red, two lines, green: ${duration(before.durationMs + after.durationMs)} of judging. In daily use nobody would have noticed: ` +
        "nothing goes wrong until a machine does.",
      { indent: 5 },
    ),
    "",
    `  ${pen.paint("bold", "Next")}`,
    ...next.flatMap(([what, command]) => nextLines(what, `${door.called} ${command}`, pen)),
    "",
  ];
}

function nextLines(what: string, command: string, pen: Pen): string[] {
  const line = `     ${pen.pad(what, 24)}${command}`;
  return line.length <= pen.width
    ? [`     ${pen.pad(what, 24)}${pen.paint("cyan", command)}`]
    : [`     ${what}`, `       ${pen.paint("cyan", command)}`];
}

/** The demonstration claims nothing that it did not show. */
function notAsTold({ verdicts }: Judged, door: Door): ExitCode {
  const pen = door.pen("stderr");
  const text = `This machine did not show what the demonstration is about. ${whyNot(verdicts)} Try once more when it is less busy; \`${door.called} doctor\` looks at it.`;
  door.stderr.write(`\n${pen.wrap(text, { indent: 2 }).join("\n")}\n`);
  return verdicts.some(({ verdict }) => verdict === "failed") ? exitCodes.failed : exitCodes.noVerdict;
}
