/**
 * What people and other programs are shown, pinned down in golden/. After a wanted change: `npx vitest run test/cli -u`,
 * and then look at the difference with your own eyes.
 */
import { describe, expect, it } from "vitest";
import { loadReporters } from "../../src/cli/reporter.ts";
import { penFor } from "../../src/cli/terminal/pen.ts";
import { widthOf } from "../../src/cli/terminal/text-width.ts";
import { evidenceSchema } from "../../src/contract/evidence.ts";
import { exampleReports } from "./example-report.ts";

const reporters = await loadReporters();
const cases = Object.entries(exampleReports).flatMap(([name, report]) =>
  [60, 80, 120].map((width) => ({ name, report, width })),
);
const render = (
  reporter: string,
  report: (typeof cases)[0]["report"],
  look: Partial<Parameters<typeof penFor>[0]> = {},
) => reporters.get(reporter)?.render(report, penFor({ colour: false, unicode: true, width: 100, ...look })) ?? "";
const fileOf = (name: string, suffix: string) => `golden/${name.replaceAll(" ", "-")}.${suffix}.txt`;

describe("the report for people", () => {
  it.each(cases)("$name, $width columns", async ({ name, report, width }) => {
    await expect(render("pretty", report, { width })).toMatchFileSnapshot(fileOf(name, String(width)));
  });

  it.each(cases)("keeps within $width columns ($name), but for lines to paste", ({ report, width }) => {
    const toPaste = /^ +(seaworthy |curl |printf )|seaworthy explain|\.seaworthy\/evidence|^ +https:/;
    const tooWide = render("pretty", report, { width })
      .split("\n")
      .filter((line) => widthOf(line) > width && !toPaste.test(line));
    expect(tooWide).toEqual([]);
  });

  it.each(Object.entries(exampleReports))("says the same without colour (%s)", (_, report) => {
    const coloured = render("pretty", report, { colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect(coloured.replaceAll(/\u001b\[[0-9;]*m/g, "")).toBe(render("pretty", report));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect(coloured).toMatch(/\u001b\[3[1-6]m/);
  });

  it("in colour", async () => {
    const text = render("pretty", exampleReports["one failure of each kind"], { colour: true });
    await expect(text.replaceAll("\u001b", "␛")).toMatchFileSnapshot("golden/one-failure-of-each-kind.colour.txt");
  });

  it("needs nothing but ASCII of its own", async () => {
    const text = render("pretty", exampleReports["all is well"], { unicode: false, width: 80 });
    await expect(text).toMatchFileSnapshot("golden/all-is-well.ascii.txt");
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it("lets no program take over the terminal", () => {
    const text = render("pretty", exampleReports["one failure of each kind"]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain("\\x1b[2J");
    expect(text).toContain("\\u202e");
  });
});

describe("the report for GitHub", () => {
  it.each(Object.entries(exampleReports))("%s", async (name, report) => {
    await expect(render("github", report)).toMatchFileSnapshot(fileOf(name, "github"));
  });

  it("keeps each annotation on one line, whatever is in it", () => {
    const report = structuredClone({ ...exampleReports["writes that were lost"], checks: undefined });
    const verdict = report.verdicts[0];
    if (verdict?.verdict === "failed") verdict.failure.headline = "a\n::error::forged\r\n100 % : , \u001b[31m";
    const text = render("github", { ...report, checks: exampleReports["writes that were lost"].checks });
    expect(text.split("\n").filter((line) => line.startsWith("::"))).toHaveLength(1);
    expect(text).toContain("a%0A::error::forged\\r%0A100 %25 : ,");
  });
});

describe("the report for JUnit", () => {
  it.each(Object.entries(exampleReports))("%s", async (name, report) => {
    const text = render("junit", report).replace(/hostname="[^"]*"/, 'hostname="here"');
    await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(" ", "-")}.junit.xml`);
  });

  // As in jenkins-junit.xsd of JUnit 5 and junit-10.xsd of the xUnit plugin of Jenkins, what both have.
  const allowed: Record<string, string[]> = {
    testsuites: ["name", "time", "tests", "failures", "errors"],
    testsuite: ["name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"],
    properties: [],
    property: ["name", "value"],
    testcase: ["name", "classname", "time"],
    failure: ["message", "type"],
    skipped: [],
  };

  it.each(Object.entries(exampleReports))("has only elements and attributes that Jenkins knows (%s)", (_, report) => {
    const text = render("junit", report);
    const elements = [...text.matchAll(/<([a-z]+)((?: [a-z]+="[^"<]*")*)\s*\/?>/g)];
    expect(elements.length).toBeGreaterThan(4);
    for (const [, element = "", attributes = ""] of elements) {
      expect(Object.keys(allowed)).toContain(element);
      for (const [, name] of attributes.matchAll(/ ([a-z]+)=/g)) expect(allowed[element]).toContain(name);
    }
  });

  it("counts what it lists, and survives characters that XML forbids", () => {
    const report = exampleReports["one failure of each kind"];
    const hostile = structuredClone(report.verdicts) as typeof report.verdicts;
    const failed = hostile.find((verdict) => verdict.verdict === "failed");
    if (failed?.verdict === "failed") failed.failure.headline = 'a \u0000 \u001b < & > " \ud800 ]]>';
    const text = render("junit", { ...report, verdicts: hostile });
    const number = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(text)?.[1]);
    expect(number("tests")).toBe(text.match(/<testcase /g)?.length);
    expect(number("failures")).toBe(text.match(/<failure /g)?.length);
    expect(number("skipped")).toBe(text.match(/<skipped>/g)?.length);
    expect(text).toContain("a \\x00 \\x1b &lt; &amp; &gt;");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\ud800-\udfff]/);
  });
});

describe("the report for programs", () => {
  it.each(Object.entries(exampleReports))("is an evidence document (%s)", (_, report) => {
    expect(evidenceSchema.parse(JSON.parse(render("json", report)))).toEqual(report.evidence);
  });
});
