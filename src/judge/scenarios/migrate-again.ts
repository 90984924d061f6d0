/**
 * Runs the `migrate:` command of the manifest as releases do: again on a database that has rows, and twice at the same moment on an
 * empty one. (The first run on an empty database is what every copy begins with.) Then looks at the schema, the rows, and whether
 * the program works on it.
 *
 * Takes some 4 s and five runs of the command.
 */
import type { Json } from "../../contract/json.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { compareSchemas, type SchemaDifference, schemaLines } from "../acts/schema-lines.ts";
import { countWaiting, holdCatalogue } from "../acts/start-together.ts";
import { type Made, makeable, makeThing, pathOf } from "../acts/things.ts";
import {
  CannotGoOn,
  type Database,
  type Instance,
  type Migrated,
  operationOf,
  requireReady,
  type Scenario,
  type Stage,
} from "../scenario.ts";

/** The value of the fact "migrated again". */
export interface MigratedAgain extends Migrated, SchemaDifference {}

/** The value of the fact "migrated at once". */
export interface MigratedAtOnce extends SchemaDifference {
  /** Of the two that ran together. */
  runs: Migrated[];
  /** Sessions that had got as far as making something when they were let go. */
  met: number;
  /** The one after them; what differs is compared with a database that was migrated once, alone. */
  after: Migrated;
}

/** Of "before the migration" and "after the migration": a thing of this resource, with what was sent. */
export interface RowNote {
  resource: string;
  thing: string;
  sent: Made["sent"];
}

/** The value of the fact "rows": by table, of those that things were made in, how many before and after. */
export interface RowsAround {
  tables: { table: string; before: number; after: number }[];
}

/** Of each resource. */
const things = 3;
/** An interpreter takes a second or two until it connects. */
const longestComingMs = 10_000;
/** Whoever has come waits no longer for the other: far below any sensible limit of a statement. */
const longestHeldMs = 1_500;

const scenario: Scenario = {
  title: "migrate its database again, and twice at once",
  fast: false,
  instance: "own",
  production: { expectedMs: 6_000 },
  uses: ["process", "database", "migration"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const fresh = await schemaLines(instance.database);
    await migrateAgain(stage, instance, fresh);
    await migrateAtOnce(stage, fresh);
  },
};
export default scenario;

async function migrateAgain(stage: Stage, instance: Instance, fresh: readonly string[]): Promise<void> {
  const { database, track } = instance;
  const made: { place: Stage; resource: Resource; thing: Made; name: string }[] = [];
  for (const wanted of makeable(stage.surface, "read")) {
    const { stage: here, resource } = await inPlace(stage, instance, wanted);
    for (let n = 1; n <= things; n++) {
      const body = markedBody(operationOf(here.surface, resource.create), here.random);
      const thing = await makeThing(here, instance, resource, `${n}`, { body });
      made.push({ place: here, resource, thing, name: `${resource.name} ${n}` });
    }
  }
  const readAll = async (label: string) => {
    for (const { place, resource, thing, name } of made) {
      const note = { resource: resource.name, thing: name, sent: thing.sent } satisfies RowNote;
      await instance.http.call(operationOf(place.surface, resource.read), {
        ...{ label, note, path: pathOf(resource, thing.id) },
      });
    }
  };
  await readAll("before the migration");
  const homes = await tablesOf(
    database,
    made.map(({ thing }) => thing.sent),
  );
  const before = await countRows(database, homes);
  const migrated = await instance.migrate();
  const again: MigratedAgain = { ...migrated, ...compareSchemas(fresh, await schemaLines(database)) };
  track.append({ kind: "fact", at: track.now(), name: "migrated again", value: { ...again } });
  const after = await countRows(database, homes);
  const tables = homes.map((table, i) => ({ table, before: before[i] ?? 0, after: after[i] ?? 0 }));
  track.append({ kind: "fact", at: track.now(), name: "rows", value: { tables } satisfies RowsAround });
  await readAll("after the migration");
}

/** Both are held where they would make something, then let go at once: else they would meet once in a hundred releases. */
async function migrateAtOnce(stage: Stage, fresh: readonly string[]): Promise<void> {
  const empty = await stage.start({ program: false });
  const { database, track } = empty;
  await holdCatalogue(database);
  const running = [empty.migrate(), empty.migrate()];
  let over = 0;
  for (const one of running) void one.finally(() => over++).catch(() => {});
  let met = 0;
  try {
    const began = track.now();
    let since = began;
    while (met < running.length && over < running.length) {
      const waiting = await countWaiting(database);
      if (met === 0 && waiting > 0) since = track.now();
      met = Math.max(met, waiting);
      if (track.now() - began > longestComingMs || (met > 0 && track.now() - since > longestHeldMs)) break;
      await stage.wait(20);
    }
  } finally {
    await database.query("rollback");
  }
  const runs = await Promise.all(running);
  // Who was told that somebody else is at it tries once more, as whoever ran it would.
  const after = await empty.migrate();
  const difference = compareSchemas(fresh, await schemaLines(database));
  const atOnce: MigratedAtOnce = { runs, met, after, ...difference };
  track.append({
    kind: "fact",
    at: track.now(),
    name: "migrated at once",
    value: structuredClone(atOnce) as unknown as Json,
  });
  if (!after.ok) return;
  const instance = requireReady(await stage.start({ database }));
  const [wanted] = makeable(stage.surface, "read");
  if (!wanted) return;
  const { stage: here, resource } = await inPlace(stage, instance, wanted);
  await makeThing(here, instance, resource, "on a database that two have migrated").catch((error) => {
    // The exchange says it.
    if (!(error instanceof CannotGoOn)) throw error;
  });
}

/** The tables that have a text of theirs in a row. A migration may well write a log of its own in another. */
async function tablesOf(database: Database, sent: readonly Made["sent"][]): Promise<string[]> {
  const marks = sent.flatMap((body) =>
    Object.values(body).filter((value) => typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value)),
  );
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const homes: string[] = [];
  for (const { name } of tables) {
    const sql = `select exists (select from ${name} as t where t::text like any ($1)) as "isHome"`;
    const [row] = await database.query(sql, [marks.map((mark) => `%${mark}%`)]);
    if (row?.isHome) homes.push(String(name));
  }
  return homes;
}

/** -1 for a table that is not there any more. */
async function countRows(database: Database, tables: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const table of tables) {
    const [known] = await database.query("select to_regclass($1) is not null as there", [table]);
    if (!known?.there) counts.push(-1);
    else counts.push(Number((await database.query(`select count(*)::int as rows from ${table}`))[0]?.rows));
  }
  return counts;
}
