/**
 * Writes a file of the person's so that a kill at any moment leaves either the old one or the new one, whole.
 */
import { randomBytes } from "node:crypto";
import { appendFile, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { makeFolders } from "./make-folders.ts";

/** Pay, savings and reasons are in there: for this person's eyes only. */
const folderMode = 0o700;
const fileMode = 0o600;

export async function keepFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  try {
    await makeFolders(dirname(path), folderMode);
    const file = await open(temporary, "wx", fileMode);
    try {
      await file.writeFile(text);
      // Without it a power cut may leave the new name on an empty file (ext4 delays allocation).
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw cannotWrite(path, cause);
  }
}

/**
 * Adds one record to a file of JSON lines. Appending is what two programs may do at once; a line that a kill cut short
 * was never acknowledged, and the next one begins on a line of its own.
 */
export async function keepLine(path: string, record: object): Promise<void> {
  try {
    await makeFolders(dirname(path), folderMode);
    const before = await readFile(path, "utf8").catch(() => "");
    const start = before === "" || before.endsWith("\n") ? "" : "\n";
    await appendFile(path, `${start}${JSON.stringify(record)}\n`, { mode: fileMode });
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

export function cannotWrite(path: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const { code = "unknown reason" } = cause as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new UserError("disk-full", `the disk is full, and ${path} cannot be written`, {
      fix: "make room, or choose another folder with --home or SEAWORTHY_HOME; what was there is as it was",
      cause,
    });
  }
  return new UserError("home-not-writable", `${path} cannot be written (${code})`, {
    fix: "make the folder writable, or choose another one with --home or SEAWORTHY_HOME",
    cause,
  });
}
