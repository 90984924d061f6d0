/** Brings the schema up to date: each file of migrations/ once, in the order of their names, and all of them or none. */
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";
import { log } from "./log.ts";
import { readSettings } from "./settings.ts";

const folder = new URL("../migrations/", import.meta.url);
/** Any number, as long as nothing else in this database locks it. */
const lock = 20_260_301;

const client = new pg.Client({ connectionString: readSettings(process.env).databaseUrl });
await client.connect();
try {
  await client.query("begin");
  // Whoever comes second waits here, and then finds everything done.
  await client.query("select pg_advisory_xact_lock($1)", [lock]);
  await client.query(
    "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())",
  );
  const applied = new Set((await client.query("select name from migration")).rows.map(({ name }) => name));
  for (const name of (await readdir(folder)).sort()) {
    if (applied.has(name)) continue;
    await client.query(await readFile(new URL(name, folder), "utf8"));
    await client.query("insert into migration (name) values ($1)", [name]);
    log.info("migrated", { name });
  }
  await client.query("commit");
} finally {
  await client.end();
}
