/**
 * The supplied backend with its planted fault, in a temporary folder of its own, and the change that mends it.
 */
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { contentFolder } from "../../catalog/read-project.ts";
import { startSweeper } from "../../judge/subject/sweeper.ts";

const fixSchema = z.strictObject({
  file: z.string(),
  /** For somebody who cannot code yet: what is wrong, and what the change does. */
  why: z.string(),
  replacements: z.array(z.strictObject({ line: z.number().int(), before: z.string(), after: z.string() })).min(1),
});
export type Fix = z.infer<typeof fixSchema>;

export interface DemoChange {
  fix: Fix;
  /** Of the file that the fix changes, as they were supplied. */
  lines: readonly string[];
}

export interface DemoBackend extends DemoChange {
  folder: string;
  /** Path of the file that the fix changes. */
  file: string;
  /** Whether the person has changed the file. */
  isChanged(): Promise<boolean>;
  mend(): Promise<void>;
  remove(): Promise<void>;
}

const source = join(contentFolder, "projects", "crud", "demo");

export async function makeDemoBackend(): Promise<DemoBackend> {
  const { fix, lines } = await readDemoChange();
  const original = lines.join("\n");
  const mended = mendedLines(lines, fix).join("\n");

  const sweeper = startSweeper();
  const folder = sweeper.newFolder("demo");
  const file = join(folder, fix.file);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    await sweeper.close();
  };
  try {
    await cp(source, folder, { recursive: true, filter: (path) => !path.endsWith("fix.json") });
    await linkDriver(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    fix,
    file,
    lines,
    isChanged: async () => (await readFile(file, "utf8").catch(() => "")) !== original,
    mend: () => writeFile(file, mended),
    remove,
  };
}

export async function readDemoChange(): Promise<DemoChange> {
  const fix = fixSchema.parse(JSON.parse(await readFile(join(source, "fix.json"), "utf8")));
  return { fix, lines: (await readFile(join(source, fix.file), "utf8")).split("\n") };
}

function mendedLines(lines: readonly string[], { file, replacements }: Fix): string[] {
  const mended = [...lines];
  for (const { line, before, after } of replacements) {
    if (mended[line - 1] !== before) throw new Error(`line ${line} of the demo's ${file} is not "${before}"`);
    mended[line - 1] = after;
  }
  return mended;
}

/** The backend speaks to PostgreSQL through `pg`, which is installed with us: linked, so that nothing is downloaded. */
async function linkDriver(folder: string): Promise<void> {
  let driver = dirname(fileURLToPath(import.meta.resolve("pg")));
  while (!existsSync(join(driver, "package.json")) || !existsSync(join(driver, "lib"))) driver = dirname(driver);
  await mkdir(join(folder, "node_modules"));
  await symlink(driver, join(folder, "node_modules", "pg"));
}
