/**
 * The wire proxy against pgbouncer (session mode), on the same PostgreSQL, with pgbench's own select-only script: one row
 * by its key, so that the way to the database is a good part of what is measured.
 *
 * The proxy reaches the database as in the judge, by its Unix domain socket; pgbouncer by TCP, as it is deployed. Both may
 * warm up first. They are measured in turns of a few seconds, cell by cell, round by round, and each turn is compared with
 * the one beside it: what else the machine does meanwhile meets both. The median of these ratios is reported.
 */
import { type ChildProcess, execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { UserError } from "../src/base/errors.ts";
import { type Address, startCluster } from "../src/judge/probe/postgres/cluster.ts";
import { freePort } from "../src/judge/subject/free-port.ts";

const run = promisify(execFile);

type Protocol = "simple" | "prepared";

interface Load {
  protocol: Protocol;
  clients: number;
}

interface Cell extends Load {
  /** Medians over the rounds. */
  proxyStatementsPerSecond: number;
  pgbouncerStatementsPerSecond: number;
  /** Median of the ratios of neighbouring turns; at least 1 means: not slower than pgbouncer. */
  ratio: number;
  ratios: number[];
}

export interface ProxyResult {
  bench: "proxy";
  peer: string;
  node: string;
  rounds: number;
  turnSeconds: number;
  /** The smallest of the cells. */
  ratio: number;
  cells: Cell[];
}

const protocols: Protocol[] = ["simple", "prepared"];
const clientCounts = [1, 8, 64];
/** 5 rounds × 6 cells × 2 turns × 2 s, and the warming up, make a good two minutes; pgbench counts in whole seconds. */
const rounds = 5;
const turnSeconds = 2;

export async function benchProxy(say: (line: string) => void): Promise<ProxyResult> {
  const peer = await versionOf("pgbouncer");
  await versionOf("pgbench");
  const folder = await mkdtemp(join(tmpdir(), "seaworthy-bench-"));
  const cluster = await startCluster();
  const children: ChildProcess[] = [];
  try {
    // One database each: pgbouncer keeps its connections, and a database allows an owner only so many.
    const [ours, theirs] = [await cluster.createDatabase(), await cluster.createDatabase()];
    for (const { urlVia } of [ours, theirs])
      await run("pgbench", ["-i", "-q", "-s", "1", urlVia(cluster.port)], { env: environment });
    const proxy = await startOurs(cluster.address, children);
    const bouncerPort = await startPgbouncer({ folder, database: theirs, port: cluster.port, children });
    const sides = {
      pgbouncer: async (cell: Load) => (await pgbench(theirs.urlVia(bouncerPort), cell)).perSecond,
      proxy: async (cell: Load) => {
        const { perSecond, statements } = await pgbench(ours.urlVia(proxy.port), cell);
        const recorded = await proxy.endRound();
        if (recorded < statements) throw new Error(`${statements} statements ran, ${recorded} were recorded`);
        return perSecond;
      },
    };
    for (const protocol of protocols) for (const side of Object.values(sides)) await side({ protocol, clients: 8 });
    const turns = protocols.flatMap((protocol) =>
      clientCounts.map((clients) => ({ protocol, clients, proxy: [] as number[], pgbouncer: [] as number[] })),
    );
    for (let round = 1; round <= rounds; round++) {
      for (const cell of turns) {
        const order = round % 2 === 0 ? (["proxy", "pgbouncer"] as const) : (["pgbouncer", "proxy"] as const);
        for (const side of order) cell[side].push(await sides[side](cell));
      }
      say(`round ${round} of ${rounds} done`);
    }
    const cells = turns.map(({ protocol, clients, proxy: a, pgbouncer: b }): Cell => {
      const ratios = a.map((perSecond, i) => perSecond / (b[i] as number));
      return {
        protocol,
        clients,
        proxyStatementsPerSecond: Math.round(median(a)),
        pgbouncerStatementsPerSecond: Math.round(median(b)),
        ratio: hundredths(median(ratios)),
        ratios: ratios.map(hundredths),
      };
    });
    const ratio = Math.min(...cells.map((cell) => cell.ratio));
    return { bench: "proxy", peer, node: process.version, rounds, turnSeconds, ratio, cells };
  } finally {
    for (const child of children) {
      if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await once(child, "exit");
    }
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export function proxyTable({ peer, node, cells, rounds, turnSeconds }: ProxyResult): string {
  const lines = cells.map((cell) =>
    [
      cell.protocol.padEnd(10),
      String(cell.clients).padStart(7),
      cell.proxyStatementsPerSecond.toLocaleString("en").padStart(10),
      cell.pgbouncerStatementsPerSecond.toLocaleString("en").padStart(10),
      cell.ratio.toFixed(2).padStart(7),
    ].join("  "),
  );
  return [
    `statements a second; ratio: median over ${rounds} pairs of turns of ${turnSeconds} s (node ${node}, ${peer})`,
    "",
    [
      "protocol".padEnd(10),
      "clients".padStart(7),
      "proxy".padStart(10),
      "pgbouncer".padStart(10),
      "ratio".padStart(7),
    ].join("  "),
    ...lines,
    "",
  ].join("\n");
}

async function versionOf(program: string): Promise<string> {
  try {
    const { stdout } = await run(program, ["--version"]);
    return (stdout.split("\n")[0] as string).toLowerCase();
  } catch {
    throw new UserError("bench-peer-missing", `${program} is not installed, which this bench measures with`, {
      fix: `apt-get install ${program === "pgbench" ? "postgresql" : program}`,
    });
  }
}

async function startOurs(upstream: Address, children: ChildProcess[]) {
  const child = fork(join(import.meta.dirname, "proxy-process.ts"), [JSON.stringify(upstream)]);
  children.push(child);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    port,
    async endRound(): Promise<number> {
      const answer = once(child, "message") as Promise<[{ statements: number }]>;
      child.send("end");
      return (await answer)[0].statements;
    },
  };
}

async function startPgbouncer({
  folder,
  database,
  port,
  children,
}: {
  folder: string;
  database: { name: string; user: string; password: string };
  port: number;
  children: ChildProcess[];
}): Promise<number> {
  const listenPort = await freePort();
  const { name, user, password } = database;
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(
    settings,
    `[databases]
${name} = host=127.0.0.1 port=${port} dbname=${name} user=${user} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = session
default_pool_size = 64
max_client_conn = 100
log_connections = 0
log_disconnections = 0
log_stats = 0
`,
    { mode: 0o644 },
  );
  // It refuses to run as root; 65534 is nobody.
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (account.uid !== undefined) await chown(folder, account.uid, account.gid);
  const child = spawn("pgbouncer", ["-q", settings], { ...account, stdio: ["ignore", "ignore", "inherit"] });
  children.push(child);
  for (let tries = 0; !(await accepts(listenPort)); tries++) {
    if (tries === 100) throw new Error("pgbouncer did not start within 5 s");
    await sleep(50);
  }
  return listenPort;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

const environment = { PATH: process.env.PATH, PGSSLMODE: "disable" };

/** A turn begins with connecting: on a busy machine 64 clients may need all of it, and get a longer one. */
const longestTurnSeconds = 16;

async function pgbench(
  url: string,
  { protocol, clients }: Load,
  seconds = turnSeconds,
): Promise<{ perSecond: number; statements: number }> {
  const { stdout } = await run(
    "pgbench",
    ["-n", "-S", "-M", protocol, "-c", `${clients}`, "-j", "1", "-T", `${seconds}`, url],
    { env: environment },
  );
  const perSecond = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
  const statements = Number(/^number of transactions actually processed: (\d+)/m.exec(stdout)?.[1]);
  if (perSecond > 0 && statements > 0) return { perSecond, statements };
  if (statements === 0 && seconds < longestTurnSeconds) return pgbench(url, { protocol, clients }, 2 * seconds);
  throw new Error(`pgbench said something else than expected: ${stdout}`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
