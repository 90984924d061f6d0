import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leftOf, orphanedMemory } from "../../../../test/left-behind/copies.ts";
import { startSweeper } from "../../subject/sweeper.ts";
import { type Cluster, startCluster } from "./cluster.ts";

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

test("a subject's role owns its database and may make tables, schemas, trusted extensions and databases", async () => {
  const database = await cluster.createDatabase();
  const client = await connect(database.urlVia(cluster.port));
  await client.query("create table expenses (id uuid primary key default gen_random_uuid(), amount numeric)");
  await client.query("create schema billing");
  await client.query("create extension citext");
  await client.query("create database shadow");
  await client.query("insert into expenses (amount) values (1.5)");
  await client.end();
  expect(await database.query("select amount from expenses where amount > $1", ["1"])).toEqual([{ amount: "1.5" }]);
  await database.drop();
});

test("a subject's role is no superuser and sees nothing of another subject's database", async () => {
  const [mine, other] = [await cluster.createDatabase(), await cluster.createDatabase()];
  await other.query("create table secrets (value text)");
  const client = await connect(mine.urlVia(cluster.port));
  const { rows } = await client.query("select rolsuper from pg_roles where rolname = current_user");
  expect(rows).toEqual([{ rolsuper: false }]);
  await expect(client.query("copy pg_class to program 'cat'")).rejects.toThrow(/permission denied/);
  await expect(client.query("select * from secrets")).rejects.toThrow(/does not exist/);
  await client.end();
  await mine.drop();
  await other.drop();
});

test("a subject that leaks connections neither stops the judge from looking nor the others from connecting", async () => {
  const [leaking, other] = [await cluster.createDatabase(), await cluster.createDatabase()];
  const clients = await Promise.all(Array.from({ length: 100 }, () => connect(leaking.urlVia(cluster.port))));
  await expect(connect(leaking.urlVia(cluster.port))).rejects.toThrow(/too many connections/);
  expect(
    await leaking.query("select count(*)::int as n from pg_stat_activity where usename = $1", [leaking.name]),
  ).toEqual([{ n: 100 }]);
  await (await connect(other.urlVia(cluster.port))).end();
  for (const client of clients) client.on("error", () => {});
  await leaking.drop();
  await other.drop();
});

test("passwords are kept with 4096 iterations, fewer are refused by some drivers", async () => {
  const database = await cluster.createDatabase();
  const client = await connect(database.urlVia(cluster.port));
  expect((await client.query("show scram_iterations")).rows).toEqual([{ scram_iterations: "4096" }]);
  await client.end();
  await database.drop();
});

test("a direct query works again after its connection was cut", async () => {
  const database = await cluster.createDatabase();
  const [row] = await database.query("select pg_backend_pid() as pid");
  await (await cluster.createDatabase()).query("select 1");
  await expect(database.query("select pg_terminate_backend($1)", [row?.pid])).rejects.toThrow();
  expect(await database.query("select 1 as one")).toEqual([{ one: 1 }]);
  await database.drop();
});

test("text sorts by code point and time is UTC, whatever the machine's locale is", async () => {
  const database = await cluster.createDatabase();
  expect(
    await database.query("select 'Z' < 'a' as z, 'z' < 'ä' as umlaut, current_setting('timezone') as zone"),
  ).toEqual([{ z: true, umlaut: true, zone: "UTC" }]);
  await database.drop();
});

test("stopping leaves no process, folder or shared memory", async () => {
  const sweeper = startSweeper();
  const own = await startCluster({ sweeper });
  await own.createDatabase();
  await own.stop();
  expect(leftOf(sweeper.run.id)).toEqual([]);
  await sweeper.close();
});

test("an interrupted start leaves nothing", async () => {
  const before = new Set(orphanedMemory());
  for (const afterMs of [0, 30, 100, 200, 400, 600]) {
    const sweeper = startSweeper();
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("interrupted")), afterMs);
    await startCluster({ sweeper, signal: stop.signal }).then(
      (own) => own.stop(),
      (error) => expect(error.message).toBe("interrupted"),
    );
    expect(leftOf(sweeper.run.id)).toEqual([]);
    await sweeper.close();
  }
  expect(orphanedMemory().filter((segment) => !before.has(segment))).toEqual([]);
});
