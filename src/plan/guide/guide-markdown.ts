/**
 * A guide as Markdown: for the terminal, for a file, for paper.
 */
import { skillGroups } from "../../catalog/kinds/skill.ts";
import type { Guide, GuideBlock, GuideSection } from "../../contract/guide.ts";
import { counted, dayInWords, hoursRange, insideSentence, listed, payRange } from "./phrases.ts";

type Block<K extends GuideBlock["kind"]> = Extract<GuideBlock, { kind: K }>;

export function guideMarkdown(guide: Guide): string {
  const numbers = new Map(guide.sources.map(({ id }, i) => [id, i + 1]));
  const parts = [
    `# From ${insideSentence(guide.occupation.title)} to ${insideSentence(guide.target.title)}`,
    `Written on ${dayInWords(guide.date, guide.market.locale)} for ${guide.market.title}.`,
    table(
      ["", "", "What it rests on"],
      guide.facts.map(({ label, value, basis }) => [`**${label}**`, value, basis]),
    ),
    ...guide.sections.flatMap((section) => sectionMarkdown(guide, section, numbers)),
    "## Sources",
    guide.sources
      .map(({ title, about, year, url }, i) => `${i + 1}. *${title}* (${year}). ${about}${url ? ` <${url}>` : ""}`)
      .join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function sectionMarkdown(guide: Guide, section: GuideSection, numbers: ReadonlyMap<string, number>): string[] {
  const cited = section.sources.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b);
  return [
    `## ${section.number}. ${section.title}`,
    ...section.blocks.flatMap((block) => blockMarkdown(guide, block, numbers)),
    ...(cited.length === 0 ? [] : [`*${cited.length === 1 ? "Source" : "Sources"}: ${cited.join(", ")}*`]),
  ];
}

function blockMarkdown(guide: Guide, block: GuideBlock, numbers: ReadonlyMap<string, number>): string[] {
  switch (block.kind) {
    case "text":
      return [withNumbers(block.markdown, numbers)];
    case "part":
      return [`### ${block.title}`, ...block.blocks.flatMap((inner) => blockMarkdown(guide, inner, numbers))];
    case "pairs":
      return block.rows.map(
        ({ title, there, here, note }) =>
          `**${title}**${note ? ` (${note})` : ""}\n- In your job: ${there}\n- In backend work: ${here}`,
      );
    case "audit":
      return auditMarkdown(block);
    case "pay":
      return payMarkdown(block, numbers);
    case "day":
      return [
        `**${guide.occupation.title}**\n${bullets(block.there)}`,
        `**${guide.target.title}**\n${bullets(block.here)}`,
      ];
    case "steps":
      return [
        table(
          ["", "Step", "Published", block.rows.some(({ from }) => from) ? "Yours" : "At 10 hours a week", "Done when"],
          block.rows.map(({ title, published, when, done }, i) => [String(i + 1), title, published, when, done]),
        ),
      ];
    case "paces":
      return [
        table(
          ["Hours a week", "Weeks"],
          block.rows.map(({ hoursAWeek, weeksLow, weeksHigh, yours }) => [
            `${hoursAWeek}${yours ? " (yours)" : ""}`,
            `${weeksLow} to ${weeksHigh}`,
          ]),
        ),
      ];
  }
}

/** A source that authored text names by its id becomes its number in the list at the end. */
function withNumbers(markdown: string, numbers: ReadonlyMap<string, number>): string {
  return markdown.replace(/\b[a-z0-9]+(?:-[a-z0-9]+)+\b/g, (word) => {
    const number = numbers.get(word);
    return number === undefined ? word : `source ${number}`;
  });
}

/** What the job brings, line by line; what it does not, by field, since sixty lines of "missing" teach nothing. */
function auditMarkdown({ rows }: Block<"audit">): string[] {
  const held = rows.filter(({ holds }) => holds !== "missing");
  const missing = skillGroups
    .map((group) => rows.filter((row) => row.holds === "missing" && row.group === group))
    .filter((some) => some.length > 0);
  const open = rows.filter(({ hoursHigh }) => hoursHigh > 0);
  const heldTable = table(
    ["Skill", "You have it", "Left to do"],
    held.map((row) => [row.title, row.holds, row.hoursHigh === 0 ? "nothing" : hoursOf([row])]),
  );
  const missingTable = table(
    ["Missing", "Skills", "Left to do"],
    [
      ...missing.map((some) => [some[0]?.groupTitle ?? "", someOf(some), hoursOf(some)]),
      ["**All that is left**", counted(open.length, "skill"), `**${hoursOf(open)}**`],
    ],
  );
  return held.length === 0 ? [missingTable] : [heldTable, missingTable];
}

function hoursOf(rows: Block<"audit">["rows"]): string {
  return hoursRange(
    rows.reduce((sum, { hoursLow }) => sum + hoursLow, 0),
    rows.reduce((sum, { hoursHigh }) => sum + hoursHigh, 0),
  );
}

/** A hundred names in a table are read by nobody; the whole list is in the data, and in `seaworthy skills`. */
function someOf(rows: Block<"audit">["rows"]): string {
  const largest = rows.toSorted((a, b) => b.hoursHigh - a.hoursHigh).map(({ title }) => insideSentence(title));
  if (largest.length <= 4) return listed(largest);
  return `${largest.length}, such as ${listed(largest.slice(0, 3))}`;
}

const levels = { entry: "entry", mid: "mid-career", senior: "senior" } as const;

function payMarkdown({ rows, currency, locale }: Block<"pay">, numbers: ReadonlyMap<string, number>): string[] {
  const sourceOf = ({ source }: Block<"pay">["rows"][number]) => String(numbers.get(source));
  const notes = rows.flatMap((row) => (row.note === undefined ? [] : [`- On source ${sourceOf(row)}: ${row.note}`]));
  return [
    table(
      ["Job", "Level", "Gross a year", "Source", "Year", "Market"],
      rows.map((row) => [
        row.title,
        levels[row.level],
        `${payRange(row, { currency, locale })}${row.planned ? " (planned on)" : ""}`,
        sourceOf(row),
        String(row.year),
        row.market.toUpperCase(),
      ]),
    ),
    ...(notes.length === 0 ? [] : [[...new Set(notes)].join("\n")]),
  ];
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
