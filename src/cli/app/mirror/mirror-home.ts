/**
 * Keeps the open files of the home folder and the app's database the same, so that the command line and the app tell the same
 * and everything a person has lies in files that any editor opens.
 *
 * The database is first: what the app acknowledged is committed there, and written out right after. A file that somebody
 * changed is taken in, at the start and while the app runs.
 */
import { type FSWatcher, watch } from "node:fs";
import type pg from "pg";
import type { UserError } from "../../../base/errors.ts";
import type { Hint } from "../../../contract/api/home.ts";
import { requestDatabase } from "../../../server/ground/request-database.ts";
import type { Home } from "../../home/home-folder.ts";
import { makeFolders } from "../../home/make-folders.ts";
import { advertShelf } from "./advert-shelf.ts";
import { documentShelf } from "./document-shelf.ts";
import { lineKinds, linesShelf } from "./lines-shelf.ts";
import { readLinks } from "./links.ts";
import { logShelf } from "./log-shelf.ts";
import { type Shelf, syncShelf } from "./shelf.ts";

export interface Mirror {
  /** Brings both to agree, now. */
  sync(): Promise<void>;
  /** Something was changed: soon. */
  soon(): void;
  /** What was passed over the last time, with what to do. */
  hints(): readonly Hint[];
  close(): Promise<void>;
}

/** Editors write a file in several steps, and a page may send several changes at once. */
const quietMs = 100;
/** For what no watcher tells: network folders, a system's limit of watches. */
const lookAgainMs = 15_000;

export async function mirrorHome(
  { home, pool: given, account }: { home: Home; pool: pg.Pool; account: string },
  failed: (error: unknown) => void,
): Promise<Mirror> {
  // There to be watched, before the first entry is in them.
  for (const folder of [home.log, home.adverts]) await makeFolders(folder, 0o700).catch(failed);
  const pool = requestDatabase(given);
  const parts = { home, pool, account };
  const shelves: [name: string, shelf: Shelf, isMine: (name: string) => boolean][] = [
    ["person", documentShelf("person", parts), (name) => name === "person.yaml"],
    ["private", documentShelf("private", parts), (name) => name === "private.yaml"],
    ...lineKinds.map((kind): [string, Shelf, (name: string) => boolean] => [
      kind.table,
      linesShelf(kind, parts),
      (name) => name === `${kind.table}s.jsonl`,
    ]),
    ["log", logShelf(parts), (name) => name.startsWith("log/")],
    ["advert", advertShelf(parts), (name) => name.startsWith("adverts/")],
  ];
  let passedOver: UserError[] = [];
  const syncAll = async () => {
    const seen: UserError[] = [];
    const links = await readLinks(pool, account);
    for (const [, shelf, isMine] of shelves) {
      const mine = new Map([...links].filter(([name]) => isMine(name)));
      const ground = { pool, account, folder: home.folder, passedOver: (error: UserError) => seen.push(error) };
      // A disk that is full for one keeps no other from being taken in.
      await syncShelf(shelf, mine, ground).catch(failed);
    }
    passedOver = seen;
  };
  // One after the other; what was changed meanwhile is looked at by the next.
  let last = Promise.resolve();
  const sync = () => {
    last = last.then(syncAll).catch(failed);
    return last;
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      sync();
    }, quietMs);
  };
  const watchers = watchAll([home.folder, home.log, home.adverts], soon);
  const again = setInterval(soon, lookAgainMs);
  again.unref();
  return {
    sync,
    soon,
    hints: () => passedOver.map(({ code, message, fix }) => ({ code, says: message, fix })),
    close: async () => {
      for (const watcher of watchers) watcher.close();
      clearInterval(again);
      clearTimeout(timer);
      // What was acknowledged a moment ago is still to be written out.
      await sync();
    },
  };
}

function watchAll(folders: readonly string[], changed: () => void): FSWatcher[] {
  return folders.flatMap((folder) => {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || /\.(yaml|jsonl|md|txt)$/.test(name)) changed();
      });
      watcher.on("error", () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
}
