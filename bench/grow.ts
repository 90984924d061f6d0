/**
 * Adding a million rows to a table, as `seaworthy grow` does it, against PostgreSQL's own COPY of the very same rows from a file, which
 * is the fastest way there is. With a primary key, two references and two further indexes, as tables have them.
 *
 * COPY is measured twice: into the table as it is, and with keys and indexes put on afterwards, as manuals advise. Rounds take turns.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClusterDatabase, startCluster } from "../src/judge/probe/postgres/cluster.ts";
import { prepareSeeding, type SeededKind } from "../src/judge/probe/rows/seed-rows.ts";
import { setAside } from "../src/judge/probe/rows/set-aside.ts";

export interface GrowResult {
  bench: "grow";
  peer: string;
  node: string;
  rows: number;
  rounds: number;
  /** Medians, in seconds. */
  seedSeconds: number;
  copySeconds: number;
  copyThenIndexSeconds: number;
  /** Seeding against COPY into the table as it is. */
  ratio: number;
}

const rows = 1_000_000;
const rounds = 3;

const schema = `
  create table person (id bigint generated always as identity primary key, name text not null);
  create table box (id bigint generated always as identity primary key, name text not null);
  create table thing (
    id bigint generated always as identity primary key,
    box_id bigint not null references box on delete cascade,
    owner_id bigint not null references person,
    title text not null,
    state text not null check (state in ('new', 'old', 'gone')),
    due_on date,
    created_at timestamptz not null default clock_timestamp()
  );
  create index thing_box on thing (box_id, id);
  create index thing_box_state on thing (box_id, state, id);
`;

export async function benchGrow(say: (line: string) => void): Promise<GrowResult> {
  const folder = await mkdtemp(join(tmpdir(), "seaworthy-bench-"));
  // The server has an account of its own, and writes the file itself.
  await chmod(folder, 0o777);
  const cluster = await startCluster();
  const seed: number[] = [];
  const copy: number[] = [];
  const copyThenIndex: number[] = [];
  try {
    const file = join(folder, "rows");
    for (let round = 1; round <= rounds; round++) {
      const database = await cluster.createDatabase();
      await patiently(database);
      for (const statement of schema.split(";").filter((text) => text.trim() !== "")) await database.query(statement);
      const seeder = await prepareSeeding(database as never, await kinds(database), rows);
      await seeder.growTo(1_000);
      seed.push(await seconds(() => seeder.growTo(rows)));
      const plain = async (sql: string) => {
        await database.query("set role none");
        await database.query(sql);
        await database.query(`set role ${database.user}`);
      };
      if (round === 1) await plain(`copy thing to '${file}'`);
      await database.query("truncate thing");
      copy.push(
        await seconds(async () => {
          await plain(`copy thing from '${file}'`);
          await database.query("vacuum (analyze) thing");
        }),
      );
      await database.query("truncate thing");
      copyThenIndex.push(
        await seconds(async () => {
          await database.query("begin");
          const putBack = await setAside(database, "thing");
          await plain(`copy thing from '${file}'`);
          await putBack();
          await database.query("commit");
          await database.query("vacuum (analyze) thing");
        }),
      );
      await database.drop();
      say(`round ${round} of ${rounds} done`);
    }
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const [seedSeconds, copySeconds, copyThenIndexSeconds] = [median(seed), median(copy), median(copyThenIndex)];
  return {
    ...{ bench: "grow", peer: "postgresql 18 copy", node: process.version, rows, rounds },
    ...{ seedSeconds, copySeconds, copyThenIndexSeconds, ratio: Math.round((seedSeconds / copySeconds) * 100) / 100 },
  };
}

export function growTable(result: GrowResult): string {
  const line = (name: string, value: number) => `${name.padEnd(44)}${value.toFixed(1).padStart(6)} s`;
  return [
    `a million rows, median of ${result.rounds} (node ${result.node}, ${result.peer})`,
    "",
    line("seeded by seaworthy, with ANALYZE", result.seedSeconds),
    line("COPY of the same rows from a file", result.copySeconds),
    line("COPY, then keys and indexes", result.copyThenIndexSeconds),
    "",
  ].join("\n");
}

/** Some things as a program would have made them. */
async function kinds(database: ClusterDatabase): Promise<SeededKind[]> {
  const people = await made(database, "person", ["name"], [["Ali"], ["Bea"]]);
  const boxes = await made(database, "box", ["name"], [["Attic"], ["Cellar"]]);
  const states = ["new", "old", "gone"];
  const values = Array.from({ length: 48 }, (_, i) => [
    boxes[i % 2] as string,
    people[i % 2] as string,
    `A thing to look after, number ${i}`,
    states[i % 3] as string,
    "2026-03-01",
  ]);
  const things = await made(database, "thing", ["box_id", "owner_id", "title", "state", "due_on"], values);
  const kind = (
    name: string,
    ids: string[],
    sent: (i: number) => Record<string, string>,
    share: number,
  ): SeededKind => ({
    name,
    things: ids.map((id, i) => ({
      id,
      sent: sent(i),
      above: (name === "thing" ? { box: boxes[i % 2], person: people[i % 2] } : {}) as Record<string, string>,
    })),
    count: (total) => Math.max(10, Math.ceil(total * share) - ids.length),
    large: name === "thing" ? { box: boxes[0] as string, person: people[0] as string } : {},
    rare: new Set(),
  });
  return [
    kind("person", people, (i) => ({ name: ["Ali", "Bea"][i] as string }), 0.01),
    kind("box", boxes, (i) => ({ name: ["Attic", "Cellar"][i] as string }), 0.1),
    kind("thing", things, (i) => ({ title: values[i]?.[2] as string }), 1),
  ];
}

async function made(
  database: ClusterDatabase,
  table: string,
  columns: string[],
  values: string[][],
): Promise<string[]> {
  const ids: string[] = [];
  for (const row of values) {
    const places = row.map((_, i) => `$${i + 1}`).join(", ");
    const [answer] = await database.query(
      `insert into ${table} (${columns.join(", ")}) values (${places}) returning id::text`,
      row,
    );
    ids.push(String(answer?.id));
  }
  return ids;
}

/** COPY with everything on takes longer than what the judge allows a query of its own. */
async function patiently(database: ClusterDatabase): Promise<void> {
  await database.query("set statement_timeout = '10min'");
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
