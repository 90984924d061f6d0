/**
 * A guide on a terminal: the same data as in Markdown and on the web, laid out for columns.
 */
import type { Guide, GuideBlock, GuideSection } from "../../contract/guide.ts";
import { hoursRange, insideSentence, payRange } from "../../plan/guide/phrases.ts";
import { beside, columns, heading } from "../terminal/columns.ts";
import { markdownLines } from "../terminal/markdown.ts";
import type { Pen } from "../terminal/pen.ts";

/** All sections, or those that are named. */
export function guideLines(guide: Guide, pen: Pen, only?: readonly GuideSection[]): string[] {
  const sections = only ?? guide.sections;
  return [
    "",
    ...heading(
      `From ${insideSentence(guide.occupation.title)} to ${insideSentence(guide.target.title)}`,
      `in ${guide.market.title}`,
      pen,
    ),
    ...(only
      ? []
      : [
          "",
          ...beside(
            guide.facts.map(({ label, value }) => [label, value] as const),
            pen,
            { indent: 4 },
          ),
        ]),
    ...sections.flatMap((section) => ["", ...sectionLines(guide, section, pen)]),
    ...sourceLines(guide, sections, pen),
    "",
  ];
}

function sectionLines(guide: Guide, { number, title, blocks }: GuideSection, pen: Pen): string[] {
  return [
    ...pen.wrap(`${number}  ${title}`, { indent: 2 }).map((line) => pen.paint("bold", line)),
    ...blocks.flatMap((block) => ["", ...blockLines(guide, block, pen)]),
  ];
}

function blockLines(guide: Guide, block: GuideBlock, pen: Pen): string[] {
  const indent = 5;
  const margin = " ".repeat(indent);
  switch (block.kind) {
    case "text":
      return markdownLines(withTitles(block.markdown, guide), pen, { indent });
    case "part":
      return [
        `${margin}${pen.paint("bold", pen.say(block.title))}`,
        ...block.blocks.flatMap((inner, i) => [...(i === 0 ? [] : [""]), ...blockLines(guide, inner, pen)]),
      ];
    case "pairs":
      return block.rows.flatMap(({ title, there, here, note }, i) => [
        ...(i === 0 ? [] : [""]),
        `${margin}${pen.paint("bold", pen.say(title))}${note ? pen.paint("dim", pen.say(`  ${note}`)) : ""}`,
        ...beside(
          [
            ["now", there],
            ["then", here],
          ],
          pen,
          { indent: indent + 2 },
        ),
      ]);
    case "audit":
      return auditLines(block.rows, pen, indent);
    case "pay":
      return payLines(guide, block, pen, indent);
    case "day":
      return [
        `${margin}${pen.paint("bold", pen.say(guide.occupation.title))}`,
        ...markdownLines(block.there.map((line) => `- ${line}`).join("\n"), pen, { indent }),
        "",
        `${margin}${pen.paint("bold", pen.say(guide.target.title))}`,
        ...markdownLines(block.here.map((line) => `- ${line}`).join("\n"), pen, { indent }),
      ];
    case "steps":
      return block.rows.flatMap(({ title, when, done }, i) => [
        `${margin}${pen.paint("dim", String(i + 1))}  ${pen.say(title)}  ${pen.paint("dim", pen.say(when))}`,
        ...pen.wrap(done, { indent: indent + 3 }).map((line) => pen.paint("dim", line)),
      ]);
    case "paces":
      return columns(
        block.rows.map(({ hoursAWeek, weeksLow, weeksHigh, yours }) => [
          `${hoursAWeek} h a week`,
          `${weeksLow} to ${weeksHigh} weeks`,
          yours ? pen.paint("bold", "yours") : "",
        ]),
        pen,
        { indent, right: [0] },
      );
  }
}

type Rows<K extends GuideBlock["kind"]> = Extract<GuideBlock, { kind: K; rows: unknown }>["rows"];

/** What is held, line by line; what is not, by group: sixty lines of "missing" teach nothing. */
function auditLines(rows: Rows<"audit">, pen: Pen, indent: number): string[] {
  const left = (some: Rows<"audit">) =>
    hoursRange(
      some.reduce((sum, { hoursLow }) => sum + hoursLow, 0),
      some.reduce((sum, { hoursHigh }) => sum + hoursHigh, 0),
    );
  const held = rows.filter(({ holds }) => holds !== "missing");
  const missing = Map.groupBy(
    rows.filter(({ holds }) => holds === "missing"),
    ({ groupTitle }) => groupTitle,
  );
  return [
    ...columns(
      held.map((row) => [
        row.holds === "proven" ? pen.paint("green", "proven") : pen.paint("dim", row.holds),
        pen.say(row.title),
        pen.paint("dim", row.holds === "proven" ? "" : left([row])),
      ]),
      pen,
      { indent },
    ),
    ...(held.length > 0 && missing.size > 0 ? [""] : []),
    ...beside(
      [...missing].map(
        ([group, some]) => [group, `${left(some)}: ${some.map(({ title }) => title).join(", ")}`] as const,
      ),
      pen,
      { indent },
    ),
  ];
}

const levels = { entry: "entry", mid: "mid-career", senior: "senior" } as const;

function payLines(
  guide: Guide,
  { rows, currency, locale }: Extract<GuideBlock, { kind: "pay" }>,
  pen: Pen,
  indent: number,
) {
  const numbers = numbersOf(guide);
  return columns(
    rows.map((row) => [
      pen.say(row.title),
      pen.paint("dim", levels[row.level]),
      payRange(row, { currency, locale }),
      pen.paint("dim", `${row.year} [${numbers.get(row.source)}]`),
      row.planned ? "planned on" : "",
    ]),
    pen,
    { indent },
  );
}

function numbersOf({ sources }: Guide): Map<string, number> {
  return new Map(sources.map(({ id }, i) => [id, i + 1]));
}

/** Authored text names a source by its id; a reader knows it by its number in the list at the end. */
function withTitles(markdown: string, guide: Guide): string {
  const numbers = numbersOf(guide);
  return markdown.replaceAll(/\b[a-z0-9]+(?:-[a-z0-9]+)+\b/g, (word) => {
    const number = numbers.get(word);
    return number === undefined ? word : `source ${number}`;
  });
}

function sourceLines(guide: Guide, sections: readonly GuideSection[], pen: Pen): string[] {
  const named = new Set(sections.flatMap((section) => section.sources));
  const numbers = numbersOf(guide);
  const rows = guide.sources
    .filter(({ id }) => named.has(id))
    .map(({ id, title, about, year }) => [`${numbers.get(id)}`, `${title} (${year}). ${about}`] as const);
  if (rows.length === 0) return [];
  return ["", `  ${pen.paint("bold", "Sources")}`, ...beside(rows, pen, { indent: 4 })];
}
