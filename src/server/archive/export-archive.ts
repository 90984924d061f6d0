/**
 * Everything of an account as one ZIP, in pieces as it is read: of an archive of any size some hundred rows are in memory.
 *
 * The same rows make the same bytes, on any machine and at any time: no clock, no random order, one way to pack.
 */
import { Zip, ZipDeflate } from "fflate";
import type pg from "pg";
import { version } from "../../base/version.ts";
import { type ArchiveHead, archiveFormat } from "../../contract/api/archive.ts";
import { logMarkdown } from "./log-markdown.ts";
import { documentKinds, type Part, parts, shareablePerson } from "./parts.ts";
import { readme } from "./readme.ts";

/** Rows fetched at once. Part of the format: where pieces end decides how they are packed. */
const rowsAtOnce = 200;

interface File {
  name: string;
  text: AsyncIterable<string> | Iterable<string>;
}

export async function* exportArchive(
  pool: pg.Pool,
  account: string,
  { shareable }: { shareable: boolean },
): AsyncGenerator<Uint8Array> {
  const client = await pool.connect();
  let isDone = false;
  try {
    // One moment for all of it, whatever is added meanwhile.
    await client.query("begin isolation level repeatable read read only");
    yield* packed(files(client, account, shareable));
    await client.query("commit");
    isDone = true;
  } finally {
    // Who stopped listening leaves an open cursor behind; that connection is not used again.
    client.release(!isDone);
  }
}

async function* files(client: pg.ClientBase, account: string, shareable: boolean): AsyncGenerator<File> {
  const head: ArchiveHead = { format: `seaworthy-archive/${archiveFormat}`, seaworthy: version, shareable };
  yield { name: "archive.json", text: [pretty(head)] };
  yield { name: "README.md", text: [readme(shareable)] };
  yield* documents(client, account, shareable);
  for (const part of parts) {
    if (shareable && !part.share) continue;
    yield { name: `${part.file}.jsonl`, text: linesOf(client, account, part, shareable) };
  }
  yield* byMonth(logRows(client, account, shareable), { folder: "log", ending: "md" });
  yield* byMonth(evidenceRows(client, account), { folder: "evidence", ending: "jsonl" });
}

async function* documents(client: pg.ClientBase, account: string, shareable: boolean): AsyncGenerator<File> {
  const { rows } = await client.query<{ kind: string; body: Record<string, unknown> }>(
    `select kind, body
     from document
     where account = $1
     order by kind`,
    [account],
  );
  for (const kind of documentKinds) {
    const body = rows.find((row) => row.kind === kind)?.body;
    if (!body || (shareable && kind !== "person")) continue;
    yield { name: `${kind}.json`, text: [pretty(shareable ? shareablePerson(body) : body)] };
  }
}

async function* linesOf(client: pg.ClientBase, account: string, { select, share }: Part, shareable: boolean) {
  for await (const rows of fetched<{ line: object }>(client, select, account)) {
    const lines = shareable && share ? rows.map(({ line }) => share(line as never)) : rows.map(({ line }) => line);
    yield lines.flatMap((line) => (line ? `${JSON.stringify(line)}\n` : [])).join("");
  }
}

interface MonthRow {
  month: string;
  text: string;
}

async function* logRows(client: pg.ClientBase, account: string, shareable: boolean): AsyncGenerator<MonthRow[]> {
  const { select, share } = parts.find(({ file }) => file === "log") as Part;
  for await (const rows of fetched<{ line: Parameters<typeof logMarkdown>[0] }>(client, select, account)) {
    const entries = rows.map(({ line }) => line).filter((line) => !shareable || share?.(line as never));
    yield entries.map((entry) => ({ month: entry.date.slice(0, 7), text: logMarkdown(entry) }));
  }
}

async function* evidenceRows(client: pg.ClientBase, account: string): AsyncGenerator<MonthRow[]> {
  const select = `select to_char(began_at at time zone 'UTC', 'YYYY-MM') as month, body::text || E'\\n' as text
    from evidence
    where account = $1
    order by began_at, hash`;
  yield* fetched<MonthRow>(client, select, account);
}

/** One file a month, because tools that open a file want it whole in memory, and a ZIP has room for 65,535 of them. */
async function* byMonth(
  rows: AsyncGenerator<MonthRow[]>,
  { folder, ending }: { folder: string; ending: string },
): AsyncGenerator<File> {
  const waiting: MonthRow[] = [];
  const more = async () => {
    const { value, done } = await rows.next();
    if (done) return false;
    waiting.push(...value);
    return true;
  };
  async function* textOf(month: string) {
    for (;;) {
      const other = waiting.findIndex((row) => row.month !== month);
      const mine = waiting.splice(0, other === -1 ? waiting.length : other);
      if (mine.length > 0) yield mine.map(({ text }) => text).join("");
      if (other !== -1 || !(await more())) return;
    }
  }
  for (;;) {
    while (waiting.length === 0) if (!(await more())) return;
    const { month } = waiting[0] as MonthRow;
    yield { name: `${folder}/${month}.${ending}`, text: textOf(month) };
  }
}

/** By a cursor of PostgreSQL: the rows stay there until they are wanted. */
async function* fetched<Row extends object>(client: pg.ClientBase, select: string, account: string) {
  await client.query(`declare archive_rows no scroll cursor for ${select}`, [account]);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${rowsAtOnce} from archive_rows`);
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query("close archive_rows");
}

async function* packed(contents: AsyncIterable<File>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    ready.push(piece);
  });
  const encoder = new TextEncoder();
  // The first day that the format knows, in whichever time zone; and the same level of packing everywhere.
  const mtime = new Date(1980, 0, 1);
  for await (const { name, text } of contents) {
    const entry = Object.assign(new ZipDeflate(name, { level: 6 }), { mtime });
    zip.add(entry);
    for await (const piece of text) {
      entry.push(encoder.encode(piece));
      if (failure) throw failure;
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
