/**
 * `seaworthy skills`: what you hold and how surely, what is missing; and your own word and example for each.
 */
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Person } from "../../contract/person.ts";
import { skillLevels } from "../../contract/person.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { exitCodes } from "../exit-codes.ts";
import { choiceOf, type HomeOptions, homeOptions } from "../home/options.ts";
import type { SkillsView } from "../skills/skill-lines.ts";

interface SkillsOptions extends HomeOptions {
  level?: Person["skills"][string];
  example?: string;
  json?: true;
}

const skills: CliCommand<SkillsOptions> = {
  order: 14,
  summary: "what you hold and how surely, what is missing, and what each is for",
  examples: [
    ["skills", "All of them in the order of the way."],
    ["skills transactions", "What it is for, when you have it, and the first step."],
    ["skills git --level daily", "Your own word: it shortens the plan, and is called claimed until a check proves it."],
    [
      'skills communication --example "I wrote the handover that the ward still uses"',
      "For a CV or an interview later.",
    ],
  ],
  declare(command) {
    command
      .argument("[id]", "a skill or competency; all if left out")
      .addOption(choiceOf("--level <level>", "how well you hold the skill, by your own word", skillLevels))
      .option("--example <text>", "an example of your own; an empty one takes it out")
      .option("--json", "as JSON on stdout");
    homeOptions(command);
  },
  async run({ arguments: [id], options, door }) {
    const isChange = options.level !== undefined || options.example !== undefined;
    if (isChange) await change(id, options, door);
    const view = await viewOf(options, door);
    door.stdout.write(await textOf(id, view, options, door));
    return exitCodes.ok;
  },
};
export default skills;

/** With a plan where there is one: the list itself needs none. */
async function viewOf(options: SkillsOptions, door: Door): Promise<SkillsView> {
  const [{ homeOf }, { readPerson }] = await Promise.all([
    import("../home/home-folder.ts"),
    import("../home/person-files.ts"),
  ]);
  const command = (words: string) => `${door.called} ${words}`;
  if (await readPerson(homeOf(door, options.home))) {
    const { loadPlan } = await import("../home/load-plan.ts");
    const { catalog, plan, person } = await loadPlan(options, door);
    return { catalog, plan, person, command };
  }
  const { readCatalog } = await import("../../catalog/read-catalog.ts");
  return { catalog: await readCatalog(), plan: undefined, person: undefined, command };
}

async function textOf(id: string | undefined, view: SkillsView, { json }: SkillsOptions, door: Door): Promise<string> {
  const { catalog, plan, person } = view;
  if (id === undefined && json) return toJson([...catalog.skills.values()].map((skill) => withGap(skill, plan)));
  const lines = await import("../skills/skill-lines.ts");
  const pen = door.pen("stdout");
  if (id === undefined) return `${lines.skillListLines(view, pen).join("\n")}\n`;
  const skill = catalog.skills.get(id);
  if (skill) return json ? toJson(withGap(skill, plan)) : `${lines.skillLines(skill, view, pen).join("\n")}\n`;
  const competency = catalog.competencies.get(id);
  if (!competency) throw unknownSkill(id, catalog, door);
  if (json) return toJson({ ...competency, example: person?.examples[id] });
  return `${lines.competencyLines(competency, view, pen).join("\n")}\n`;
}

function withGap<T extends { id: string }>(skill: T, plan: SkillsView["plan"]) {
  const gap = plan?.gaps.find((candidate) => candidate.skill === skill.id);
  return { ...skill, ...(gap && { standing: gap }) };
}

async function change(
  id: string | undefined,
  { home: folder, level, example }: SkillsOptions,
  door: Door,
): Promise<void> {
  if (id === undefined) {
    throw new UserError("no-skill-named", "it was not said of which skill", {
      fix: `${door.called} skills git --level daily`,
    });
  }
  const [{ homeOf }, { personOf, keepPerson }, { readCatalog }] = await Promise.all([
    import("../home/home-folder.ts"),
    import("../home/person-files.ts"),
    import("../../catalog/read-catalog.ts"),
  ]);
  const home = homeOf(door, folder);
  const [person, catalog] = await Promise.all([personOf(home, door), readCatalog()]);
  const isSkill = catalog.skills.has(id);
  if (!isSkill && !catalog.competencies.has(id)) throw unknownSkill(id, catalog, door);
  if (!isSkill && level !== undefined) {
    throw new UserError("no-level", `${id} is a competency: it is shown by an example, and has no level`, {
      fix: `${door.called} skills ${id} --example "…"`,
    });
  }
  const examples = { ...person.examples };
  if (example?.trim() === "") delete examples[id];
  else if (example !== undefined) examples[id] = example.trim();
  await keepPerson(home, {
    ...(level !== undefined && { skills: { ...person.skills, [id]: level } }),
    ...(example !== undefined && { examples }),
  });
}

function unknownSkill(id: string, { skills, competencies }: Catalog, door: Door): UserError {
  const byName = [...skills.values(), ...competencies.values()].find(
    ({ title }) => title.toLowerCase() === id.toLowerCase(),
  );
  const bySynonym = [...skills.values()].find(({ synonyms }) =>
    synonyms.some((word) => word.toLowerCase() === id.toLowerCase()),
  );
  const close = byName?.id ?? bySynonym?.id ?? nearest(id, [...skills.keys(), ...competencies.keys()]);
  return new UserError(
    "unknown-skill",
    `there is no skill \`${id.slice(0, 60)}\`${close ? `; did you mean ${close}?` : ""}`,
    {
      fix: close ? `${door.called} skills ${close}` : `\`${door.called} skills\` lists them`,
    },
  );
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
