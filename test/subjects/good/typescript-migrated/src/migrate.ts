/**
 * Brings the schema up to date: each file of migrations/ once, in the order of their names, and all of them or none. With `down`
 * takes all of them back by the files of migrations/down/, the last first.
 */
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
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  if (process.argv[2] === "down") {
    for (const name of names.toReversed()) {
      if (!applied.has(name)) continue;
      await client.query(await readFile(new URL(`down/${name}`, folder), "utf8"));
      await client.query("delete from migration where name = $1", [name]);
      log.info("taken back", { name });
    }
  } else {
    for (const name of names) {
      if (applied.has(name)) continue;
      await client.query(await readFile(new URL(name, folder), "utf8"));
      await client.query("insert into migration (name) values ($1)", [name]);
      log.info("migrated", { name });
    }
  }
  await client.query("commit");
} finally {
  await client.end();
}
