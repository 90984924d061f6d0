/**
 * docs/checks.md: every check with all that a person may ask about it, and what is covered, from both sides.
 */

import { prose } from "../../base/prose.ts";
import { orderChecks } from "../../evidence/report/report-order.ts";
import type { Check, Reference } from "../../judge/check.ts";
import type { Scenario } from "../../judge/scenario.ts";

export function checksPage(checks: ReadonlyMap<string, Check>, scenarios: ReadonlyMap<string, Scenario>): string {
  const order = orderChecks(
    [...checks.keys()].map((check) => ({ check, verdict: "unclear" as const, why: "" })),
    checks,
  ).map(({ check }) => check);
  const ordered = order.map((id) => [id, checks.get(id) as Check] as const);
  return `# Checks

${checks.size} checks over ${scenarios.size} scenarios. A scenario acts on the running program and records what it sees; a check reads the
recording and says passed, failed, unclear or not applicable. \`seaworthy explain <check>\` shows the same with hints.

| check | what holds when it passes | severity |
|---|---|---|
${ordered.map(([id, check]) => `| [${id}](#${id}) | ${cell(check.title.passed)} | ${check.severity} |`).join("\n")}

${ordered.map(([id, check]) => section(id, check)).join("\n")}
## Scenarios

| scenario | what is done to the program | on every save | read by |
|---|---|---|---|
${[...scenarios].map(([id, scenario]) => `| ${id} | ${cell(scenario.title)} | ${fastCell(scenario.fast)} | ${readers(id, ordered)} |`).join("\n")}

## By reference

| reference | checks |
|---|---|
${byReference(ordered)}

## By skill

| skill | checks |
|---|---|
${bySkill(ordered)}
`;
}

type Ordered = readonly (readonly [id: string, check: Check])[];

function fastCell(fast: Scenario["fast"]): string {
  return fast === true ? "yes" : fast || "no";
}

function section(id: string, check: Check): string {
  const { title, severity, skills, scenarios, promises = [], after = [], references, breaks } = check;
  const facts = [
    `- severity: ${severity}`,
    `- shows: ${skills.join(", ")}`,
    `- reads: ${scenarios.join(", ")}`,
    ...(promises.length > 0 ? [`- only where the contract promises: ${promises.join(", ")}`] : []),
    ...(after.length > 0 ? [`- worked on after: ${after.map(link).join(", ")}`] : []),
    `- sources: ${references.map(({ name, url }) => `[${name}](${url})`).join(", ")}`,
  ];
  return `## ${id}

**${title.passed}.** When it fails: ${title.failed.slice(0, 1).toLowerCase()}${title.failed.slice(1)}.

${prose(check.why)}

${facts.join("\n")}
- catches, for example: ${breaks.map(({ fault }) => fault).join("; ")}
`;
}

function readers(scenario: string, ordered: Ordered): string {
  return ordered
    .filter(([, check]) => check.scenarios.includes(scenario))
    .map(([id]) => link(id))
    .join(", ");
}

function byReference(ordered: Ordered): string {
  const references = new Map<string, Reference>();
  for (const [, check] of ordered) for (const reference of check.references) references.set(reference.url, reference);
  return [...references.values()]
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.url.localeCompare(b.url, "en"))
    .map(({ name, url }) => {
      const users = ordered.filter(([, check]) => check.references.some((reference) => reference.url === url));
      return `| [${cell(name)}](${url}) | ${users.map(([id]) => link(id)).join(", ")} |`;
    })
    .join("\n");
}

function bySkill(ordered: Ordered): string {
  const skills = [...new Set(ordered.flatMap(([, check]) => check.skills))].sort();
  return skills
    .map((skill) => {
      const shown = ordered.filter(([, check]) => check.skills.includes(skill));
      return `| ${skill} | ${shown.map(([id]) => link(id)).join(", ")} |`;
    })
    .join("\n");
}

function link(id: string): string {
  return `[${id}](#${id})`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
