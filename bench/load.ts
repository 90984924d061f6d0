/**
 * The load generator against wrk and autocannon, on the same server in the same run.
 *
 * Throughput: each has one core for itself and the server the other, 64 connections, as much as goes.
 * Truth: at a fixed rate the server waits before each answer, mostly 5 ms, sometimes long, and keeps how long it really
 * waited; a generator should say the same. wrk has no fixed rate: it asks again when it was answered.
 *
 * They are measured in turns, round by round, so that what else the machine does meets all; medians are reported.
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
  /** The largest difference of the percentiles is within 2 % or 0.2 ms. */
  isTrue: boolean;
}

export interface LoadResult {
  bench: "load";
  node: string;
  rounds: number;
  turnSeconds: number;
  ratePerSecond: number;
  /** Peers that are not installed. */
  absent: string[];
  throughput: Record<string, number>;
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

type Generator = (url: string, rate: number | undefined) => Promise<Turn>;

export async function benchLoad(say: (line: string) => void): Promise<LoadResult> {
  const peers = await findPeers();
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
        const said = await generator(url, ratePerSecond);
        const injected = (await ask(server, { end: true })) as Percentiles;
        truths.set(name, [...(truths.get(name) ?? []), { said, injected }]);
      }
      say(`round ${round} of ${rounds} done`);
    }
    const medians = Object.fromEntries([...throughput].map(([name, values]) => [name, Math.round(median(values))]));
    const { seaworthy = 0, autocannon } = medians;
    return {
      bench: "load",
      node: process.version,
      ...{ rounds, turnSeconds, ratePerSecond },
      absent: peers.absent,
      throughput: medians,
      ratio: autocannon === undefined ? undefined : Math.round((seaworthy / autocannon) * 100) / 100,
      latency: Object.fromEntries([...truths].map(([name, turns]) => [name, compare(turns)])),
    };
  } finally {
    if (server.exitCode === null && server.kill("SIGKILL")) await once(server, "exit");
  }
}

export function loadTable(result: LoadResult): string {
  const { throughput, latency, absent, ratio, node, rounds, turnSeconds, ratePerSecond: rate } = result;
  const number = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(2)).padStart(9);
  const lines = Object.entries(latency).flatMap(([name, said]) => [
    `${name.padEnd(12)}${number(said.p50Ms)}${number(said.p99Ms)}${number(said.p999Ms)}   ${said.isTrue ? "within 2 % or 0.2 ms" : "off"}`,
    `${"  injected".padEnd(12)}${number(said.injected.p50Ms)}${number(said.injected.p99Ms)}${number(said.injected.p999Ms)}`,
  ]);
  return [
    `medians over ${rounds} turns of ${turnSeconds} s each (node ${node})`,
    ...absent.map((name) => `not installed: ${name}`),
    "",
    "requests a second on one core, 64 connections",
    ...Object.entries(throughput).map(([name, value]) => `${name.padEnd(12)}${value.toLocaleString("en").padStart(9)}`),
    ...(ratio === undefined ? [] : [`ratio to autocannon: ${ratio.toFixed(2)}`]),
    "",
    `latency in ms at ${rate} requests a second (wrk: as its connections allow), and what was really injected`,
    `${"".padEnd(12)}${"p50".padStart(9)}${"p99".padStart(9)}${"p99.9".padStart(9)}`,
    ...lines,
    "",
  ].join("\n");
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
  if (existsSync(autocannon)) present.push(["autocannon", (url, rate) => autocannonTurn(autocannon, url, rate)]);
  else absent.push("autocannon (npm install --no-save autocannon)");
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
        fix: "apt-get install wrk, or npm install --no-save autocannon",
      },
    );
  }
  return { present, absent };
}

/** The second core; a turn has some room for starting. */
async function onOneCore(command: string, args: string[]): Promise<string> {
  const limitMs = (turnSeconds + 20) * 1_000;
  return (await run("taskset", ["-c", "1", command, ...args], { timeout: limitMs, maxBuffer: 16 * 1024 * 1024 }))
    .stdout;
}

async function ours(url: string, rate: number | undefined): Promise<Turn> {
  const file = join(import.meta.dirname, "load-client.ts");
  const args = [file, url, `${rate ?? asMuchAsGoes}`, `${turnSeconds}`, `${connections}`];
  return JSON.parse(await onOneCore(process.execPath, args)) as Turn;
}

async function autocannonTurn(file: string, url: string, rate: number | undefined): Promise<Turn> {
  const limited = rate === undefined ? [] : ["-R", String(rate)];
  const args = [file, "-j", "-c", `${connections}`, "-d", `${turnSeconds}`, ...limited, url];
  const { requests, latency } = JSON.parse(await onOneCore(process.execPath, args));
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, p999Ms: latency.p99_9 };
}

async function wrkTurn(url: string, rate: number | undefined): Promise<Turn> {
  // As many at once as are under way on average at that rate: 500 a second, some 6 ms each.
  const atOnce = rate === undefined ? connections : 4;
  const out = await onOneCore("wrk", ["-t", "1", "-c", `${atOnce}`, "-d", `${turnSeconds}s`, "--latency", url]);
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
  const isClose = (a: number, b: number) => Math.abs(a - b) <= Math.max(0.2, 0.02 * b);
  const keys = ["p50Ms", "p99Ms", ...(p999 ? (["p999Ms"] as const) : [])] as const;
  return { ...said, injected, isTrue: keys.every((key) => isClose((said as typeof injected)[key], injected[key])) };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
