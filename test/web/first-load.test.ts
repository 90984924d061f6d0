/**
 * What a browser has to fetch before the first page is there.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtPages } from "./built-pages.ts";

/** 150 kB are there at once from a disk, and in half a second over the line of a telephone. */
const mostBytes = 150 * 1024;

test("the scripts of the first page are at most 150 kB", async () => {
  const folder = await builtPages();
  const page = await readFile(join(folder, "index.html"), "utf8");
  const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name as string);
  expect(first).not.toEqual([]);
  const seen = new Set<string>();
  let bytes = 0;
  for (const name of first) bytes += await bytesOf(folder, name, seen);
  expect(bytes).toBeLessThanOrEqual(mostBytes);
}, 60_000);

/** With everything that it cannot start without. */
async function bytesOf(folder: string, name: string, seen: Set<string>): Promise<number> {
  if (seen.has(name)) return 0;
  seen.add(name);
  const code = await readFile(join(folder, name));
  let bytes = gzipSync(code).length;
  for (const [, other] of code.toString().matchAll(/\bimport\s*(?:[^"'()]*?from)?\s*["']\.\/([^"']+\.js)["']/g))
    bytes += await bytesOf(folder, `assets/${other}`, seen);
  return bytes;
}
