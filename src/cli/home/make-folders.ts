/**
 * Makes a folder and those above it. Returns the first that had to be made, undefined when all were there.
 *
 * One step after another, because Node's own recursive mkdir never ends where folders cannot be made at all and the answer
 * is ENOENT, as below /proc.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

export async function makeFolders(folder: string, mode?: number): Promise<string | undefined> {
  if (existsSync(folder)) return undefined;
  const first = await makeFolders(dirname(folder), mode);
  await mkdir(folder, mode).catch((error: NodeJS.ErrnoException) => {
    // Another program of ours made it in between.
    if (error.code !== "EEXIST") throw error;
  });
  return first ?? folder;
}
