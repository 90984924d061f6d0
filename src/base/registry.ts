/**
 * Open sets are folders: every module in the folder registers itself by being there.
 *
 * Adding a check, a scenario, a command or a reporter is one new file and no edit elsewhere. The file's name is its id.
 */
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The default export of every module directly in `folder`, by file name, in the order of the names.
 * Tests and type declarations are passed over. A module whose default export is missing is our bug and throws.
 */
export async function loadRegistry<T>(folder: string): Promise<Map<string, T>> {
  const files = (await readdir(folder)).filter(isRegistered).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  const registry = new Map<string, T>();
  for (const [i, file] of files.entries()) {
    const entry = modules[i].default as T | undefined;
    if (entry === undefined) throw new Error(`${join(folder, file)} has no default export, so it registers nothing`);
    registry.set(basename(file, extname(file)), entry);
  }
  return registry;
}

/** Source runs as .ts, the published package as .js; one folder never holds both. */
function isRegistered(file: string): boolean {
  return /^[a-z0-9-]+\.(ts|js)$/.test(file);
}
