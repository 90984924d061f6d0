/**
 * Lets writes fail inside the database, as they do when transactions get in each other's way: serialization failures and
 * deadlocks, at the first write of a request and at later ones. Then looks at what became of the thing, through the API and
 * in the tables, and whether the program's connections are as good as before.
 *
 * Takes some 3 s for each kind of thing: a dozen requests, each with a look before and after.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { type Made, makeable, makeThing, pathOf } from "../acts/things.ts";
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

export type WriteKind = "create" | "update" | "delete";

/** Of "while a write fails", and of "look" at the thing afterwards. */
export interface FailedWriteNote {
  resource: string;
  does: WriteKind;
  sqlState: string;
  /** Which of the request's writes failed, from 1. */
  nth: number;
  /** Of "look": what is there if the request did nothing, and what if it did all. Empty: nothing is there. */
  before?: Made["sent"];
  after?: Made["sent"];
}

/** The value of the fact "rows with the mark": how often what was to be created is in the tables that such things live in. */
export interface MarkedRows {
  resource: string;
  nth: number;
  sqlState: string;
  status: number;
  tables: { table: string; rows: number }[];
}

/** The value of the fact "left open", at the end: sessions in a transaction in which nothing goes on. */
export interface LeftOpen {
  sessions: number;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const failures = [
  { sqlState: "40001", message: "could not serialize access due to concurrent update" },
  { sqlState: "40P01", message: "deadlock detected" },
];
/** Requests hardly ever write to more tables than this in turn; each costs a round. */
const mostWrites = 3;
/** Enough to meet every connection of an ordinary pool. */
const afterwards = 12;
/** A COMMIT or ROLLBACK that is on its way comes to its end. */
const settleMs = 600;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "let its writes fail inside the database",
  fast: false,
  instance: "own",
  production: { expectedMs: 8_000 },
  uses: ["database"],
  limitMs: 150_000,
  inapplicable: (surface) => (writable(surface).length > 0 ? undefined : "nothing can be created and read"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    for (const wanted of writable(stage.surface)) {
      const { stage: here, resource } = await inPlace(stage, instance, wanted);
      await failEachWrite(here, instance, resource);
    }
    await stage.wait(settleMs);
    const [row] = await instance.database.query(
      `select count(*)::int as sessions from pg_stat_activity
       where usename = current_user and state like 'idle in transaction%' and state_change < now() - interval '500 ms'`,
    );
    const { track } = instance;
    const left: LeftOpen = { sessions: Number(row?.sessions ?? 0) };
    track.append({ kind: "fact", at: track.now(), name: "left open", value: { ...left } });
  },
};
export default scenario;

function writable(surface: Stage["surface"]): Resource[] {
  return makeable(surface, "read");
}

async function failEachWrite(stage: Stage, instance: Instance, resource: Resource): Promise<void> {
  const homes = await findHomes(stage, instance, resource);
  const kinds: WriteKind[] = ["create", "update", "delete"];
  for (const does of kinds) {
    if ((does === "update" && !resource.update) || (does === "delete" && !resource.remove)) continue;
    for (let nth = 1; nth <= mostWrites; nth++) {
      const failure = failures[(nth + kinds.indexOf(does)) % failures.length] as (typeof failures)[number];
      if (!(await failOne(stage, instance, { resource, does, nth, failure, homes }))) break;
    }
  }
  const read = operationOf(stage.surface, resource.read);
  const made = await makeThing(stage, instance, resource, "afterwards", { label: "afterwards" }).catch((error) => {
    if (error instanceof CannotGoOn) return undefined;
    throw error;
  });
  if (!made) return;
  await Promise.all(
    Array.from({ length: afterwards }, () =>
      instance.http.call(read, { label: "afterwards", path: pathOf(resource, made.id) }),
    ),
  );
}

interface One {
  resource: Resource;
  does: WriteKind;
  nth: number;
  failure: (typeof failures)[number];
  homes: string[];
}

/** False when the request has fewer writes than that. */
async function failOne(
  stage: Stage,
  instance: Instance,
  { resource, does, nth, failure, homes }: One,
): Promise<boolean> {
  const { surface, random } = stage;
  const { http, database, track } = instance;
  const kept =
    does === "create" ? undefined : await makeThing(stage, instance, resource, "kept", { label: "afterwards" });
  const operation = operationOf(
    surface,
    { create: resource.create, update: resource.update, delete: resource.remove }[does],
  );
  const sent =
    does === "create" ? markedBody(operation, random) : does === "update" ? markedChange(operation, random) : undefined;
  const note: FailedWriteNote = { resource: resource.name, does, sqlState: failure.sqlState, nth };
  const end = await database.fault({ kind: "fail-writes", ...failure, skip: nth - 1, times: 1 });
  let exchange: Exchange;
  let writes = 0;
  try {
    exchange = await http.call(operation, {
      label: "while a write fails",
      note: { ...note },
      limitMs: surface.limits.outageAnswerMs + graceMs,
      ...(kept ? { path: pathOf(resource, kept.id) } : {}),
      ...(sent ? { body: sent } : {}),
      // With a key a create writes more than the thing, and all of it belongs together.
      ...(operation.idempotencyHeader ? { headers: { [operation.idempotencyHeader]: random.token(24) } } : {}),
    });
    const [row] = await database.query("select last_value, is_called from seaworthy_fault.writes");
    writes = row?.is_called ? Number(row.last_value) : 0;
  } finally {
    await end();
  }
  if (writes < nth) return false;
  if (kept) {
    const whole = { ...kept.sent, ...sent };
    const look = { ...note, before: kept.sent, ...(does === "update" ? { after: whole } : {}) };
    await http.call(operationOf(surface, resource.read), {
      label: "look",
      note: look,
      path: pathOf(resource, kept.id),
    });
    return true;
  }
  // The connection that just failed is often the next to be used.
  if (resource.list) await http.call(operationOf(surface, resource.list), { label: "afterwards" });
  const mark = Object.values(sent ?? {}).find((value) => typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value));
  if (typeof mark !== "string") return true;
  const tables = await Promise.all(
    homes.map(async (table) => ({ table, rows: await countMarked(database, table, mark) })),
  );
  const status = exchange.response?.status ?? 0;
  const rows: MarkedRows = { resource: resource.name, nth, sqlState: failure.sqlState, status, tables };
  track.append({ kind: "fact", at: track.now(), name: "rows with the mark", value: { ...rows } });
  return true;
}

/**
 * The tables that a thing of this kind lives in: there is one row with its text when it was created, and none when it was deleted.
 * So a table that only writes down what was asked for is none of them.
 */
async function findHomes(stage: Stage, instance: Instance, resource: Resource): Promise<string[]> {
  const { surface, random } = stage;
  const { database, http } = instance;
  if (!resource.remove) return [];
  const body = markedBody(operationOf(surface, resource.create), random);
  const mark = Object.values(body).find((value) => typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value));
  const made = await makeThing(stage, instance, resource, "rehearsal", { body });
  const removed = await (async () => {
    if (typeof mark !== "string") return undefined;
    const tables = await database.query(
      `select format('%I.%I', schemaname, tablename) as name
       from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      if ((await countMarked(database, String(name), mark)) === 1) found.push(String(name));
    const exchange = await http.call(operationOf(surface, resource.remove), {
      label: "rehearsal",
      path: pathOf(resource, made.id),
    });
    return succeeded(exchange) ? { found, mark } : undefined;
  })();
  if (!removed) return [];
  const homes: string[] = [];
  for (const name of removed.found) if ((await countMarked(database, name, removed.mark)) === 0) homes.push(name);
  return homes;
}

async function countMarked(database: Database, table: string, mark: string): Promise<number> {
  const [row] = await database.query(`select count(*)::int as rows from ${table} as t where t::text like $1`, [
    `%${mark}%`,
  ]);
  return Number(row?.rows ?? 0);
}
