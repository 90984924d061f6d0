import { expect, test } from "vitest";
import { exampleReports } from "../../../test/cli/example-report.ts";
import { reportSchema } from "../../contract/report.ts";
import { growing } from "../../judge/reading/example-growth.ts";
import { indentJson } from "./indent-json.ts";
import { makeReport } from "./make-report.ts";
import { markedText } from "./marked.ts";

const report = (name: keyof typeof exampleReports) => makeReport(exampleReports[name] as never);

test("every example is told whole, the first failure first, and fits its schema", () => {
  for (const [name, run] of Object.entries(exampleReports)) {
    const made = makeReport(run);
    expect(reportSchema.parse(made), name).toEqual(made);
    expect(made.cards).toHaveLength(made.counts.failed);
    expect(made.cards[0]?.check).toBe(
      made.groups.flatMap(({ verdicts }) => verdicts).find(({ verdict }) => verdict === "failed")?.check,
    );
  }
});

test("a card shows the telling part of the answer, marked, and starts its hints from what was seen", () => {
  const [card] = report("one failure of each kind").cards;
  const answers = card?.rows.filter(({ what }) => what === "answer").flatMap(({ parts }) => parts) ?? [];
  const marked = answers.flatMap(({ content }) => content.marks.map(([from, to]) => content.text.slice(from, to)));
  expect(marked.length).toBeGreaterThan(0);
  expect(card?.hints.rungs.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(card?.repeat.command).toContain(`--only ${card?.check}`);
});

test("no control or direction character of a program is left in it", () => {
  const text = JSON.stringify(Object.values(exampleReports).map(makeReport));
  expect(text).toContain("\\\\x1b[2J");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\\u00[01]/);
});

test("a recording of any size makes a small report, and says what it left out", () => {
  const run = structuredClone({ ...exampleReports["one failure of each kind"], checks: undefined });
  const [pattern] = run.recording.entries.filter(({ kind }) => kind === "exchange");
  for (let n = 0; n < 20_000; n++) {
    const id = run.recording.entries.length;
    run.recording.entries.push({ ...pattern, id, at: 5_000 + n } as never);
  }
  const { timeline, ...rest } = makeReport({ ...run, checks: exampleReports["one failure of each kind"].checks });
  expect(JSON.stringify(timeline).length + JSON.stringify(rest).length).toBeLessThan(1_000_000);
  const counted = timeline.density.requests.reduce((sum, { n }) => sum + n, 0);
  expect(timeline.requests.length + timeline.leftOut.requests).toBe(counted);
  expect(counted).toBeGreaterThan(20_000);
});

test("what grew is told with its times, what grows first", () => {
  const slow = {
    what: "list" as const,
    line: "GET /notes",
    timesMs: [1, 30, 300],
    statement: "select 1",
    rowsRead: 1e6,
  };
  const fast = { ...slow, line: "GET /notes/1", what: "read" as const, timesMs: [1, 1, 1], rowsRead: 1 };
  const recording = growing([fast, { ...slow, advice: "create index on note (created_at)" }]);
  const { growth } = makeReport({ ...exampleReports["all is well"], recording });
  expect(growth?.map(({ line, grows }) => [line, grows])).toEqual([
    ["GET /notes", "grows"],
    ["GET /notes/1", "stays"],
  ]);
  expect(growth?.[0]?.explained?.advice).toMatchObject({ does: "create index on note (created_at)", afterMs: 0.2 });
});

test("long JSON is indented without a character being lost, and marks stay where they were", () => {
  const json = '{"items":[{"id":1,"title":"a \\"b\\", c: {d}"},{"id":2}],"empty":[],"nextCursor":null,"more":{}}';
  const { text, place } = indentJson(json);
  expect(text.replaceAll(/\n */g, "").replaceAll(": ", ":")).toBe(json.replaceAll(": ", ":"));
  expect(text).toContain('"empty": [],\n');
  for (let at = 0; at < json.length; at++) expect(text[place(at)]).toBe(json[at]);
  const marked = markedText(json, ['"nextCursor":null'], { length: 60, lines: 3 });
  expect(marked.marks.map(([from, to]) => marked.text.slice(from, to))).toEqual(['"nextCursor": null']);
  expect(marked.before).toBeGreaterThan(0);
});
