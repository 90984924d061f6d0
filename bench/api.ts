/**
 * The server's reads against a bare Fastify + pg handler that runs the same statements, in one run: at least 0.8 of its
 * requests a second, and the slowest of a hundred beside it. Then how each page's answer grows with what is stored.
 *
 * Each server is a process of its own, as is autocannon. They are measured in turns, round by round, so that what else the
 * machine does meets both; medians are reported.
 */
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { readCatalog } from "../src/catalog/read-catalog.ts";
import { type Cluster, startCluster } from "../src/judge/probe/postgres/cluster.ts";
import { createServer } from "../src/server/create-server.ts";
import { migrate } from "../src/server/ground/migrate.ts";
import { fillHistory } from "../test/server/fill-history.ts";
import { recordedPool } from "../test/server/recorded-pool.ts";
import type { BareRoute } from "./api-server.ts";

const run = promisify(execFile);

interface Turn {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

interface Compared {
  path: string;
  ours: Turn;
  bare: Turn;
  /** Ours to bare, requests a second; at least 0.8 is wanted. */
  ratio: number;
}

interface Grown {
  path: string;
  /** Median of single requests, in milliseconds, by how much is stored. */
  medianMs: Record<string, number>;
  /** The largest to the smallest; 1 is no growth at all. */
  growth: number;
}

export interface ApiResult {
  bench: "api";
  node: string;
  rounds: number;
  turnSeconds: number;
  connections: number;
  reads: Compared[];
  stored: number[];
  pages: Grown[];
}

const rounds = 3;
const turnSeconds = 3;
const connections = 8;
/** Of each: sessions and entries of the log together, runs, and evidence documents. */
const stored = [1_000, 10_000, 100_000];
/** Reads that are compared, at the middle size. */
const reads = [
  "/api/log-entries",
  "/api/log-entries/ENTRY",
  "/api/sessions",
  "/api/evidence",
  "/api/runs",
  "/api/proofs",
];
const pages = [...reads, "/api/today", "/api/plan", "/api/projects", "/api/advert-report", "/api/log-entries?q=word17"];
const requestsAPage = 20;
const headers = { authorization: "Bearer bench" };

export async function benchApi(say: (line: string) => void): Promise<ApiResult> {
  const cluster = await startCluster();
  try {
    const compared: Compared[] = [];
    const medians = new Map<string, Record<string, number>>();
    for (const size of stored) {
      const { url, pool, drop } = await filled(cluster, size);
      try {
        say(`${size.toLocaleString("en")} of each are stored`);
        const known = await named(pool);
        for (const path of pages) {
          medians.set(path, { ...medians.get(path), [size]: await medianOf(pool, known(path)) });
        }
        if (size === stored[1]) compared.push(...(await compare({ url, pool, paths: reads.map(known), say })));
      } finally {
        await drop();
      }
    }
    const grown = [...medians].map(([path, medianMs]): Grown => {
      const [first = 1, ...rest] = Object.values(medianMs);
      return { path, medianMs, growth: round((rest.at(-1) ?? first) / first) };
    });
    return {
      bench: "api",
      node: process.version,
      ...{ rounds, turnSeconds, connections, stored },
      reads: compared,
      pages: grown,
    };
  } finally {
    await cluster.stop();
  }
}

export function apiTable({
  reads: compared,
  pages: grown,
  stored: sizes,
  node,
  rounds: turns,
  turnSeconds: seconds,
}: ApiResult) {
  const number = (value: number, digits = 0) =>
    value.toLocaleString("en", { maximumFractionDigits: digits }).padStart(9);
  const width = Math.max(...grown.map(({ path }) => path.length)) + 2;
  return [
    `reads at ${stored[1]?.toLocaleString("en")} of each stored, medians over ${turns} turns of ${seconds} s (node ${node})`,
    "",
    `${"".padEnd(width)}  ours/s   bare/s    ratio   p99 ms   bare p99`,
    ...compared.map(
      ({ path, ours, bare, ratio }) =>
        `${path.padEnd(width)}${number(ours.perSecond)}${number(bare.perSecond)}${number(ratio, 2)}${number(ours.p99Ms, 1)}${number(bare.p99Ms, 1)}${ratio < 0.8 ? "  below 0.8" : ""}`,
    ),
    "",
    "one request at a time, median in ms, by how many sessions and entries, runs and evidence documents are stored",
    "",
    `${"".padEnd(width)}${sizes.map((size) => size.toLocaleString("en").padStart(9)).join("")}   growth`,
    ...grown.map(
      ({ path, medianMs, growth }) =>
        `${path.padEnd(width)}${Object.values(medianMs)
          .map((ms) => number(ms, 1))
          .join("")}${number(growth, 2)}`,
    ),
    "",
  ].join("\n");
}

async function filled(cluster: Cluster, size: number) {
  const database = await cluster.createDatabase();
  const url = database.urlVia(cluster.port);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // Dropping the database ends what is left of them.
  pool.on("error", () => {});
  await migrate(pool);
  await pool.query("insert into document (account, kind, body) values ('local', 'person', $1)", [
    JSON.stringify({ format: "seaworthy-person/1", market: "uk", start: "2026-01-05", hoursByWeekday: { monday: 6 } }),
  ]);
  await fillHistory(pool, { events: size, runs: size, documents: size });
  const drop = async () => {
    await pool.end();
    await database.drop();
  };
  return { url, pool, drop };
}

/** Puts a real id in the place of a word. */
async function named(pool: pg.Pool): Promise<(path: string) => string> {
  const { rows } = await pool.query<{ id: string }>("select id from log_entry order by date desc, id desc limit 1");
  return (path) => path.replace("ENTRY", rows[0]?.id ?? "");
}

async function serverOver(pool: pg.Pool) {
  const today = () => "2026-11-20";
  return createServer({ pool, catalog: await readCatalog(), key: "bench", account: "local", hosts: [], today });
}

async function medianOf(pool: pg.Pool, path: string): Promise<number> {
  const app = await serverOver(pool);
  const times: number[] = [];
  // The first ones compile, connect and remember.
  for (let i = 0; i < requestsAPage + 5; i++) {
    const from = performance.now();
    const { statusCode, body } = await app.inject({ url: path, headers });
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${body}`);
    if (i >= 5) times.push(performance.now() - from);
  }
  await app.close();
  return round(median(times));
}

async function compare(options: { url: string; pool: pg.Pool; paths: string[]; say: (line: string) => void }) {
  const { url, pool, paths, say } = options;
  const routes = await statementsOf(pool, paths);
  const servers = { ours: await start("ours", url, routes), bare: await start("bare", url, routes) };
  try {
    const turns = new Map<string, Record<"ours" | "bare", Turn[]>>(paths.map((path) => [path, { ours: [], bare: [] }]));
    for (let n = 1; n <= rounds; n++) {
      for (const path of paths)
        for (const name of ["ours", "bare"] as const)
          turns.get(path)?.[name].push(await autocannon(`http://127.0.0.1:${servers[name].port}${path}`));
      say(`round ${n} of ${rounds} done`);
    }
    return [...turns].map(([path, { ours, bare }]): Compared => {
      const [mine, other] = [medianTurn(ours), medianTurn(bare)];
      return {
        path: path.replace(/[0-9a-f-]{36}/, "ENTRY"),
        ours: mine,
        bare: other,
        ratio: round(mine.perSecond / other.perSecond),
      };
    });
  } finally {
    for (const { child } of Object.values(servers)) if (child.kill("SIGKILL")) await once(child, "exit");
  }
}

/** What each route asks of the database once it is warm. */
async function statementsOf(pool: pg.Pool, paths: readonly string[]): Promise<BareRoute[]> {
  const recorded = recordedPool(pool);
  const app = await serverOver(recorded.pool);
  const routes: BareRoute[] = [];
  for (const path of paths) {
    await app.inject({ url: path, headers });
    recorded.take();
    await app.inject({ url: path, headers });
    routes.push({ path, statements: recorded.take() });
  }
  await app.close();
  return routes;
}

async function start(name: "ours" | "bare", url: string, routes: readonly BareRoute[]) {
  const child: ChildProcess = fork(join(import.meta.dirname, "api-server.ts"), [name]);
  child.send({ url, routes });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, port };
}

async function autocannon(url: string): Promise<Turn> {
  const script = fileURLToPath(import.meta.resolve("autocannon"));
  const flags = ["--json", "-c", String(connections), "-d", String(turnSeconds), "-W", "[", "-c", "2", "-d", "1", "]"];
  const { stdout } = await run(
    process.execPath,
    [script, ...flags, "-H", `authorization=${headers.authorization}`, url],
    {
      timeout: (turnSeconds + 30) * 1_000,
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  const said = JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1)) as {
    non2xx: number;
    requests: { average: number };
    latency: { p50: number; p99: number };
  };
  if (said.non2xx > 0) throw new Error(`${url} answered ${said.non2xx} times with something else than 2xx`);
  return { perSecond: said.requests.average, p50Ms: said.latency.p50, p99Ms: said.latency.p99 };
}

function medianTurn(turns: readonly Turn[]): Turn {
  const of = (key: keyof Turn) => round(median(turns.map((turn) => turn[key])));
  return { perSecond: of("perSecond"), p50Ms: of("p50Ms"), p99Ms: of("p99Ms") };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (value: number) => Math.round(value * 100) / 100;
