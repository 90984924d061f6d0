/**
 * Where the app's PostgreSQL keeps its files: `database/` in the home folder.
 *
 * PostgreSQL refuses to run as root, so as root it runs as another account, which must get through to its files. What lies
 * below a folder that is root's alone (/root) is kept in /var/lib instead, and `database` is a link to it.
 */
import { createHash } from "node:crypto";
import { chmod, mkdir, realpath, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Binaries } from "../../judge/probe/postgres/binaries.ts";
import type { Home } from "../home/home-folder.ts";

/** Returns the folder's real path. The home folder is there already. */
export async function placeDatabase({ folder, database }: Home, { account, giveToServer }: Binaries): Promise<string> {
  if (!account) {
    await mkdir(database, { recursive: true, mode: 0o700 });
    return realpath(database);
  }
  const there = await realpath(database).catch(() => undefined);
  const place = there ?? (await newPlace(folder, database, account.uid));
  await giveToServer(place);
  return place;
}

async function newPlace(home: string, database: string, uid: number): Promise<string> {
  const canonical = await realpath(home);
  if (await isReachable(dirname(canonical), uid)) {
    // Through, not in: names in it cannot be listed, and every file in it is for its owner alone.
    await chmod(canonical, 0o711);
    await mkdir(database, { mode: 0o700 });
    return database;
  }
  const name = createHash("sha256").update(canonical).digest("hex").slice(0, 12);
  const place = join("/var/lib/seaworthy", name);
  await mkdir(place, { recursive: true, mode: 0o711 });
  await symlink(place, database);
  return place;
}

async function isReachable(folder: string, uid: number): Promise<boolean> {
  const { mode, uid: owner } = await stat(folder);
  if ((mode & (owner === uid ? 0o100 : 0o001)) === 0) return false;
  return dirname(folder) === folder || isReachable(dirname(folder), uid);
}
