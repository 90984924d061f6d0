/**
 * The load generator against wrk and autocannon, on the same server in the same run.
 *
 * Throughput: each has one core for itself and the server the other, 64 connections, as much as goes.
 * Truth: at a fixed rate the server waits before each answer, mostly 5 ms, sometimes long, and keeps how long it really
 * waited; a generator should say the same. wrk has no fixed rate: it asks again when it was answered.
 *
 * They are measured in turns, round by round, so that what else the machine does meets all; medians are reported, with the lowest and
 * the highest of each. Where the system lets us, the turns at a fixed rate come before everything else on their cores: they need little
 * of them, and what is measured then is the generators and not who else wanted to run.
 */
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../src/base/errors.ts";

const run = promisify(execFile);

interface Percentiles {
  p50Ms: number;
  p99Ms: number;
  /** wrk does not print it. */
  p999Ms?: number | undefined;
}

interface Turn extends Percentiles {
  perSecond: number;
  latenessP99Ms?: number;
}

interface Said extends Percentiles {
  /** What the server really injected in the same turns. */
  injected: Percentiles;
  /** The largest difference of the percentiles is within 2 % or 0.2 ms, in the medians. */
  isTrue: boolean;
  /** In how many of the turns by themselves. */
  trueTurns: number;
}

interface Throughput {
  median: number;
  lowest: number;
  highest: number;
}

export interface LoadResult {
  bench: "load";
  node: string;
  rounds: number;
  turnSeconds: number;
  ratePerSecond: number;
  /** Peers that are not installed. */
  absent: string[];
  /** The turns at a fixed rate had the first call on their cores. */
  undisturbed: boolean;
  throughput: Record<string, Throughput>;
  /** Ours to autocannon's; at least 1 is wanted. */
  ratio: number | undefined;
  latency: Record<string, Said>;
}

const rounds = 3;
const turnSeconds = 3;
const connections = 64;
const ratePerSecond = 500;
/** More than any generator on one core sends. */
const asMuchAsGoes = 200_000;
/** Of 500: one in 250 is very long, one in 50 long; so the 99th and 99.9th percentiles lie inside a kind and not between two. */
const delays = Array.from({ length: 500 }, (_, i) => (i % 250 === 249 ? 120 : i % 50 === 24 ? 40 : 5));

interface Fixed {
  perSecond: number;
  undisturbed: boolean;
}

/** Without a fixed rate: as much as goes. */
type Generator = (url: string, fixed: Fixed | undefined) => Promise<Turn>;

export async function benchLoad(say: (line: string) => void): Promise<LoadResult> {
  const peers = await findPeers();
  const undisturbed = await mayComeFirst();
  const server = fork(join(import.meta.dirname, "load-server.ts"));
  try {
    const [{ port }] = (await once(server, "message")) as [{ port: number }];
    await pin(server, 0);
    const url = `http://127.0.0.1:${port}/`;
    const throughput = new Map<string, number[]>();
    const truths = new Map<string, { said: Turn; injected: Percentiles }[]>();
    for (let round = 1; round <= rounds; round++) {
      for (const [name, generator] of peers.present) {
        await ask(server, { delays: [] });
        const { perSecond } = await generator(url, undefined);
        throughput.set(name, [...(throughput.get(name) ?? []), perSecond]);
      }
      for (const [name, generator] of peers.present) {
        await ask(server, { delays });
        if (undisturbed) await run("chrt", ["-a", ...first, "-p", priority, String(server.pid)]);
        const said = await generator(url, { perSecond: ratePerSecond, undisturbed });
        const injected = (await ask(server, { end: true })) as Percentiles;
        if (undisturbed) await run("chrt", ["-a", "-o", "-p", "0", String(server.pid)]);
        truths.set(name, [...(truths.get(name) ?? []), { said, injected }]);
      }
      say(`round ${round} of ${rounds} done`);
    }
    const spreads = Object.fromEntries([...throughput].map(([name, values]) => [name, spreadOf(values)]));
    const { seaworthy, autocannon } = spreads;
    return {
      bench: "load",
      node: process.version,
      ...{ rounds, turnSeconds, ratePerSecond, undisturbed },
      absent: peers.absent,
      throughput: spreads,
      ratio: seaworthy && autocannon ? Math.round((seaworthy.median / autocannon.median) * 100) / 100 : undefined,
      latency: Object.fromEntries([...truths].map(([name, turns]) => [name, compare(turns)])),
    };
  } finally {
    if (server.exitCode === null && server.kill("SIGKILL")) await once(server, "exit");
  }
}

export function loadTable(result: LoadResult): string {
  const { throughput, latency, absent, ratio, node, rounds, turnSeconds, ratePerSecond: rate, undisturbed } = result;
  const number = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(2)).padStart(9);
  const lines = Object.entries(latency).flatMap(([name, said]) => [
    `${name.padEnd(12)}${number(said.p50Ms)}${number(said.p99Ms)}${number(said.p999Ms)}   ${said.isTrue ? "within 2 % or 0.2 ms" : "off"} (${said.trueTurns} of ${rounds} turns by themselves)`,
    `${"  injected".padEnd(12)}${number(said.injected.p50Ms)}${number(said.injected.p99Ms)}${number(said.injected.p999Ms)}`,
  ]);
  return [
    `medians over ${rounds} turns of ${turnSeconds} s each (node ${node})`,
    ...absent.map((name) => `not installed: ${name}`),
    "",
    "requests a second on one core, 64 connections",
    ...Object.entries(throughput).map(
      ([name, { median: middle, lowest, highest }]) =>
        `${name.padEnd(12)}${thousands(middle).padStart(9)}   ${thousands(lowest)} to ${thousands(highest)}`,
    ),
    ...(ratio === undefined ? [] : [`ratio to autocannon: ${ratio.toFixed(2)}`]),
    "",
    `latency in ms at ${rate} requests a second (wrk: as its connections allow), and what was really injected`,
    ...(undisturbed ? [] : ["beside whatever else runs here: chrt is not installed or not allowed"]),
    `${"".padEnd(12)}${"p50".padStart(9)}${"p99".padStart(9)}${"p99.9".padStart(9)}`,
    ...lines,
    "",
  ].join("\n");
}

function thousands(value: number): string {
  return value.toLocaleString("en");
}

async function findPeers(): Promise<{ present: [string, Generator][]; absent: string[] }> {
  try {
    await run("taskset", ["-p", String(process.pid)]);
  } catch {
    throw new UserError("bench-peer-missing", "taskset is not installed, which gives each program its core", {
      fix: "on Debian: apt-get install util-linux; elsewhere this bench does not run",
    });
  }
  const present: [string, Generator][] = [["seaworthy", ours]];
  const absent: string[] = [];
  const autocannon = join(import.meta.dirname, "../node_modules/autocannon/autocannon.js");
  if (existsSync(autocannon)) present.push(["autocannon", (url, fixed) => autocannonTurn(autocannon, url, fixed)]);
  else absent.push("autocannon (npm ci)");
  // wrk ends with 1 when it prints its version.
  const hasWrk = await run("sh", ["-c", "command -v wrk"]).then(
    () => true,
    () => false,
  );
  if (hasWrk) present.push(["wrk", wrkTurn]);
  else absent.push("wrk (apt-get install wrk)");
  if (present.length === 1) {
    throw new UserError(
      "bench-peer-missing",
      `neither autocannon nor wrk is installed, which this bench measures against`,
      {
        fix: "apt-get install wrk, or npm ci",
      },
    );
  }
  return { present, absent };
}

/** Real-time and in turns among themselves, https://man7.org/linux/man-pages/man7/sched.7.html; lowest of what comes before all others. */
const first = ["-r"];
const priority = "1";

async function mayComeFirst(): Promise<boolean> {
  return run("chrt", [...first, priority, "true"]).then(
    () => true,
    () => false,
  );
}

/** The second core; a turn has some room for starting. */
async function onOneCore(fixed: Fixed | undefined, command: string, args: string[]): Promise<string> {
  const limitMs = (turnSeconds + 20) * 1_000;
  const before = fixed?.undisturbed ? ["chrt", ...first, priority] : [];
  return (
    await run("taskset", ["-c", "1", ...before, command, ...args], { timeout: limitMs, maxBuffer: 16 * 1024 * 1024 })
  ).stdout;
}

async function ours(url: string, fixed: Fixed | undefined): Promise<Turn> {
  const file = join(import.meta.dirname, "load-client.ts");
  const args = [file, url, `${fixed?.perSecond ?? asMuchAsGoes}`, `${turnSeconds}`, `${connections}`];
  return JSON.parse(await onOneCore(fixed, process.execPath, args)) as Turn;
}

async function autocannonTurn(file: string, url: string, fixed: Fixed | undefined): Promise<Turn> {
  const limited = fixed ? ["-R", String(fixed.perSecond)] : [];
  const args = [file, "-j", "-c", `${connections}`, "-d", `${turnSeconds}`, ...limited, url];
  const { requests, latency } = JSON.parse(await onOneCore(fixed, process.execPath, args));
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, p999Ms: latency.p99_9 };
}

async function wrkTurn(url: string, fixed: Fixed | undefined): Promise<Turn> {
  // As many at once as are under way on average at that rate: 500 a second, some 6 ms each.
  const atOnce = fixed ? 4 : connections;
  const out = await onOneCore(fixed, "wrk", ["-t", "1", "-c", `${atOnce}`, "-d", `${turnSeconds}s`, "--latency", url]);
  const at = (share: string) => {
    const [, value, unit] = new RegExp(`^\\s+${share}%\\s+([\\d.]+)(us|ms|s)$`, "m").exec(out) ?? [];
    return Number(value) * (unit === "us" ? 0.001 : unit === "s" ? 1_000 : 1);
  };
  return { perSecond: Number(/^Requests\/sec:\s+([\d.]+)/m.exec(out)?.[1]), p50Ms: at("50"), p99Ms: at("99") };
}

async function ask(server: ChildProcess, message: object): Promise<unknown> {
  const answer = once(server, "message");
  server.send(message);
  return (await answer)[0];
}

async function pin({ pid }: ChildProcess, core: number): Promise<void> {
  await run("taskset", ["-a", "-c", "-p", String(core), String(pid)]);
}

function compare(turns: { said: Turn; injected: Percentiles }[]): Said {
  const middle = (of: (turn: (typeof turns)[number]) => number) => Math.round(median(turns.map(of)) * 100) / 100;
  const p999 = turns.every(({ said }) => said.p999Ms !== undefined);
  const said = {
    p50Ms: middle((turn) => turn.said.p50Ms),
    p99Ms: middle((turn) => turn.said.p99Ms),
    ...(p999 ? { p999Ms: middle((turn) => turn.said.p999Ms ?? 0) } : {}),
  };
  const injected = {
    p50Ms: middle((turn) => turn.injected.p50Ms),
    p99Ms: middle((turn) => turn.injected.p99Ms),
    p999Ms: middle((turn) => turn.injected.p999Ms ?? 0),
  };
  const keys = ["p50Ms", "p99Ms", ...(p999 ? (["p999Ms"] as const) : [])] as const;
  const isTrue = (one: Percentiles, other: Percentiles) =>
    keys.every((key) => Math.abs((one[key] ?? 0) - (other[key] ?? 0)) <= Math.max(0.2, 0.02 * (other[key] ?? 0)));
  const trueTurns = turns.filter((turn) => isTrue(turn.said, turn.injected)).length;
  return { ...said, injected, isTrue: isTrue(said, injected), trueTurns };
}

function spreadOf(values: number[]): Throughput {
  const [middle, low, high] = [median(values), Math.min(...values), Math.max(...values)].map(Math.round);
  return { median: middle as number, lowest: low as number, highest: high as number };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
