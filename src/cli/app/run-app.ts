/**
 * `seaworthy app`, from nothing to a page and back to nothing: one app a home folder, a database, the pages, a port.
 *
 * What can be done side by side is, because somebody is waiting for the page.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type pg from "pg";
import { UserError } from "../../base/errors.ts";
import { connectPatiently } from "../../server/ground/connect-patiently.ts";
import { migrate } from "../../server/ground/migrate.ts";
import { openPool } from "../../server/ground/open-pool.ts";
import { stopGently } from "../../server/ground/stop-gently.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type Home, homeOf } from "../home/home-folder.ts";
import { keepFile } from "../home/keep-file.ts";
import { localToday } from "../plan-view/days.ts";
import { clockHints } from "./clock.ts";
import { handOver } from "./hand-over.ts";
import { defaultPort, listen } from "./listen.ts";
import { mirrorHome } from "./mirror/mirror-home.ts";
import { takeEvidence } from "./mirror/take-evidence.ts";
import { type Running, runningApp, takeHome } from "./one-app.ts";
import { openBrowser } from "./open-browser.ts";
import { openServerLog, type ServerLog } from "./server-log.ts";
import { startDatabase } from "./start-database.ts";
import { webFolder } from "./web-folder.ts";

export interface AppOptions {
  port?: number;
  home?: string;
  verbose?: true;
}

export async function runApp(options: AppOptions, door: Door): Promise<ExitCode> {
  const home = homeOf(door, options.home);
  const taken = await takeHome(home);
  if ("other" in taken) {
    const isShown = await showOther(taken.other, home, door);
    // It was on its way out: then this is the one.
    return isShown ? exitCodes.ok : runApp(options, door);
  }
  const ending = new AbortController();
  const signal = AbortSignal.any([door.signal, ending.signal]);
  const ends: (() => Promise<unknown>)[] = [taken.hold.release];
  try {
    const at = await start(options, { home, door, ends, signal });
    await taken.hold.say(at);
    await show(at, home, door);
    await aborted(signal);
    return exitCodes.ok;
  } finally {
    ending.abort();
    // In reverse: first nobody is let in any more, at last the home is given free.
    for (const end of ends.reverse()) await end().catch((error: Error) => say(door, `while ending: ${error.message}`));
  }
}

interface Surroundings {
  home: Home;
  door: Door;
  ends: (() => Promise<unknown>)[];
  /** Of what is done beside: aborted when the app ends, for whatever reason. */
  signal: AbortSignal;
}

interface At {
  address: string;
  key: string;
}

async function start(options: AppOptions, surroundings: Surroundings): Promise<At> {
  const { home, door, ends, signal } = surroundings;
  const note = (line: string) => say(door, line);
  const log = options.verbose ? door.stderr : await openLog(home, ends);
  const pages = webFolder(note, signal);
  const connecting = connection(surroundings);
  // Heavy, so only now that PostgreSQL is on its way: processor time that the two would share is then spent side by side.
  const heavy = Promise.all([
    import("../../catalog/read-catalog.ts").then(({ readCatalog }) => readCatalog()),
    import("../../server/create-server.ts"),
    import("./run-judge.ts"),
  ]);
  for (const promise of [pages, heavy]) promise.catch(() => {});
  const pool = openPool(await connecting, (error) => {
    // At the end connections are cut, and nobody misses them.
    if (!signal.aborted) note(`the database: ${error.message}`);
  });
  ends.push(() => pool.end());
  await migrate(pool);
  const [catalog, { createServer }, { runJudge }] = await heavy;
  const local = { home, pool, account: "local" };
  const mirror = await mirrorHome(local, (error) => note(`the home folder: ${(error as Error).message}`));
  ends.push(mirror.close);
  await mirror.sync();
  const clock = await clockHints(pool);
  for (const { says, fix } of [...mirror.hints(), ...clock]) note(`note: ${says}\nfix: ${fix}`);
  const key = await keyOf(home);
  const app = await createServer({
    pool,
    catalog,
    key,
    account: "local",
    hosts: ["127.0.0.1", "localhost", "::1"],
    today: localToday,
    judge: runJudge(door),
    keptIn: home.folder,
    hints: () => [...mirror.hints(), ...clock],
    changed: mirror.soon,
    webFolder: await pages,
    log,
  });
  ends.push(() => stopGently(app));
  signal.throwIfAborted();
  const address = await listen(app, options.port);
  const port = Number(new URL(address).port);
  if (options.port === undefined && port !== defaultPort) note(`port ${defaultPort} is taken, so this is ${port}`);
  // Beside, for the page is there: a folder may hold hundreds.
  takeEvidence(local, { take: (evidence) => handOver(evidence, { address, key }), signal }).catch((error: Error) => {
    if (!signal.aborted) note(`evidence: ${error.message}`);
  });
  return { address, key };
}

async function openLog(home: Home, ends: Surroundings["ends"]): Promise<ServerLog> {
  const log = await openServerLog(home.serverLog);
  ends.push(log.close);
  return log;
}

/** For a database that is started by the same person at the same moment. */
const patienceMs = 30_000;

/** The database that DATABASE_URL names, or the app's own. */
async function connection({ home, door, ends, signal }: Surroundings): Promise<pg.PoolConfig> {
  const url = door.environment.DATABASE_URL;
  if (url) {
    await connectPatiently(url, { signal, patienceMs });
    return { connectionString: url };
  }
  const starting = startDatabase(home, { signal, crashed: (why) => say(door, why) });
  ends.push(async () => (await starting.catch(() => undefined))?.stop());
  return (await starting).connection;
}

/** The same at every start, so that a tab that is open still can speak after it. */
async function keyOf(home: Home): Promise<string> {
  const there = (await readFile(home.key, "utf8").catch(() => "")).trim();
  if (/^[\w-]{32,}$/.test(there)) return there;
  const key = randomBytes(32).toString("base64url");
  await keepFile(home.key, `${key}\n`);
  return key;
}

async function show({ address, key }: At, home: Home, door: Door): Promise<void> {
  const link = `${address}/#key=${key}`;
  door.stdout.write(`${link}\n`);
  if (door.stderr.isTTY) say(door, "your app is open at that address; Ctrl-C ends it");
  await openBrowser(link, home, door).catch(() => {});
}

/** It may be starting this very moment, or ending: false when it is gone. */
async function showOther(other: Running, home: Home, door: Door): Promise<boolean> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const running = await runningApp(home);
    if (!running) return false;
    const { address, key } = running;
    if (address !== undefined && key !== undefined && (await answers(address))) {
      say(door, `Seaworthy is running already (process ${running.pid})`);
      await show({ address, key }, home, door);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    door.signal.throwIfAborted();
  }
  throw new UserError("app-does-not-answer", `another Seaworthy (process ${other.pid}) holds ${home.folder}`, {
    fix: `end it with \`kill ${other.pid}\`, then start again`,
  });
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function say({ stderr }: Door, line: string): void {
  stderr.write(`${line}\n`);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
