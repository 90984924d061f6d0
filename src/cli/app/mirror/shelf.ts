/**
 * One kind of thing that lies both in open files and in the database, brought to agree.
 */
import { createHash } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { UserError } from "../../../base/errors.ts";
import { inTransaction } from "../../../server/ground/in-transaction.ts";
import { transactionOfRequest } from "../../../server/ground/request-database.ts";
import { keepLink, type Link, removeLink } from "./links.ts";

export interface Shelf {
  /** Names below the home folder. */
  files(): Promise<string[]>;
  /** By id, with a stamp that is another one whenever the row was changed. */
  rows(): Promise<Map<string, string>>;
  /** From the file to its row, a new one where `rowId` is undefined. Returns the row's id. */
  takeIn(name: string, rowId: string | undefined): Promise<string>;
  /** From the row to its file, a new one where `name` is undefined. Returns the file's name. */
  putOut(rowId: string, name: string | undefined): Promise<string>;
  /** Where a file that was removed means that the thing is to go. */
  drop?(rowId: string): Promise<unknown>;
}

export interface Ground {
  pool: pg.Pool;
  account: string;
  /** Of the home. */
  folder: string;
  /** Told of files that were passed over. */
  passedOver(error: UserError): void;
}

/** Files are right where they were changed since the two agreed, rows are everywhere else. */
export async function syncShelf(shelf: Shelf, links: ReadonlyMap<string, Link>, ground: Ground): Promise<void> {
  const { pool, account, folder } = ground;
  const names = await shelf.files();
  const held = new Set<string>();
  const now = new Map<string, Link>();
  for (const name of names) {
    const link = links.get(name);
    const fileHash = await hashOf(join(folder, name));
    if (fileHash === undefined) continue;
    if (link?.fileHash === fileHash) {
      now.set(name, link);
      continue;
    }
    try {
      const rowId = await inTransaction(pool, (client) =>
        transactionOfRequest.run(client, () => shelf.takeIn(name, link?.rowId)),
      );
      now.set(name, { name, rowId, fileHash, rowStamp: "" });
    } catch (error) {
      // It stays as it is, and so does its row, until somebody mends it.
      held.add(name);
      if (link) now.set(name, link);
      ground.passedOver(error instanceof UserError ? error : cannotTake(name, error));
    }
  }
  await dropMissing(shelf, { links, names, ground });
  const rows = await shelf.rows();
  const byRow = new Map([...now.values()].map((link) => [link.rowId, link]));
  for (const [rowId, rowStamp] of rows) {
    const link = byRow.get(rowId);
    if (link && held.has(link.name)) continue;
    if (link && (link.rowStamp === rowStamp || link.rowStamp === "")) {
      if (link.rowStamp === "") await keepLink(pool, account, { ...link, rowStamp });
      continue;
    }
    const name = await shelf.putOut(rowId, link?.name);
    await keepLink(pool, account, { name, rowId, rowStamp, fileHash: (await hashOf(join(folder, name))) ?? "" });
  }
  for (const { name, rowId } of now.values()) {
    if (rows.has(rowId) || held.has(name)) continue;
    // Removed in the app.
    await rm(join(folder, name), { force: true });
    await removeLink(pool, account, name);
  }
}

/** Files that were there and are not. All of them at once is a folder that was moved away, and nothing is dropped. */
async function dropMissing(
  shelf: Shelf,
  { links, names, ground }: { links: ReadonlyMap<string, Link>; names: string[]; ground: Ground },
): Promise<void> {
  const here = new Set(names);
  const missing = [...links.values()].filter(({ name }) => !here.has(name));
  const rows = missing.length > 0 ? await shelf.rows() : new Map<string, string>();
  for (const { name, rowId, rowStamp } of missing) {
    const isUnchanged = rows.get(rowId) === rowStamp;
    if (shelf.drop && names.length > 0 && isUnchanged) await shelf.drop(rowId);
    await removeLink(ground.pool, ground.account, name);
  }
}

function cannotTake(name: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError("home-mistakes", `${name} was passed over: ${why}`, { fix: `correct ${name}`, cause: error });
}

const hashes = new Map<string, { stamp: string; hash: string }>();

/** Undefined where there is none. Read again only where its size, time or place on the disk is another. */
async function hashOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (!found) return undefined;
  const stamp = `${found.ino} ${found.size} ${found.mtimeNs}`;
  const known = hashes.get(path);
  if (known?.stamp === stamp) return known.hash;
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  const hash = createHash("sha256").update(bytes).digest("hex");
  hashes.set(path, { stamp, hash });
  return hash;
}
