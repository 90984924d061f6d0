/**
 * What the commands of the plan show, pinned down in golden/. After a wanted change: `npx vitest run test/cli/plan-views -u`,
 * and then look at the difference with your own eyes.
 */
import { describe, expect, it } from "vitest";
import type { Skill } from "../../src/catalog/catalog.ts";
import { reportLines } from "../../src/cli/adverts/report-lines.ts";
import { guideLines } from "../../src/cli/guide-view/guide-lines.ts";
import { logLines, weekLines } from "../../src/cli/log/log-lines.ts";
import { planLines } from "../../src/cli/plan-view/plan-lines.ts";
import { todayLines } from "../../src/cli/plan-view/today-lines.ts";
import { skillLines, skillListLines } from "../../src/cli/skills/skill-lines.ts";
import { type Pen, penFor } from "../../src/cli/terminal/pen.ts";
import { widthOf } from "../../src/cli/terminal/text-width.ts";
import { planMarkdown } from "../../src/plan/plan-markdown.ts";
import { planCalendar, planEntries } from "../../src/plan/write-ics.ts";
import { catalog, guide, person, plan, report } from "./example-plan.ts";

const base = {
  plan,
  catalog,
  person,
  locale: "en-GB",
  today: plan.today,
  command: (words: string) => `seaworthy ${words}`,
};
const entry = {
  name: "x",
  date: "2026-11-20",
  title: "Two invoices",
  tags: ["concurrency"],
  skills: [],
  evidence: [],
  draft: true,
  broke: "Two requests at once made two invoices. \u001b[2J",
  why: "I looked, and then wrote.",
  fixed: "A unique constraint.",
};

const views: Record<string, (pen: Pen) => string[]> = {
  plan: (pen) => planLines({ ...base, whole: false, money: false }, pen),
  "plan-all": (pen) => planLines({ ...base, whole: true, money: true }, pen),
  today: (pen) => todayLines({ ...base, thing: plan.next.minutes25, free: 0 }, pen),
  "today-done": (pen) => todayLines({ ...base, thing: undefined, free: 120 }, pen),
  guide: (pen) => guideLines(guide, pen),
  skills: (pen) => skillListLines(base, pen),
  "skills-without-plan": (pen) => skillListLines({ ...base, plan: undefined, person: undefined }, pen),
  skill: (pen) => skillLines([...catalog.skills.values()].at(-1) as Skill, base, pen),
  adverts: (pen) => reportLines({ ...base, report, whole: true }, pen),
  "adverts-none": (pen) => reportLines({ ...base, report: { ...report, adverts: 0, skills: [] }, whole: false }, pen),
  log: (pen) => logLines([entry], { ...base, folder: "/home/ada/log" }, pen),
  "log-empty": (pen) => logLines([], { ...base, folder: "/home/ada/log" }, pen),
  week: (pen) => weekLines(plan.weeks, base, pen),
};
const cases = Object.entries(views).flatMap(([name, view]) => [60, 80, 120].map((width) => ({ name, view, width })));
const textOf = (view: (pen: Pen) => string[], look: Partial<Parameters<typeof penFor>[0]>) =>
  `${view(penFor({ colour: false, unicode: true, width: 100, ...look })).join("\n")}\n`;

describe("what is shown", () => {
  it.each(cases)("$name, $width columns", async ({ name, view, width }) => {
    await expect(textOf(view, { width })).toMatchFileSnapshot(`golden/plan/${name}.${width}.txt`);
  });

  it.each(cases)("keeps within $width columns ($name), but for lines to paste", ({ view, width }) => {
    const tooWide = textOf(view, { width })
      .split("\n")
      .filter((line) => widthOf(line) > width && !/^ +seaworthy \S/.test(line));
    expect(tooWide).toEqual([]);
  });

  it.each(Object.entries(views))("%s says the same without colour, and is no mess of spaces", (_, view) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect(textOf(view, { colour: true }).replaceAll(/\u001b\[[0-9;]*m/g, "")).toBe(textOf(view, {}));
    expect(textOf(view, {})).not.toMatch(/ \n|\n{3}|undefined|NaN|\[object/);
  });

  it.each(Object.entries(views))(
    "%s needs nothing but ASCII of its own, and lets nobody take over the terminal",
    (_, view) => {
      const text = textOf(view, { unicode: false }).replaceAll("£", "GBP");
      expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    },
  );
});

describe("what is handed on", () => {
  const { private: _, ...shared } = plan;

  it("as Markdown", async () => {
    await expect(planMarkdown(shared, catalog)).toMatchFileSnapshot("golden/plan/plan.md");
  });

  it("for a calendar", async () => {
    const entries = planEntries(shared, { nextDay: "2026-11-21", locale: "en-GB" });
    await expect(planCalendar(shared, entries).replaceAll("\r", "␍")).toMatchFileSnapshot("golden/plan/plan.ics");
  });

  it("has nothing private in it", () => {
    const entries = planEntries(plan, { nextDay: "2026-11-21", locale: "en-GB" });
    const texts = [planMarkdown(plan, catalog), planCalendar(plan, entries), JSON.stringify(shared)];
    for (const text of texts) expect(text).not.toMatch(/38[, ]?000|9[, ]?000\b|1[, ]?900|£|payOnly|only reason/);
  });
});
