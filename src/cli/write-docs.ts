/**
 * `npm run docs`: writes the pages of docs/ that are made from code.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generatedPages } from "./docs/pages.ts";

const root = join(import.meta.dirname, "..", "..");
for (const [path, text] of await generatedPages()) {
  await writeFile(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
