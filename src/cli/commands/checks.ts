/**
 * `seaworthy checks`: what the judge can say, as a table.
 */

import { type Group, groupVerdicts } from "../../evidence/report/report-order.ts";
import type { Check } from "../../judge/check.ts";
import type { CliCommand } from "../cli-command.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Step } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";

interface ChecksOptions {
  project?: string;
  json?: true;
}

const checks: CliCommand<ChecksOptions> = {
  order: 4,
  summary: "list the checks: what they look for, how grave a failure is, which skills they show",
  examples: [
    ["checks --project crud", "In the order of the project's steps."],
    ["checks --json", "For other programs."],
  ],
  declare(command) {
    command
      .option("--project <id>", "only those of one project, in the order of its steps")
      .option("--json", "as JSON on stdout");
  },
  async run({ options, door }) {
    const { loadChecks } = await import("../../judge/registries.ts");
    const all = await loadChecks();
    const steps = options.project === undefined ? [] : await stepsOf(options.project);
    const inSteps = new Set(steps.flatMap((step) => step.checks));
    const chosen = new Map([...all].filter(([id]) => options.project === undefined || inSteps.has(id)));
    const text = options.json
      ? `${JSON.stringify(listOf(chosen), null, 2)}\n`
      : table(chosen, steps, door.pen("stdout"));
    door.stdout.write(text);
    return exitCodes.ok;
  },
};
export default checks;

async function stepsOf(project: string): Promise<readonly Step[]> {
  const { readProject } = await import("../../catalog/read-project.ts");
  return (await readProject(project)).steps;
}

function listOf(chosen: ReadonlyMap<string, Check>) {
  return [...chosen].map(([id, { title, severity, skills, references, why, scenarios, promises, after }]) => ({
    id,
    title,
    severity,
    skills,
    references,
    why,
    scenarios,
    promises: promises ?? [],
    after: after ?? [],
  }));
}

const severityStyles = { critical: "red", major: "yellow", minor: "dim" } as const;

export function table(chosen: ReadonlyMap<string, Check>, steps: readonly Step[], pen: Pen): string {
  const verdicts = [...chosen.keys()].map((check) => ({ check, verdict: "unclear" as const, why: "" }));
  const groups = groupVerdicts({ verdicts, checks: chosen, steps });
  const idWidth = Math.max(0, ...[...chosen.keys()].map((id) => id.length));
  const lines = groups.flatMap((group) => ["", ...groupRows(group, chosen, idWidth, pen)]);
  return `${lines.join("\n")}\n\n`;
}

function groupRows(
  { title, verdicts }: Group,
  chosen: ReadonlyMap<string, Check>,
  idWidth: number,
  pen: Pen,
): string[] {
  return [
    ...(title === undefined ? [] : [`  ${pen.paint("bold", pen.say(title))}`]),
    ...verdicts.flatMap(({ check: id }) => checkRows(id, chosen.get(id) as Check, idWidth, pen)),
  ];
}

/** Columns where there is room for them, else all below the id. */
function checkRows(id: string, check: Check, idWidth: number, pen: Pen): string[] {
  const severity = pen.paint(severityStyles[check.severity], pen.pad(check.severity, 8));
  const head = `  ${pen.paint("cyan", pen.pad(id, idWidth))}  ${severity}`;
  const column = idWidth + 14;
  const columns = pen.width - column >= narrowestTitle;
  const indent = columns ? column : 6;
  const [first = "", ...rest] = pen.wrap(pen.say(check.title.passed), { width: pen.width - indent });
  const skills = pen.wrap(check.skills.join(", "), { width: pen.width - indent }).map((line) => pen.paint("dim", line));
  const below = (columns ? [...rest, ...skills] : [first, ...rest, ...skills]).map((line) => " ".repeat(indent) + line);
  return [columns ? `${head}  ${first}` : head, ...below];
}

/** A title of some six words in two lines. */
const narrowestTitle = 36;
