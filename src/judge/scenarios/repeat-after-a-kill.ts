/**
 * Kills the program right after it acknowledged a create with a key, starts it again and repeats the create. Then once more, but
 * killed on the way: between the making of the thing and the keeping of its key, if a program does not do both at once.
 */
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { makeable } from "../acts/things.ts";
import { succeeded } from "../reading/exchanges.ts";
import { type Database, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "before the kill", "after the kill", "killed on the way", "after the kill on the way", and "list …" after each. */
export interface KilledNote {
  resource: string;
}

/** Far below any sensible limit of a statement. */
const arrivalMs = 1_500;

const scenario: Scenario = {
  title: "kill it and repeat a create with its key",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["repeats-make-one-thing"],
  limitMs: 90_000,
  inapplicable: (surface) =>
    makeable(surface).some(({ create }) => operationOf(surface, create).idempotencyHeader)
      ? undefined
      : "no create takes a key for repeated requests",
  async run(stage) {
    const wanted = makeable(stage.surface).find(({ create }) => operationOf(stage.surface, create).idempotencyHeader);
    if (!wanted) return;
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, wanted);
    const { surface, random } = here;
    const create = operationOf(surface, resource.create);
    const note = { resource: resource.name } satisfies KilledNote;
    const keyed = () => {
      const [key, body] = [random.token(24), markedBody(create, random)];
      return {
        key,
        post: (label: string) =>
          instance.http.call(create, { label, note, headers: { [create.idempotencyHeader ?? ""]: key }, body }),
      };
    };
    const list = async (label: string) => {
      if (resource.list) await instance.http.call(operationOf(surface, resource.list), { label, note });
    };

    const first = keyed();
    if (!succeeded(await first.post("before the kill"))) return;
    const kept = await whereKept(instance.database, first.key);
    await instance.process.kill();
    await instance.restart();
    if (!instance.ready) return;
    await first.post("after the kill");
    await list("list after the kill");

    // Without a table that holds the key as it was sent there is no telling where the way has its middle.
    if (!kept) return;
    const second = keyed();
    const underWay = await killOnTheWay(here, instance, kept, () => second.post("killed on the way"));
    await instance.restart();
    if (!instance.ready || succeeded(await underWay)) return;
    await second.post("after the kill on the way");
    await list("list after the kill on the way");
  },
};
export default scenario;

/** The table in which the key lies, as it was sent; undefined when it is kept in another form, or elsewhere. */
async function whereKept(database: Database, key: string): Promise<string | undefined> {
  const columns = await database.query(
    `select format('%I.%I', table_schema, table_name) as table, format('%I', column_name) as column
     from information_schema.columns
     join pg_tables on schemaname = table_schema and tablename = table_name
     where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('text', 'character varying')`,
  );
  for (const { table, column } of columns) {
    const found = await database.query(`select 1 from ${table} where ${column} like '%' || $1 || '%' limit 1`, [key]);
    if (found.length > 0) return String(table);
  }
  return undefined;
}

/** Whoever wants to keep the key has to wait, and so is killed before it is kept, whatever was done earlier. */
async function killOnTheWay<T>(
  { wait }: Stage,
  { database, process, track }: Instance,
  table: string,
  send: () => Promise<T>,
) {
  await database.query("begin");
  try {
    await database.query("set local lock_timeout = '2s'");
    await database.query(`lock table ${table} in exclusive mode`);
    const answer = send();
    const began = track.now();
    while (track.now() - began < arrivalMs) {
      const waiting = await database.query("select 1 from pg_locks where not granted and locktype = 'relation'");
      if (waiting.length > 0) break;
      await wait(20);
    }
    await process.kill();
    // The database would only notice when it next spoke to the program; a machine that dies takes both with it.
    await database.query(
      `select pg_terminate_backend(pid) from pg_locks
       where not granted and locktype = 'relation' and database = (select oid from pg_database where datname = current_database())`,
    );
    return answer;
  } finally {
    await database.query("rollback");
  }
}
