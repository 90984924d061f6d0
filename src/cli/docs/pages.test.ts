import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorCodes } from "./error-codes.ts";
import { generatedPages } from "./pages.ts";

const root = join(import.meta.dirname, "..", "..", "..");

const source = join(root, "src");
const files = (await readdir(source, { recursive: true })).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);
const used = new Set<string>();
for (const file of files) {
  const text = await readFile(join(source, file), "utf8");
  for (const [, code = ""] of text.matchAll(/(?:new UserError|errorOf)\(\s*"([^"]*)"/g)) used.add(code);
}

const pages = [...(await generatedPages())];

describe("pages made from code", () => {
  it.each(pages)("%s is what the code says (else: npm run docs)", async (path, text) => {
    expect(await readFile(join(root, path), "utf8")).toBe(text);
  });
});

describe("the table of errors", () => {
  it("lists every code that the source uses, and no other", () => {
    expect(Object.keys(errorCodes)).toEqual([...used].sort());
  });

  it("has codes in kebab case, in the order of the alphabet", () => {
    for (const code of Object.keys(errorCodes)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(errorCodes)).toEqual(Object.keys(errorCodes).sort());
  });
});
