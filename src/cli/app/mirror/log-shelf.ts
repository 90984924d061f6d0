/**
 * `log/`: a Markdown file for each entry of the learning log.
 */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type pg from "pg";
import { errorOf, readAs } from "../../../catalog/mistakes.ts";
import { logEntryInputSchema, type StoredLogEntry } from "../../../contract/api/log-entry.ts";
import { addLogEntry, changeLogEntry, readLogEntry, removeLogEntry } from "../../../server/log-entries/sql.ts";
import type { Home } from "../../home/home-folder.ts";
import { keepFile } from "../../home/keep-file.ts";
import { entryText, keepEntry, readEntry } from "../../home/log-folder.ts";
import type { Shelf } from "./shelf.ts";

export function logShelf({ home, pool, account }: { home: Home; pool: pg.Pool; account: string }): Shelf {
  return {
    async files() {
      const names = await readdir(home.log).catch((): string[] => []);
      return names.filter((name) => /^[^.].*\.md$/.test(name)).map((name) => `log/${name}`);
    },
    async rows() {
      const { rows } = await pool.query<{ id: string; stamp: string }>(
        `select id, extract(epoch from updated_at)::text as stamp
         from log_entry
         where account = $1`,
        [account],
      );
      return new Map(rows.map(({ id, stamp }) => [id, stamp]));
    },
    async takeIn(name, rowId) {
      const input = await readInput(home, basename(name));
      const id = rowId ?? (await findTwin(pool, account, input));
      if (id !== undefined && (await changeLogEntry(pool, account, { id, change: input }))) return id;
      return (await addLogEntry(pool, account, input)).id;
    },
    async putOut(rowId, name) {
      const entry = (await readLogEntry(pool, account, rowId)) as StoredLogEntry;
      const { id: _, createdAt, updatedAt, broke, why, fixed, check, ...facts } = entry;
      const said = { ...facts, ...(check !== null && { check }) };
      if (name === undefined) return `log/${basename(await keepEntry(home, { ...said, broke, why, fixed }))}`;
      await keepFile(join(home.folder, name), entryText(said, { broke, why, fixed }));
      return name;
    },
    drop: (rowId) => removeLogEntry(pool, account, rowId),
  };
}

async function readInput({ log }: Home, file: string) {
  const read = await readEntry(log, file);
  if (read === undefined || Array.isArray(read))
    throw errorOf("home-mistakes", read ?? [], `correct ${join(log, file)}`);
  const { name: _, ...entry } = read;
  // Where nothing was written yet, the file has an ellipsis.
  const [broke, why, fixed] = [entry.broke, entry.why, entry.fixed].map((text) => (text.trim() === "…" ? "" : text));
  const value = { ...entry, broke, why, fixed };
  const input = readAs(logEntryInputSchema, { file: join(log, file), value, lineOf: () => undefined });
  if ("mistakes" in input) throw errorOf("home-mistakes", input.mistakes, `correct ${join(log, file)}`);
  return input.value;
}

/** After a kill between the writing of a file and the note of it: the entry that the file was written from. */
async function findTwin(
  pool: pg.Pool,
  account: string,
  { date, title }: { date: string; title: string },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select id
     from log_entry
     where account = $1
       and date = $2
       and title = $3
       and not exists (select from home_file where account = $1 and row_id = log_entry.id::text)
     order by id
     limit 1`,
    [account, date, title],
  );
  return rows[0]?.id;
}
