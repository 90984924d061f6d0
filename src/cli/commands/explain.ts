/**
 * `seaworthy explain`: what a check is for, and its hints rung by rung. Opening a rung costs nothing.
 */
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Rung } from "../../contract/report.ts";
import type { Failure } from "../../contract/verdict.ts";
import { lastRung, rungsOf } from "../../evidence/report/hints.ts";
import type { Check } from "../../judge/check.ts";
import { whyLines } from "../card/incident-card.ts";
import { rungLines } from "../card/rung-lines.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Pen } from "../terminal/pen.ts";

interface ExplainOptions {
  hint?: number;
  all?: true;
}

const explain: CliCommand<ExplainOptions> = {
  order: 3,
  summary: "why a check matters, and its hints, from a nudge to a worked example",
  examples: [
    ["explain deleted-stays-deleted", "Why it matters, what passes, what fails, and the first hint."],
    ["explain deleted-stays-deleted --hint 2", "The next rung of the ladder, and only that."],
    ["explain deleted-stays-deleted --all", "All five rungs."],
  ],
  declare(command) {
    command
      .argument("<check>", "its id, as in `seaworthy checks`")
      .option("--hint <rung>", `only this hint, 1 to ${lastRung}`, rungFrom)
      .option("--all", "all hints at once");
  },
  async run({ arguments: [id = ""], options, door }) {
    const [{ loadChecks }, { unknownCheck }] = await Promise.all([
      import("../../judge/registries.ts"),
      import("../select-checks.ts"),
    ]);
    const checks = await loadChecks();
    const check = checks.get(id);
    if (!check) throw unknownCheck(id, checks, door.called);
    const failure = await lastFailure(id, door);
    const pen = door.pen("stdout");
    const rungs = rungsOf(check, failure);
    const shown = options.all ? rungs : rungs.filter(({ number }) => number === (options.hint ?? 1));
    if (shown.some(({ number }) => number === lastRung)) await noteWhereJudged(id, door);
    const lines = [
      "",
      ...(options.hint === undefined ? [...about(id, check, pen), ""] : []),
      ...shown.flatMap((rung) => rungLines(rung, pen)),
      ...nextRung(id, shown.at(-1), door, pen),
      "",
    ];
    door.stdout.write(`${lines.join("\n")}\n`);
    return exitCodes.ok;
  },
};
export default explain;

function rungFrom(value: string): number {
  const rung = Number(value);
  if (!Number.isInteger(rung) || rung < 1 || rung > lastRung) {
    throw new InvalidArgumentError(`there are ${lastRung} hints, 1 to ${lastRung}`);
  }
  return rung;
}

/** What this folder's newest evidence says about the check: the first hint starts from what was seen. */
async function lastFailure(id: string, door: Door): Promise<Failure | undefined> {
  const { newestEvidence, readEvidence } = await import("../../evidence/read-evidence.ts");
  try {
    const file = await newestEvidence(door.resolve("."));
    const verdict = file && (await readEvidence(file)).verdicts.find((candidate) => candidate.check === id);
    return verdict && verdict.verdict === "failed" ? verdict.failure : undefined;
  } catch {
    // Evidence that cannot be read is for `verify` to complain about; a hint does not depend on it.
    return undefined;
  }
}

/** Only beside a program: reading about a check anywhere else says nothing about anybody's work. */
async function noteWhereJudged(id: string, door: Door): Promise<void> {
  const folder = door.resolve(".");
  const { existsSync } = await import("node:fs");
  if (!existsSync(join(folder, "seaworthy.yaml"))) return;
  const { noteLastHint } = await import("../../evidence/opened-hints.ts");
  await noteLastHint(folder, id);
}

export function about(id: string, check: Check, pen: Pen): string[] {
  return [
    `  ${pen.paint("bold", pen.say(check.title.passed))}`,
    pen.paint("dim", `  ${id} ${pen.glyph.dot} ${check.severity} ${pen.glyph.dot} shows: ${check.skills.join(", ")}`),
    "",
    `  ${pen.paint("bold", "Why it matters")}`,
    ...whyLines(check, pen),
    "",
    `  ${pen.paint("bold", "What fails")}`,
    ...check.breaks.slice(0, 5).flatMap(({ fault }) => {
      const [first = "", ...rest] = pen.wrap(neutraliseLine(fault), { width: pen.width - 6 });
      return [`    ${pen.paint("red", pen.glyph.failed)} ${first}`, ...rest.map((line) => `      ${line}`)];
    }),
  ];
}

function nextRung(id: string, shown: Rung | undefined, door: Door, pen: Pen): string[] {
  if (!shown || shown.number === lastRung) return [];
  const command = `${door.called} explain ${id} --hint ${shown.number + 1}`;
  return [`  ${pen.paint("dim", "next hint")}  ${pen.paint("cyan", command)}`];
}
