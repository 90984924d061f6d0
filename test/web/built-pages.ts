/**
 * The pages, built once for each state of their sources, however many tests and pictures ask for them at once. Never in
 * dist/web, which is what the package holds.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const cache = join(root, "node_modules", ".cache", "seaworthy-web");
/** Older ones are of sources that nobody has any more. */
const oldMs = 60 * 60_000;

/** The folder that they lie in. */
export async function builtPages(): Promise<string> {
  const folder = join(cache, await nameOfSources());
  if (await isThere(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const mine = `${folder}.${process.pid}`;
  // A process of its own: a test's NODE_ENV would give React's development build.
  const vite = join(root, "node_modules", ".bin", "vite");
  const options = ["build", "--logLevel", "error", "--outDir", mine, "--emptyOutDir"];
  await promisify(execFile)(vite, options, { cwd: root, env: { ...process.env, NODE_ENV: "production" } });
  // Whoever is first has it; the others' are the same.
  await rename(mine, folder).catch(() => rm(mine, { recursive: true, force: true }));
  await sweep();
  return folder;
}

async function nameOfSources(): Promise<string> {
  const hash = createHash("sha256").update("production");
  const names: string[] = [];
  for await (const name of glob(["web/**/*.*", "vite.config.ts", "package-lock.json"], { cwd: root })) names.push(name);
  for (const name of names.sort()) hash.update(name).update(await readFile(join(root, name)));
  return hash.digest("hex").slice(0, 16);
}

async function sweep(): Promise<void> {
  for await (const name of glob("*", { cwd: cache })) {
    const folder = join(cache, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > oldMs) await rm(folder, { recursive: true, force: true });
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
