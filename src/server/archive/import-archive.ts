/**
 * Takes an archive in, whole or not at all: one transaction, in which every line is checked before it is kept.
 */
import type pg from "pg";
import type * as z from "zod";
import { BrokenZip, readZip, type ZipEntry } from "../../base/read-zip.ts";
import { type ArchiveHead, type ArchiveKept, archiveFormat, archiveHeadSchema } from "../../contract/api/archive.ts";
import { documentSchemas } from "../../contract/api/documents.ts";
import { evidenceSchema } from "../../contract/evidence.ts";
import { digestOf } from "../../evidence/canonical-json.ts";
import { keepProofs } from "../evidence/keep-proofs.ts";
import { insertEvidence } from "../evidence/sql.ts";
import { inTransaction } from "../ground/in-transaction.ts";
import { HttpProblem } from "../ground/problems.ts";
import { linesOf, type NumberedLine, wholeOf } from "./archive-lines.ts";
import { makeRoom } from "./make-room.ts";
import { documentKinds, type Part, parts } from "./parts.ts";

/** What ten thousand runs unpack to. Beyond it something wants to see how much memory there is. */
const mostBytes = 1024 * 1024 * 1024;

export async function importArchive(
  pool: pg.Pool,
  account: string,
  { file, replace }: { file: Buffer; replace: boolean },
): Promise<ArchiveKept> {
  try {
    const entries = entriesOf(file);
    await readHead(entries);
    return await inTransaction(pool, async (client) => {
      await makeRoom(client, account, { replace });
      const kept: Record<string, number> = {};
      for (const kind of documentKinds) await keepDocument(client, account, kind, entries);
      for (const part of parts) kept[part.file] = await keepPart(client, account, part, entries);
      await sumSessions(client, account);
      kept.evidence = await keepEvidence(client, account, entries);
      return { kept };
    });
  } catch (error) {
    if (error instanceof BrokenZip) throw unfit(`The archive ${error.message}`);
    // Class 22: a value that fits its schema and no column, such as a day in the year 0. 23: a line that is there twice.
    if (/^2[23]/.test((error as { code?: string }).code ?? ""))
      throw unfit(`The archive holds something that cannot be kept: ${(error as Error).message}`);
    throw error;
  }
}

function unfit(title: string): HttpProblem {
  return new HttpProblem(422, title, { fix: "take the archive as it was exported; nothing was changed here" });
}

/** Left there by those who pack a folder again, or written for people only. */
const passedOver = /^(README\.md|log\/.*\.md|__MACOSX\/.*|(.*\/)?\.DS_Store|.*\/)$/;
const evidenceFile = /^evidence\/\d{4}-\d{2}\.jsonl$/;
const ours = new Set([
  "archive.json",
  ...documentKinds.map((kind) => `${kind}.json`),
  ...parts.map(({ file }) => `${file}.jsonl`),
]);

function entriesOf(file: Buffer): Map<string, ZipEntry> {
  const all = readZip(file);
  const entries = all.filter(({ name }) => !passedOver.test(name) || /(^|\/)\.\.(\/|$)|^\//.test(name));
  if (!entries.some(({ name }) => name === "archive.json"))
    throw unfit("This is no archive of Seaworthy: it has no archive.json");
  const stray = entries.find(({ name }) => !ours.has(name) && !evidenceFile.test(name));
  if (stray) throw unfit(`The archive holds ${JSON.stringify(stray.name.slice(0, 80))}, which has no place in one`);
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes)
    throw unfit(`The archive unpacks to more than ${mostBytes / 1024 ** 3} GB`);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

async function readHead(entries: ReadonlyMap<string, ZipEntry>): Promise<ArchiveHead> {
  const head = await wholeOf(entries.get("archive.json") as ZipEntry);
  const read = archiveHeadSchema.safeParse(head);
  if (!read.success) throw unfit("This is no archive of Seaworthy: its archive.json does not say so");
  const number = Number(read.data.format.split("/")[1]);
  if (number > archiveFormat) {
    throw new HttpProblem(422, `The archive has the format ${number}, and this version reads up to ${archiveFormat}`, {
      fix: `use Seaworthy ${read.data.seaworthy.slice(0, 20)} or newer, which wrote it`,
    });
  }
  return read.data;
}

async function keepDocument(
  client: pg.ClientBase,
  account: string,
  kind: keyof typeof documentSchemas,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<void> {
  const entry = entries.get(`${kind}.json`);
  if (!entry) {
    // Identical afterwards means that what is not in it is not here.
    await client.query("delete from document where account = $1 and kind = $2", [account, kind]);
    return;
  }
  const body = await wholeOf(entry);
  const read = documentSchemas[kind].safeParse(body);
  if (!read.success) throw unfit(`The archive's ${kind}.json is damaged: ${firstOf(read.error)}`);
  // As it was written, so that it is written so again; its version rises, so that whoever remembers the old one asks anew.
  await client.query(
    `insert into document as kept (account, kind, body)
     values ($1, $2, $3)
     on conflict (account, kind) do update
     set body = excluded.body,
         version = kept.version + 1,
         updated_at = now()`,
    [account, kind, JSON.stringify(body)],
  );
}

async function keepPart(
  client: pg.ClientBase,
  account: string,
  { file, line, insert, keep }: Part,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<number> {
  const entry = entries.get(`${file}.jsonl`);
  let count = 0;
  if (!entry) return count;
  for await (const lines of linesOf(entry)) {
    for (const { value, number } of lines) check(line, value, { file: entry.name, number });
    const values = lines.map(({ value }) => value);
    if (insert) await client.query(insert, [account, JSON.stringify(values)]);
    if (keep) for (const value of values) await keep(client, account, value as never);
    count += lines.length;
  }
  return count;
}

async function sumSessions(client: pg.ClientBase, account: string): Promise<void> {
  await client.query(
    `insert into session_month (account, month, unit, kind, minutes, first_date)
     select account, date_trunc('month', date)::date, unit, kind, sum(minutes), min(date)
     from session
     where account = $1
       and not done
     group by account, date_trunc('month', date)::date, unit, kind`,
    [account],
  );
}

async function keepEvidence(
  client: pg.ClientBase,
  account: string,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<number> {
  let count = 0;
  for (const [name, entry] of entries) {
    if (!evidenceFile.test(name)) continue;
    for await (const lines of linesOf(entry)) {
      for (const { value, number } of lines) {
        const evidence = check(evidenceSchema, value, { file: name, number });
        const document = { hash: digestOf(evidence), evidence };
        if (!(await insertEvidence(client, account, document))) continue;
        await keepProofs(client, account, [document]);
        count++;
      }
    }
  }
  return count;
}

function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { file, number }: { file: string; number: NumberedLine["number"] },
): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw unfit(`The archive's ${file} is damaged in line ${number}: ${firstOf(read.error)}`);
}

function firstOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") || "it"}: ${issue?.message ?? "is not as it should be"}`.slice(0, 200);
}
