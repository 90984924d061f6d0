/**
 * `seaworthy guide`: all about the way from one occupation, in fourteen sections. With a plan, from the person's own data.
 */
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Guide, GuideSection } from "../../contract/guide.ts";
import { type Person, personSchema } from "../../contract/person.ts";
import { spreadHours } from "../../plan/spread-hours.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { exitCodes } from "../exit-codes.ts";
import { type HomeOptions, homeOptions } from "../home/options.ts";
import { marketFrom, occupationFrom } from "../init/read-answer.ts";
import { localToday } from "../plan-view/days.ts";

interface GuideOptions extends HomeOptions {
  country?: string;
  section?: string;
  markdown?: true;
  json?: true;
}

const guide: CliCommand<GuideOptions> = {
  order: 13,
  summary: "all about the way from one job to this one, honest parts included",
  examples: [
    ["guide nurse", "All fourteen sections."],
    ["guide", "For your own job, with your dates."],
    ["guide frontend-developer --section pay", "One of them."],
    ["guide nurse --markdown > guide.md", "To print or hand on."],
  ],
  declare(command) {
    command
      .argument("[occupation]", "a job in your own words; your own if left out")
      .option("--country <country>", "whose figures; yours if there is a plan, else the United Kingdom's")
      .option("--section <name>", "only this section, by number or name")
      .option("--markdown", "as Markdown on stdout")
      .option("--json", "as JSON on stdout");
    homeOptions(command);
  },
  async run({ arguments: [words], options, door }) {
    const guide = await writeFor(words, options, door);
    const only = options.section === undefined ? undefined : [sectionNamed(options.section, guide)];
    if (options.json) {
      door.stdout.write(`${JSON.stringify(only ? { ...guide, sections: only } : guide, null, 2)}\n`);
    } else if (options.markdown) {
      const { guideMarkdown } = await import("../../plan/guide/guide-markdown.ts");
      door.stdout.write(guideMarkdown(only ? { ...guide, sections: only } : guide));
    } else {
      const { guideLines } = await import("../guide-view/guide-lines.ts");
      door.stdout.write(`${guideLines(guide, door.pen("stdout"), only).join("\n")}\n`);
    }
    return exitCodes.ok;
  },
};
export default guide;

async function writeFor(words: string | undefined, options: GuideOptions, door: Door): Promise<Guide> {
  const [{ homeOf }, { readPerson, personOf }, { loadPlan }, { writeGuide }] = await Promise.all([
    import("../home/home-folder.ts"),
    import("../home/person-files.ts"),
    import("../home/load-plan.ts"),
    import("../../plan/guide/write-guide.ts"),
  ]);
  const home = homeOf(door, options.home);
  const person = words === undefined ? await personOf(home, door) : await readPerson(home);
  const { today, plan, catalog } = person ? await loadPlan(options, door) : await withoutPlan(options);
  const market = options.country === undefined ? (person?.market ?? "uk") : marketFrom(options.country, catalog);
  const occupation = occupationIn(words, catalog) ?? person?.occupation;
  if (typeof occupation !== "string") {
    throw new UserError("no-guide", "your own job is not in the list, so there is no guide from it", {
      fix: `name the nearest one: ${door.called} guide nurse`,
    });
  }
  // Another country's figures are no part of this plan.
  if (person && market === person.market) return writeGuide({ catalog, occupation, person, plan, today });
  return writeGuide({ catalog, occupation, person: somebodyIn(market, today), today });
}

async function withoutPlan(options: GuideOptions) {
  const { readCatalog } = await import("../../catalog/read-catalog.ts");
  return { catalog: await readCatalog(), plan: undefined, today: options.today ?? localToday() };
}

/** Only the market counts; the hours are asked for by the schema. */
function somebodyIn(market: string, today: string): Person {
  return personSchema.parse({ market, start: today, hoursByWeekday: spreadHours(10) });
}

function occupationIn(words: string | undefined, catalog: Catalog): string | undefined {
  return words === undefined ? undefined : occupationFrom(words, catalog, "")?.id;
}

/** "7", "pay", "pay comparison". */
function sectionNamed(words: string, { sections }: Guide): GuideSection {
  const asked = words.trim().toLowerCase();
  const names = new Map(
    sections.flatMap((section) =>
      [section.id, String(section.number)].map((name) => [name as string, section] as const),
    ),
  );
  const found = names.get(asked) ?? sections.find(({ title }) => title.toLowerCase().includes(asked));
  if (found && asked !== "") return found;
  const close = nearest(asked, names.keys());
  throw new UserError(
    "unknown-section",
    `the guide has no section \`${words.slice(0, 40)}\`${close ? `; did you mean ${close}?` : ""}`,
    {
      fix: `name one of these: ${sections.map(({ id }) => id).join(", ")}`,
    },
  );
}
