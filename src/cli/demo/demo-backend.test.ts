import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { penFor } from "../terminal/pen.ts";
import { changeLines } from "./change-lines.ts";
import { type DemoBackend, makeDemoBackend } from "./demo-backend.ts";

let backend: DemoBackend;
beforeEach(async () => {
  backend = await makeDemoBackend();
});
afterEach(() => backend.remove());

test("it is a copy that can be changed, without its own solution, and is gone afterwards", async () => {
  expect(readdirSync(backend.folder)).toContain("seaworthy.yaml");
  expect(readdirSync(backend.folder)).not.toContain("fix.json");
  await backend.remove();
  expect(existsSync(backend.folder)).toBe(false);
});

test("the change is two lines, and is told from one made by hand", async () => {
  const before = readFileSync(backend.file, "utf8").split("\n");
  expect(await backend.isChanged()).toBe(false);
  await backend.mend();
  expect(await backend.isChanged()).toBe(true);
  const after = readFileSync(backend.file, "utf8").split("\n");
  expect(after.filter((line, i) => line !== before[i])).toHaveLength(2);
});

test("mending takes the place of what was tried by hand", async () => {
  writeFileSync(backend.file, "not even JavaScript (");
  await backend.mend();
  expect(readFileSync(backend.file, "utf8")).toContain("export async function create");
});

test.each([60, 96, 120])("the change is shown with its place, in %i columns", (width) => {
  const lines = changeLines(backend, penFor({ colour: false, unicode: true, width }));
  const numbers = backend.fix.replacements.map(({ line }) => line);
  for (const number of numbers) {
    expect(lines.filter((line) => line.startsWith(`${String(number).padStart(4)} -`))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith(`${String(number).padStart(4)} +`))).toHaveLength(1);
  }
  expect(lines[0]).toContain("export async function create");
  expect(lines.every((line) => line.length <= width - 2)).toBe(true);
});
