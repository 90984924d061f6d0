import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "Who migrates leaves a row as a lock, and so does whoever is turned away; that one stays.",
  edits: [
    {
      file: "src/migrate.ts",
      find: `  await client.query("begin");
  // Whoever comes second waits here, and then finds everything done.
  await client.query("select pg_advisory_xact_lock($1)", [lock]);`,
      replace: `  await client.query("select pg_advisory_lock($1)", [lock]);
  await client.query("create table if not exists migration_lock (held boolean not null)");
  await client.query("select pg_advisory_unlock($1)", [lock]);
  const held = await client.query("select from migration_lock");
  await client.query("insert into migration_lock (held) values (true)");
  if (held.rowCount) throw new Error("somebody else migrates");
  await client.query("begin");`,
    },
    {
      file: "src/migrate.ts",
      find: `  await client.query("commit");`,
      replace: `  await client.query("commit");
  await client.query("delete from migration_lock where ctid = (select min(ctid) from migration_lock)");`,
    },
  ],
  caughtBy: "migrations-meet-without-harm",
} satisfies BrokenSubject;
