/**
 * `seaworthy choose`: a few yes-or-no questions, and one recommendation with its reason, for what is chosen once and then kept.
 */
import { Argument } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { CliCommand } from "../cli-command.ts";
import { ask, canAsk } from "../demo/ask.ts";
import type { Door } from "../door.ts";
import { exitCodes } from "../exit-codes.ts";
import { listFrom } from "../home/options.ts";
import { beside, commandLines, heading } from "../terminal/columns.ts";

interface ChooseOptions {
  yes?: string[];
  json?: true;
}

type Choice = Catalog["steps"]["choices"][number];

const choose: CliCommand<ChooseOptions> = {
  order: 17,
  summary: "which language, which framework: a few questions, one recommendation, and why",
  examples: [
    ["choose language", "Asks four questions."],
    ["choose language --yes writes-javascript", "The same without questions: what is not named is a no."],
    ["choose framework --yes python", "For the language that you have chosen."],
  ],
  declare(command) {
    command
      .addArgument(new Argument("[what]", "what to choose").choices(["language", "framework"]).default("language"))
      .option("--yes <list>", "what is true of you, without being asked: ids of questions, a language", listFrom)
      .option("--json", "as JSON on stdout");
  },
  async run({ arguments: [what], options, door }) {
    const [{ readCatalog }, { recommendOption }] = await Promise.all([
      import("../../catalog/read-catalog.ts"),
      import("../../plan/recommend-option.ts"),
    ]);
    const { steps, skills } = await readCatalog();
    const choice = steps.choices.find(({ id }) => id === what);
    if (!choice) throw new Error(`content/steps.yaml has no choice "${what}"`);
    for (const answer of options.yes ?? []) refuseUnknown(answer, choice);
    const mayAsk = canAsk(door) && !options.yes && !options.json;
    const yes = new Set(options.yes ?? (mayAsk ? await askAll(choice, steps.choices, door) : []));
    const chosen = recommendOption(choice, yes, yes);
    if (options.json) door.stdout.write(`${JSON.stringify({ what, yes: [...yes], chosen }, null, 2)}\n`);
    else {
      const titleOf = (skill: string) => skills.get(skill)?.title ?? skill;
      door.stdout.write(`${choiceLines({ choice, yes, chosen: chosen?.skill, titleOf }, door).join("\n")}\n`);
    }
    return exitCodes.ok;
  },
};
export default choose;

function refuseUnknown(answer: string, { questions, options }: Choice): void {
  const known = [...questions.map(({ id }) => id), ...new Set(options.flatMap(({ only }) => only ?? []))];
  if (known.includes(answer)) return;
  throw new UserError("unknown-answer", `"${answer}" is none of the questions`, {
    fix: `--yes takes ${known.join(", ")}`,
  });
}

/** A framework is of one language, so that is asked first. */
async function askAll(choice: Choice, choices: readonly Choice[], door: Door): Promise<string[]> {
  const languages = new Set(choice.options.flatMap(({ only }) => only ?? []));
  const earlier = choices.filter(({ options }) => options.some(({ skill }) => languages.has(skill)));
  const yes: string[] = [];
  for (const { skill } of earlier.flatMap(({ options }) => options)) {
    if (languages.has(skill) && (await isTrue(`Have you chosen ${skill}?`, door))) {
      yes.push(skill);
      break;
    }
  }
  for (const { id, asks } of choice.questions) if (await isTrue(asks, door)) yes.push(id);
  return yes;
}

/** Enter is a no: most of the questions are about something special. */
async function isTrue(question: string, door: Door): Promise<boolean> {
  const pen = door.pen("stdout");
  return /^(y|yes)$/i.test(await ask(`  ${pen.say(question)} ${pen.paint("dim", "[y/N]")}  `, door));
}

function choiceLines(
  given: { choice: Choice; yes: ReadonlySet<string>; chosen: string | undefined; titleOf(skill: string): string },
  door: Door,
): string[] {
  const { choice, yes, chosen, titleOf } = given;
  const pen = door.pen("stdout");
  const answered = choice.questions.map(({ id, asks }) => [yes.has(id) ? "yes" : "no", asks] as const);
  const options = choice.options
    .filter(({ only }) => only === undefined || yes.has(only) || !choice.options.some((o) => o.only && yes.has(o.only)))
    .toSorted((a, b) => Number(b.skill === chosen) - Number(a.skill === chosen));
  return [
    "",
    ...heading(
      choice.title,
      chosen === undefined ? "" : `${titleOf(chosen)}, for at least ${choice.keepForDays} days`,
      pen,
    ),
    "",
    ...beside(answered, pen, { indent: 4 }),
    "",
    ...beside(
      options.map(({ skill, why }) => [titleOf(skill), why] as const),
      pen,
      { indent: 4 },
    ),
    "",
    ...pen.wrap("What you learn on the way goes with you to any other, and the checks are the same for all.", {
      indent: 2,
    }),
    ...(choice.id === "language" && chosen
      ? ["", ...commandLines([[`${door.called} init --language ${chosen}`, "to keep it"]], pen)]
      : []),
    "",
  ];
}
