import { describe, expect, it } from "vitest";
import { entriesIn } from "./import-entries.ts";

const today = "2026-11-20";

describe("notes from elsewhere", () => {
  it("the lines that a check drafted become an entry each", () => {
    const text = `# What broke, and what fixed it

- 2026-11-18 deleted-stays-deleted · bug: A deleted expense came back · cause: no where clause · fix: changed store.js
- 2026-11-19 repeated-key-makes-one-thing · bug: Two invoices · cause: no unique key · fix: ?
`;
    expect(entriesIn(text, { name: "log.md", today })).toMatchObject([
      {
        date: "2026-11-18",
        check: "deleted-stays-deleted",
        broke: "A deleted expense came back",
        fixed: "changed store.js",
        draft: true,
      },
      { date: "2026-11-19", title: "Two invoices", fixed: "", draft: true },
    ]);
  });

  it("a page as Notion exports it becomes one entry", () => {
    const text =
      "# Login is slow\n\nCreated: November 3, 2026 9:12 AM\nTags: auth\n\n## Problem\n\nTwo seconds.\n\n### Root cause\n\nNo index.\n\n## Solution\n\nAn index.\n";
    const [entry] = entriesIn(text, { name: "Login 0123456789abcdef0123456789abcdef.md", today });
    expect(entry).toMatchObject({ date: "2026-11-03", title: "Login is slow", why: "No index.", fixed: "An index." });
    expect(entry?.broke).toContain("Two seconds.");
  });

  it("a page without headings is what broke, and its file gives it a name", () => {
    const [entry] = entriesIn("It failed.\n", { name: "Login 0123456789abcdef0123456789abcdef.md", today });
    expect(entry).toMatchObject({ date: today, title: "Login", broke: "It failed.", why: "", fixed: "" });
  });

  it("nothing is nothing", () => expect(entriesIn(" \n", { name: "x.md", today })).toEqual([]));
});
