/**
 * The table fault × verdicts of docs/judge-quality.md.
 */
import type { Verdict } from "../../src/contract/verdict.ts";
import type { BrokenSubject } from "./materialise.ts";

export interface Row {
  id: string;
  broken: BrokenSubject | undefined;
  verdicts: Verdict[];
  durationMs: number;
}

interface Scope {
  /** Broken programs only against the check that is meant for them. */
  ownOnly: boolean;
  /** Against the checks of a production run, too; of the broken programs those that only such a run can catch. */
  production: boolean;
}

export function qualityTable(rows: Row[], { ownOnly, production }: Scope): string {
  const sorted = [...rows].sort((a, b) => a.id.localeCompare(b.id));
  const good = sorted.filter((row) => !row.broken);
  const broken = sorted.filter((row) => row.broken);
  const checks = [...new Set(rows.flatMap((row) => row.verdicts.map((verdict) => verdict.check)))].sort();
  const options = [...(production ? ["--production"] : []), ...(ownOnly ? ["--scope own"] : [])];
  const command = ["npm run matrix", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
  return `# How well it judges${production ? " load, faults and growth" : ""}

Written by \`${command}\`: every correct program in \`test/subjects/\` against every check, every broken one against
${ownOnly ? "the check that is meant for it" : "every check"}. A program that is correct must never be accused; a fault must be caught by the check that is meant for
it, and nothing unrelated may fail.

## Correct programs

| program | passed | not applicable | unclear | accused |
|---|---|---|---|---|
${good.map(goodLine).join("\n")}

## Programs with one planted fault

| program | the fault | built on | must fail (may) | failed | unclear |
|---|---|---|---|---|---|
${broken.map(brokenLine).join("\n")}

## Checks by the faults that they caught

| check | faults caught |
|---|---|
${checks.map((check) => `| \`${check}\` | ${caughtBy(check, broken)} |`).join("\n")}
`;
}

function goodLine(row: Row): string {
  const counts = (["passed", "not-applicable", "unclear", "failed"] as const).map((verdict) => count(row, verdict));
  return `| \`${row.id}\` | ${counts.join(" | ")} |`;
}

function brokenLine(row: Row): string {
  const { fault, base, caughtBy, alsoFails = [], mayFail = [] } = row.broken as BrokenSubject;
  const failed = row.verdicts
    .filter((verdict) => verdict.verdict === "failed")
    .map((verdict) => `\`${verdict.check}\``);
  const due = [...[caughtBy, ...alsoFails].map((check) => `\`${check}\``), ...mayFail.map((check) => `(\`${check}\`)`)];
  return `| \`${row.id}\` | ${fault.replaceAll("|", "\\|")} | \`${base}\` | ${due.join(", ")} | ${failed.join(", ")} | ${count(row, "unclear")} |`;
}

function caughtBy(check: string, broken: Row[]): string {
  const caught = broken.filter((row) => row.verdicts.some((v) => v.check === check && v.verdict === "failed"));
  return caught.map((row) => `\`${row.id}\``).join(", ");
}

function count(row: Row, verdict: Verdict["verdict"]): number {
  return row.verdicts.filter((candidate) => candidate.verdict === verdict).length;
}
