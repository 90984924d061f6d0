/**
 * What the judge says of programs that behave as badly as they can, and that it ends them all.
 */
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../src/judge/probe/postgres/cluster.ts";
import type { Instance } from "../../src/judge/scenario.ts";
import { byRun } from "../../src/judge/subject/marker.ts";
import { findProcesses } from "../../src/judge/subject/process-tree.ts";
import { type Sweeper, startSweeper } from "../../src/judge/subject/sweeper.ts";
import { type Copies, copiesOf, hostileFolder } from "./copies.ts";

let sweeper: Sweeper;
let cluster: Cluster;
let copies: Copies;
let ours: number;

beforeAll(async () => {
  sweeper = startSweeper();
  cluster = await startCluster({ sweeper });
  ours = runningNow();
});

afterAll(async () => {
  await cluster.stop();
  await sweeper.close();
});

const ports: number[] = [];

afterEach(async () => {
  await copies.stopAll();
  expect(runningNow(), "processes of the program that are left").toBeLessThanOrEqual(ours);
  for (const port of ports.splice(0)) expect(await isFree(port), `port ${port} is free`).toBe(true);
});

/** The database server's own, which carry the run's marker too, do not count: their number changes a little. */
function runningNow(): number {
  const server = findProcesses({ marker: byRun(sweeper.run.id) });
  const postmaster = server.find((one) => !server.some(({ pid }) => pid === one.parent));
  return server.filter((one) => one !== postmaster && one.parent !== postmaster?.pid).length;
}

async function start(name: string, readyWithinMs = 20_000): Promise<Instance> {
  copies = copiesOf(join(hostileFolder, name), { cluster, sweeper });
  const instance = await copies.start("meets a hostile program", { readyWithinMs });
  ports.push(instance.port);
  return instance;
}

const said = () => copies.processEvents().map(({ event }) => event);
const why = () => copies.processEvents().find(({ event }) => event === "not-ready")?.why;

test("a program that never answers is not ready, and the reason names what it does instead", async () => {
  const instance = await start("never-answers", 1_000);
  expect(instance.ready).toBe(false);
  expect(why()).toMatch(/accepts connections on PORT \(\d+\), but GET \/healthz was not answered after 1 s/);
});

test("a program that ends at once is told by its status and its last words, long before the limit", async () => {
  const began = performance.now();
  const instance = await start("exits-at-once");
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(instance.process.running).toBe(false);
  expect(why()).toBe(
    "it ended with status 3 before it answered; the last it said: Error: Cannot find the configuration file config/production.json",
  );
  expect(copies.processEvents().find(({ event }) => event === "ended")).toMatchObject({ status: 3 });
});

test("a program that ends with status 0 is not ready either", async () => {
  await start("exits-with-status-0");
  expect(why()).toMatch(/ended with status 0 before it answered; the last it said: all done/);
});

test("a program on another port is told by the port", async () => {
  await start("other-port", 1_500);
  expect(why()).toMatch(/^it listens on port \d+, not on PORT \(\d+\)$/);
});

test("a program that speaks something else than HTTP is told so", async () => {
  await start("not-http", 1_000);
  expect(why()).toMatch(/^what it answers on PORT \(\d+\) is not HTTP$/);
});

test("a program that takes too long is not ready, and nothing listens", async () => {
  await start("starts-slowly", 1_000);
  expect(why()).toMatch(/^nothing listens on PORT \(\d+\) after 1 s$/);
});

test.each(["daemonises", "daemonises-without-environment"])(
  "a program that %s is found, used, and swept up",
  async (name) => {
    const instance = await start(name);
    expect(instance.ready).toBe(true);
    expect(instance.process.running).toBe(false);
    expect(copies.processEvents().find(({ event }) => event === "ready")).toMatchObject({ launcher: true });
    await instance.stop();
    expect(said()).toContain("leftover");
  },
);

test("a program that has daemonised is killed like any other", async () => {
  const instance = await start("daemonises-without-environment");
  await instance.process.kill();
  expect(await isFree(instance.port)).toBe(true);
  await instance.restart();
  expect(instance.ready).toBe(true);
});

test("a program that has daemonised gets SIGTERM at the process that serves", async () => {
  const instance = await start("daemonises");
  expect(instance.process.signalListener("SIGTERM")).toBe(true);
  while (!(await isFree(instance.port))) await sleep(10);
  expect(instance.process.signalListener("SIGTERM")).toBe(false);
});

test("a program that ignores SIGTERM still runs when the limit is up, and is killed in the end", async () => {
  const instance = await start("ignores-sigterm");
  instance.process.signal("SIGTERM");
  expect(await instance.process.waitUntilEnded(300)).toBeUndefined();
  const began = performance.now();
  await instance.stop();
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(said()).toEqual(["started", "ready", "signalled"]);
});

test("a program whose children start each other anew is ended with all of them", async () => {
  await start("forks-for-ever");
  await sleep(200);
});

test("a program that floods its log is neither blocked nor kept whole", async () => {
  const instance = await start("floods-the-log");
  await sleep(1_000);
  expect(instance.ready).toBe(true);
  await instance.stop();
  expect(copies.recorder.entries.filter(({ kind }) => kind === "output")).toHaveLength(5_000);
  const dropped = copies.recorder.entries.find((entry) => entry.kind === "fact");
  expect(dropped).toMatchObject({ name: "output-not-kept", value: { bytes: expect.any(Number) } });
});

test("ten gigabytes in one line are read away while the judge's memory stays as it is", async () => {
  const instance = await start("ten-gigabytes-of-output");
  const before = process.memoryUsage().rss;
  const leftBytes = async () => JSON.parse(await get(instance.url)).leftBytes as number;
  while ((await leftBytes()) > 9.8e9) await sleep(50);
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  await instance.stop();
  expect(copies.recorder.entries.filter(({ kind }) => kind === "output")).toMatchObject([{ cut: true }]);
}, 120_000);

test.each(["endless-body", "gzip-bomb"])(
  "an answer as of %s ends with the request's limit, and does not fill the memory",
  async (name) => {
    const instance = await start(name);
    const before = process.memoryUsage().rss;
    const exchange = await instance.http.send({ label: "read", method: "GET", url: "/expenses", limitMs: 1_500 });
    expect(exchange.durationMs).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
    expect(instance.ready).toBe(true);
  },
);

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.once("end", () => resolve(text));
    });
    outgoing.once("error", reject).end();
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
