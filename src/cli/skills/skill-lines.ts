/**
 * Skills on a terminal: all of them by stage with how surely they are held, or one with everything about it.
 */

import { neutralise } from "../../base/neutralise.ts";
import type { Catalog, Competency, Skill } from "../../catalog/catalog.ts";
import type { Person } from "../../contract/person.ts";
import type { Gap, Holding, Plan } from "../../contract/plan.ts";
import { hoursLeft } from "../plan-view/days.ts";
import { beside, columns, commandLines, heading } from "../terminal/columns.ts";
import { inline, markdownLines } from "../terminal/markdown.ts";
import type { Pen } from "../terminal/pen.ts";

export interface SkillsView {
  catalog: Catalog;
  /** Without a plan, nothing is known of anybody. */
  plan: Plan | undefined;
  person: Person | undefined;
  command(words: string): string;
}

/** Colour says how far a word can be trusted, and nothing else. */
const holdingStyles = { proven: "green", shown: "cyan", claimed: "yellow", assumed: "dim", missing: "dim" } as const;

export function skillListLines({ catalog, plan, person, command }: SkillsView, pen: Pen): string[] {
  const gaps = new Map(plan?.gaps.map((gap) => [gap.skill, gap]));
  const skills = inOrder(catalog);
  const rows = skillRows(skills, gaps, pen);
  const rowsWhere = (chosen: (skill: Skill) => boolean) => rows.filter((_, i) => chosen(skills[i] as Skill));
  return [
    "",
    ...catalog.steps.stages.flatMap(({ number, title }) => [
      `  ${pen.paint("bold", pen.say(`Stage ${number}: ${title}`))}`,
      ...rowsWhere(({ path, stage }) => path !== "not-yet" && stage === number),
      "",
    ]),
    ...heading("Not yet", "each waits for a problem that you have felt, or for your adverts", pen),
    ...rowsWhere(({ path }) => path === "not-yet"),
    "",
    ...(person ? competencyRows(catalog, person, pen) : []),
    `  ${pen.paint("cyan", command("skills transactions"))}  ${pen.paint("dim", "all about one, and how to show it")}`,
    "",
  ];
}

/** As they are learned: by the units of the way. What is in no unit comes last, by name. */
function inOrder({ skills, steps }: Catalog): Skill[] {
  const place = new Map(steps.units.flatMap((unit) => unit.skills).map((id, i) => [id, i]));
  return [...skills.values()].sort(
    (a, b) => (place.get(a.id) ?? 9999) - (place.get(b.id) ?? 9999) || a.title.localeCompare(b.title, "en"),
  );
}

function skillRows(skills: readonly Skill[], gaps: ReadonlyMap<string, Gap>, pen: Pen): string[] {
  return columns(
    skills.map((skill) => {
      const gap = gaps.get(skill.id);
      return [
        ...(gap ? [holdingWord(gap, pen)] : []),
        pen.paint("cyan", skill.id),
        pen.say(skill.title),
        pen.paint("dim", gap ? leftOf(gap) : hoursLeft(skill.hours.low, skill.hours.high)),
        pen.paint("dim", demandOf(gap)),
      ];
    }),
    pen,
    { indent: 4 },
  );
}

function holdingWord({ holding, proof }: Gap, pen: Pen): string {
  const word: Record<Holding, string> = {
    proven: "proven",
    shown: "shown",
    claimed: "claimed",
    assumed: "assumed",
    missing: "–",
  };
  const part = holding !== "proven" && proof.passed > 0 ? ` ${proof.passed}/${proof.of}` : "";
  return pen.paint(holdingStyles[holding], pen.say(word[holding] + part));
}

function leftOf({ holding, hoursLow, hoursHigh }: Gap): string {
  return holding === "proven" || holding === "shown" ? "" : hoursLeft(hoursLow, hoursHigh);
}

function demandOf(gap: Gap | undefined): string {
  const { demand, rank } = gap ?? {};
  if (!demand) return "";
  return `${Math.round(demand.share * 100)}% of your adverts${rank === undefined ? "" : `, gap ${rank}`}`;
}

function competencyRows({ occupations, competencies }: Catalog, { occupation, examples }: Person, pen: Pen): string[] {
  const brought = occupations.get(occupation ?? "")?.competencies ?? [];
  if (brought.length === 0) return [];
  const told = brought.filter(({ competency }) => examples[competency] !== undefined).length;
  return [
    ...heading("What you bring from your job", `${told} of ${brought.length} with an example of your own`, pen),
    ...columns(
      brought.map(({ competency }) => [
        examples[competency] === undefined ? pen.paint("dim", pen.say("–")) : pen.paint("yellow", "claimed"),
        pen.paint("cyan", competency),
        pen.say(competencies.get(competency)?.title ?? competency),
      ]),
      pen,
      { indent: 4 },
    ),
    "",
  ];
}

export function skillLines(skill: Skill, { catalog, plan, person, command }: SkillsView, pen: Pen): string[] {
  const gap = plan?.gaps.find((candidate) => candidate.skill === skill.id);
  const unit = catalog.steps.units.find(({ skills }) => skills.includes(skill.id));
  const brought = catalog.occupations.get(person?.occupation ?? "")?.skills.find((held) => held.skill === skill.id);
  const facts: [string, string][] = [
    ...(gap ? ([["you", holdingSentence(gap)]] as [string, string][]) : []),
    ["hours", `${hoursLeft(skill.hours.low, skill.hours.high)} from nothing. ${skill.hours.basis}`],
    ...(skill.requires.length > 0 ? ([["comes after", titles(skill.requires, catalog)]] as [string, string][]) : []),
    ...(unit ? ([["learned in", `${unit.title}: ${unit.build}`]] as [string, string][]) : []),
    ...(skill.provenBy.length > 0 ? ([["proven by", skill.provenBy.join(", ")]] as [string, string][]) : []),
    ...(skill.artefact ? ([["shown by", skill.artefact]] as [string, string][]) : []),
    ...(skill.unlock ? ([["waits for", unlockSentence(skill.unlock)]] as [string, string][]) : []),
    ...(gap?.demand ? ([["your adverts", demandOf(gap)]] as [string, string][]) : []),
  ];
  return [
    "",
    ...heading(skill.title, `${skill.id} · stage ${skill.stage}`, pen),
    "",
    ...beside(
      facts.map(([word, text]) => [word, inline(text, pen)] as const),
      pen,
      { indent: 4 },
    ),
    ...broughtLines(brought, pen),
    ...sectionLines(skill.sections, pen),
    ...exampleLines(person?.examples[skill.id], pen),
    "",
    ...commandLines(
      [
        ...(skill.provenBy.length > 0
          ? [[command(`check --only ${skill.provenBy.join(",")}`), "tries it now"] as const]
          : []),
        [command(`skills ${skill.id} --level used`), "your own word on it: none, touched, used, daily"],
      ],
      pen,
    ),
    "",
  ];
}

function broughtLines(brought: { there: string; here: string } | undefined, pen: Pen): string[] {
  if (!brought) return [];
  const rows = [
    ["in your job", brought.there],
    ["in backend", brought.here],
  ] as const;
  return ["", ...beside(rows, pen, { indent: 4 })];
}

function sectionLines(sections: Readonly<Record<string, string>>, pen: Pen): string[] {
  return Object.entries(sections).flatMap(([heading, text]) => [
    "",
    `  ${pen.paint("bold", heading)}`,
    ...markdownLines(text, pen, { indent: 4 }),
  ]);
}

export function competencyLines(competency: Competency, { catalog, person, command }: SkillsView, pen: Pen): string[] {
  const occupation = catalog.occupations.get(person?.occupation ?? "");
  const brought = occupation?.competencies.find((held) => held.competency === competency.id);
  return [
    "",
    ...heading(competency.title, competency.id, pen),
    ...broughtLines(brought, pen),
    ...sectionLines(competency.sections, pen),
    ...exampleLines(person?.examples[competency.id], pen),
    "",
    `  ${pen.paint("cyan", command(`skills ${competency.id} --example "…"`))}  ${pen.paint("dim", "your own example; without one it goes into no CV")}`,
    "",
  ];
}

function exampleLines(example: string | undefined, pen: Pen): string[] {
  if (example === undefined) return [];
  return ["", `  ${pen.paint("bold", "Your example")}`, ...pen.wrap(neutralise(example), { indent: 4 })];
}

function titles(ids: readonly string[], { skills }: Catalog): string {
  return ids.map((id) => skills.get(id)?.title ?? id).join(", ");
}

function holdingSentence(gap: Gap): string {
  const sentences: Record<Holding, string> = {
    proven: "proven: every check of it passed on a program of yours",
    shown: "shown: you said that it is done, or something that stands on it works",
    claimed: `claimed: by your own word, ${gap.level}`,
    assumed: `assumed: your job usually brings it (${gap.level})`,
    missing: "missing",
  };
  const left = leftOf(gap);
  const proof =
    gap.holding !== "proven" && gap.proof.passed > 0 ? `, ${gap.proof.passed} of ${gap.proof.of} checks passed` : "";
  return sentences[gap.holding] + proof + (left === "" ? "" : `; ${left} left`);
}

function unlockSentence({ problem, check, advertShare }: NonNullable<Skill["unlock"]>): string {
  const failing = check === undefined ? "" : ` (${check} fails)`;
  return `${problem.replace(/\.$/, "")}${failing}, or ${Math.round(advertShare * 100)}% of your adverts asking for it`;
}
