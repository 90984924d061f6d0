/**
 * Deletes a thing that others lie below, and breaks the delete off in the middle: by kill -9, and by ending its database session.
 *
 * Which tables it takes rows from is learned from a delete that is left alone. Then, for each of them, one of its rows is held,
 * so that the delete has to stop there with everything done that it does earlier; and there it is broken off. Afterwards the rows are
 * counted in the database itself: an orphan that no answer shows is still one.
 */
import type { Surface } from "../../contract/surface.ts";
import { withoutOwners } from "../acts/cast.ts";
import { type Person, register, signUp } from "../acts/people.ts";
import {
  letIn,
  makeIn,
  makePossessions,
  ownedResources,
  type Possession,
  type Possessions,
  pathFor,
} from "../acts/possessions.ts";
import { succeeded } from "../reading/exchanges.ts";
import {
  CannotGoOn,
  type Database,
  type Instance,
  operationOf,
  requireReady,
  type Scenario,
  type Stage,
} from "../scenario.ts";

/** Note of "delete", of "read after the delete" and value of the fact "rows after the delete". */
export interface BreakNote {
  round: number;
  /** "nothing" for the delete that is left alone. */
  brokenOffBy: "nothing" | "kill -9" | "the end of its database session";
  resource: string;
}

/** Value of the fact "rows after the delete": of each table that the whole delete takes rows from. */
export interface RowsFact extends BreakNote {
  tables: { table: string; made: number; left: number }[];
}

/** Enough that "in the middle" has something before and after it. */
const children = 5;
/** A delete that asks for rights first is there within milliseconds; a busy machine gets its time. */
const arrivalMs = 3_000;
/** Statements of other connections that were under way come to their end. */
const settledMs = 300;
/** More tables than this are hardly ever touched, and each costs a round. */
const mostRounds = 5;

const scenario: Scenario = {
  title: "break off the delete of something with much below it",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["deletes-are-all-or-nothing"],
  limitMs: 120_000,
  inapplicable: (surface) =>
    withoutOwners(surface) ?? (hasBelow(surface) ? undefined : "nothing that can be deleted has anything below it"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { surface, random } = stage;
    const owner = await signUp(instance.http, surface, random, "Ali");
    const member = surface.sharing ? await register(instance.http, surface, random, "Vic") : undefined;
    const guests = member?.id === undefined ? [] : [{ ...member, id: member.id, token: "", as: {} }];

    const rehearsal = await furnish(stage, instance, owner, guests);
    await deleteRoot(stage, instance, rehearsal, { round: 0, brokenOffBy: "nothing" });
    const gone = await countRows(instance.database, rehearsal.counts);
    await readAll(stage, instance, rehearsal, { round: 0, brokenOffBy: "nothing" });
    // What grew with the thing and shrank with it belongs to it; logs only grow.
    const touched = [...rehearsal.made.keys()].filter(
      (table) => (gone.get(table) ?? 0) <= (rehearsal.before.get(table) ?? 0),
    );
    let round = 0;
    for (const table of touched.slice(0, mostRounds)) {
      round++;
      const brokenOffBy = round === 1 ? "kill -9" : "the end of its database session";
      if (!(await breakOff(stage, instance, { owner, guests, touched, table, round, brokenOffBy }))) return;
    }
  },
};
export default scenario;

function hasBelow(surface: Surface): boolean {
  const [root, ...below] = ownedResources(surface);
  return root?.remove !== undefined && root.read !== undefined && below.length > 0;
}

interface Furnished extends Possessions {
  before: Map<string, number>;
  /** All tables, as they were counted last. */
  counts: string[];
  /** By table: how many rows came with it. */
  made: Map<string, number>;
  /** By table: where those rows lie. */
  places: Map<string, string[]>;
}

/** One root with several of everything below it and with members; which rows are its own is seen by what is new. */
async function furnish(stage: Stage, instance: Instance, owner: Person, guests: Person[]): Promise<Furnished> {
  const { database } = instance;
  const tables = await tablesIn(database);
  const before = new Map<string, Set<string>>();
  for (const table of tables) before.set(table, new Set(await placesIn(database, table)));
  const possessions = await makePossessions(stage, instance, owner);
  for (const resource of ownedResources(stage.surface).slice(1)) {
    for (let i = 1; i < children; i++)
      possessions.things.push(await makeIn(stage, instance, { ...possessions, resource }));
  }
  const [role] = stage.surface.sharing?.roles ?? [];
  for (const person of guests) if (role !== undefined) await letIn(stage, instance, possessions, { person, role });
  const places = new Map<string, string[]>();
  for (const table of tables) {
    const fresh = (await placesIn(database, table)).filter((place) => !before.get(table)?.has(place));
    if (fresh.length > 0) places.set(table, fresh);
  }
  return {
    ...possessions,
    before: new Map([...before].map(([table, known]) => [table, known.size])),
    counts: tables,
    made: new Map([...places].map(([table, fresh]) => [table, fresh.length])),
    places,
  };
}

interface BreakOff extends Omit<BreakNote, "resource"> {
  owner: Person;
  guests: Person[];
  touched: string[];
  table: string;
}

/** False when the program did not come up again. */
async function breakOff(
  stage: Stage,
  instance: Instance,
  { owner, guests, touched, table, round, brokenOffBy }: BreakOff,
): Promise<boolean> {
  const { database, process, track } = instance;
  const furnished = await furnish(stage, instance, owner, guests);
  const places = furnished.places.get(table) ?? [];
  const place = places[Math.floor(places.length / 2)];
  if (place === undefined) return true;
  await database.query("begin");
  let answer: Promise<unknown> | undefined;
  try {
    await database.query(`select 1 from ${table} where ctid = $1::tid for update`, [place]);
    answer = deleteRoot(stage, instance, furnished, { round, brokenOffBy });
    const began = track.now();
    while (track.now() - began < arrivalMs && (await database.query(waiters)).length === 0) await stage.wait(20);
    if (brokenOffBy === "kill -9") await process.kill();
    // A database notices that its client is gone only when it next speaks to it; so it is told.
    await database.query(`select pg_terminate_backend(pid) from (${waiters}) as w`);
  } finally {
    await database.query("rollback");
  }
  await answer;
  await stage.wait(settledMs);
  const rows = await countRows(database, touched);
  const left = touched.map((name) => ({
    table: name,
    made: furnished.made.get(name) ?? 0,
    left: (rows.get(name) ?? 0) - (furnished.before.get(name) ?? 0),
  }));
  const value = { round, brokenOffBy, resource: furnished.root.resource.name, tables: left } satisfies RowsFact;
  track.append({ kind: "fact", at: track.now(), name: "rows after the delete", value });
  if (brokenOffBy === "kill -9") {
    await instance.restart();
    if (!instance.ready) return false;
  }
  await readAll(stage, instance, furnished, { round, brokenOffBy });
  return true;
}

/** Who waits for our transaction: pg_locks is read afresh each time. */
const waiters = `
  select distinct pid
  from pg_locks
  where not granted
    and pg_backend_pid() = any(pg_blocking_pids(pid))`;

async function deleteRoot(
  { surface }: Stage,
  { http }: Instance,
  { owner, root, things }: Possessions,
  note: Omit<BreakNote, "resource">,
): Promise<void> {
  const operation = operationOf(surface, root.resource.remove);
  const deleted = await http.call(operation, {
    label: "delete",
    note: { ...note, resource: root.resource.name },
    headers: owner.as,
    path: pathFor(surface, operation, things) ?? {},
  });
  if (note.brokenOffBy === "nothing" && !succeeded(deleted)) {
    throw new CannotGoOn(
      `a ${root.resource.name} could not be deleted (${deleted.response?.status ?? deleted.outcome})`,
    );
  }
}

async function readAll(
  { surface }: Stage,
  { http }: Instance,
  { owner, things, root }: Possessions,
  note: Omit<BreakNote, "resource">,
): Promise<void> {
  for (const thing of things) {
    const read = surface.operations.find(({ id }) => id === thing.resource.read);
    const path = read && pathFor(surface, read, [...new Set<Possession>([root, thing, ...things])]);
    if (!read || !path) continue;
    const label = "read after the delete";
    await http.call(read, { label, note: { ...note, resource: thing.resource.name }, headers: owner.as, path });
  }
}

async function tablesIn(database: Database): Promise<string[]> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
     order by 1`,
  );
  return tables.map(({ name }) => String(name));
}

async function placesIn(database: Database, table: string): Promise<string[]> {
  return (await database.query(`select ctid::text as place from ${table}`)).map(({ place }) => String(place));
}

async function countRows(database: Database, tables: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const [row] = await database.query(`select count(*)::int as rows from ${table}`);
    counts.set(table, Number(row?.rows ?? 0));
  }
  return counts;
}
