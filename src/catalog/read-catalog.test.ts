import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../base/errors.ts";
import { parseMarkdown } from "./markdown-file.ts";
import { readCatalog, readCatalogFiles } from "./read-catalog.ts";
import { contentFolder } from "./read-project.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "seaworthy-catalog-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const skill = (facts: string, body = sections) => `---
title: Transactions
group: data
path: core
stage: 2
hours: { low: 4, high: 8, basis: "an assumption of ours" }
${facts}
---
${body}`;
const sections = "## What it is for in production\nx\n## You have it when\nx\n## First step\nx\n";

/** The content as it is, with some files written over it. */
async function folderWith(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(home, name);
  await cp(contentFolder, folder, { recursive: true, filter: (path) => !path.includes("projects") });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function mistakesIn(name: string, files: Record<string, string>): Promise<string[]> {
  const folder = await folderWith(name, files);
  const { mistakes } = await readCatalogFiles(folder);
  return mistakes.map(({ file, line, message }) => `${file.slice(folder.length + 1)}:${line ?? "-"} ${message}`);
}

describe("mistakes in content", () => {
  it("are told all at once, each with file, line and what would be right", async () => {
    const mistakes = await mistakesIn("many", {
      "skills/one.md": skill("requirs: []"),
      "skills/two.md": skill("", "## You have it wen\nx\n## First step\n\n"),
      "skills/three.md": "no front matter",
      "skills/Four.md": skill(""),
      "skills/five.yaml": "",
      "skills/six.md": "---\ntitle: [\n---\n",
    });
    expect(mistakes).toEqual(
      expect.arrayContaining([
        "skills/one.md:7 knows no `requirs`; did you mean `requires`?",
        "skills/two.md:9 knows no section `## You have it wen`; did you mean `You have it when`?",
        "skills/two.md:11 has nothing below `## First step`; write it",
        "skills/two.md:- lacks the section `## What it is for in production`; write it",
        "skills/three.md:1 does not begin with front matter; write its facts between two lines `---`",
        "skills/Four.md:- is no id; name it in lower-case words with hyphens",
        "skills/five.yaml:- does not belong here; only .md files do",
      ]),
    );
    expect(mistakes.some((mistake) => /^skills\/six.md:\d+ is not YAML here/.test(mistake))).toBe(true);
  });

  it("are told as one error with a fix", async () => {
    const folder = await folderWith("error", { "skills/one.md": skill("stag: 2") });
    const error = await readCatalog(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: "content-mistakes", fix: expect.stringContaining(folder) });
    expect((error as UserError).message).toContain("skills/one.md, line 7: knows no `stag`; did you mean `stage`?");
  });

  it("a name that leads nowhere is told with the nearest that does", async () => {
    const mistakes = await mistakesIn("names", { "skills/one.md": skill("requires: [transactons]") });
    expect(mistakes).toContain(
      "skills/one.md:7 names the skill `transactons`, which is not there; did you mean `transactions`?",
    );
  });

  it("a circle of prerequisites is told as the way round", async () => {
    const mistakes = await mistakesIn("circle", {
      "skills/aaa-one.md": skill("requires: [aaa-two]"),
      "skills/aaa-two.md": skill("requires: [aaa-three]"),
      "skills/aaa-three.md": skill("requires: [aaa-one]"),
    });
    expect(mistakes).toContain(
      "skills/aaa-one.md:7 is in a circle: aaa-one → aaa-two → aaa-three → aaa-one; take one of these steps away",
    );
  });

  it("a value that nobody fills in is told", async () => {
    const mistakes = await mistakesIn("values", {
      "habits/mine.md": "---\ntitle: Mine\norder: 99\n---\n## Why it works\nFor {{targt}}.\n## How to do it\nx\n",
    });
    expect(mistakes).toContain("habits/mine.md:2 knows no value `{{targt}}` (in Why it works); did you mean `target`?");
  });
});

describe("a Markdown file", () => {
  it("is read the same with either line end, and headings in code are code", () => {
    const text = '---\ntitle: "---"\n---\nintro\n\n## One\n```\n## not\n```\n~~~~\n```\n## nor\n~~~~\n## Two ##\nx\n';
    const read = parseMarkdown("x.md", text);
    expect(read).toMatchObject({ intro: "intro" });
    expect("sections" in read && read.sections.map(({ heading, line }) => [heading, line])).toEqual([
      ["One", 6],
      ["Two", 14],
    ]);
    const windows = parseMarkdown("x.md", `\ufeff${text.replaceAll("\n", "\r\n")}`);
    expect("sections" in read && "sections" in windows && windows.sections).toEqual(
      "sections" in read && read.sections,
    );
  });
});
