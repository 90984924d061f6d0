import { afterAll, describe, expect, it } from "vitest";
import { type Cluster, type ClusterDatabase, startCluster } from "../postgres/cluster.ts";
import { prepareSeeding, type SeededKind } from "./seed-rows.ts";

let cluster: Promise<Cluster> | undefined;
afterAll(async () => (await cluster)?.stop());

async function databaseWith(schema: string): Promise<ClusterDatabase> {
  cluster ??= startCluster();
  const database = await (await cluster).createDatabase();
  for (const statement of schema.split(";").filter((text) => text.trim() !== "")) await database.query(statement);
  return database;
}

const kind = (name: string, things: SeededKind["things"], given: Partial<SeededKind> = {}): SeededKind => ({
  ...{ name, things, large: {}, rare: new Set<number>(), count: (rows: number) => rows - things.length },
  ...given,
});

async function grow(database: ClusterDatabase, kinds: SeededKind[], rows: number) {
  const seeder = await prepareSeeding(database as never, kinds, rows);
  return seeder.growTo(rows);
}

async function countOf(database: ClusterDatabase, sql: string): Promise<number> {
  const [row] = await database.query(`select (${sql})::int as count`);
  return Number(row?.count);
}

describe("rows are made like those that the program wrote", () => {
  it.each([
    ["bigint generated always as identity", "bigint generated always as identity primary key"],
    ["serial", "serial primary key"],
    ["random uuid", "uuid primary key default gen_random_uuid()"],
    ["uuid in the order of time", "uuid primary key default uuidv7()"],
    ["text", "text primary key default 'exp_' || substr(md5(random()::text), 1, 20)"],
  ])("with ids: %s", async (_, id) => {
    const database = await databaseWith(
      `create table note (id ${id}, title varchar(40) not null, at timestamptz default now())`,
    );
    const titles = Array.from({ length: 12 }, (_, i) => `A note about number ${i}`);
    const made = await Promise.all(
      titles.map(async (title) => {
        const [row] = await database.query("insert into note (title) values ($1) returning id::text", [title]);
        return { id: String(row?.id), sent: { title }, above: {} };
      }),
    );
    await grow(database, [kind("note", made)], 30_000);
    expect(await countOf(database, "select count(*) from note")).toBe(30_000);
    // The program goes on as before.
    await database.query("insert into note (title) values ('one more')");
    await database.drop();
  });

  it("with references, unique addresses, checks and enumerations, and a large place", async () => {
    const database = await databaseWith(`
      create type mood as enum ('calm', 'wild');
      create table person (id bigserial primary key, email text not null, mood mood not null);
      create unique index person_email on person (lower(email));
      create table place (id uuid primary key default gen_random_uuid(), name text not null);
      create table member (place_id uuid references place on delete cascade, person_id bigint references person,
        role text not null check (role in ('owner', 'guest')), primary key (place_id, person_id));
      create table thing (id bigserial primary key, place_id uuid not null references place, title text not null,
        done boolean not null, done_at timestamptz, check (done = (done_at is not null)));
      create index thing_place on thing (place_id, id)`);
    const people = ["Ali@example.com", "bea@example.com"];
    for (const email of people) await database.query("insert into person (email, mood) values ($1, 'calm')", [email]);
    const places = await database.query(
      "insert into place (name) values ('Attic'), ('Cellar') returning id::text, name",
    );
    const [large, small] = places.map(({ id }) => String(id)) as [string, string];
    await database.query(`insert into member values ('${large}', 1, 'owner'), ('${small}', 2, 'owner')`);
    for (let i = 0; i < 20; i++) {
      await database.query(
        "insert into thing (place_id, title, done, done_at) values ($1, $2, $3::boolean, case when $3::boolean then now() end)",
        [i % 2 ? large : small, `thing ${i}`, String(i % 4 === 0)],
      );
    }
    const things = Array.from({ length: 20 }, (_, i) => ({
      id: String(i + 1),
      sent: { title: `thing ${i}` },
      above: { place: i % 2 ? large : small, person: String(i % 2 ? 1 : 2) },
    }));
    const kinds = [
      kind(
        "person",
        people.map((email, i) => ({ id: String(i + 1), sent: { email }, above: {} })),
        { count: () => 50 },
      ),
      kind(
        "place",
        [large, small].map((id, i) => ({
          id,
          sent: { name: ["Attic", "Cellar"][i] as string },
          above: { person: String(i + 1) },
        })),
        { count: (rows) => rows / 10 },
      ),
      kind("thing", things, { large: { place: large }, rare: new Set([0]) }),
    ];
    await grow(database, kinds, 40_000);
    expect(await countOf(database, "select count(*) from thing")).toBe(40_000);
    const share = await countOf(database, `select count(*) from thing where place_id = '${large}'`);
    expect(share).toBeGreaterThan(6_000);
    expect(share).toBeLessThan(10_000);
    expect(await countOf(database, `select count(*) from thing where place_id = '${small}'`)).toBe(10);
    expect(await countOf(database, "select count(*) from member")).toBe(4_002);
    // Keys and indexes are on again.
    expect(await countOf(database, "select count(*) from pg_indexes where tablename = 'thing'")).toBe(2);
    await expect(
      database.query("insert into thing (place_id, title, done) values (gen_random_uuid(), 'x', false)"),
    ).rejects.toThrow(/foreign key/);
    await database.drop();
  });

  it("what a trigger refuses is said, and nothing is half done", async () => {
    const database = await databaseWith("create table note (id bigserial primary key, title text not null)");
    await database.query("insert into note (title) values ('first'), ('second')");
    await database.query(
      "create function no() returns trigger language plpgsql as $$ begin raise exception 'not like this'; end $$",
    );
    await database.query("create trigger no before insert on note for each row execute function no()");
    const made = ["first", "second"].map((title, i) => ({ id: String(i + 1), sent: { title }, above: {} }));
    await expect(grow(database, [kind("note", made)], 100)).rejects.toThrow(/not like this/);
    expect(await countOf(database, "select count(*) from note")).toBe(2);
    await database.drop();
  });
});
