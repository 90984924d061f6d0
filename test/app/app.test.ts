import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tellApp } from "../../src/cli/app/hand-over.ts";
import { openDoor } from "../../src/cli/door.ts";
import { sampleDocument } from "../../src/server/evidence/sample-evidence.ts";
import { newHome, processesOf, type RunningApp, runApp, startApp } from "./running-app.ts";

// Many programs start and end in these: on a machine that is busy with other things that takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** One home and one database for all of these, as in life. */
let place: Awaited<ReturnType<typeof newHome>>;
let app: RunningApp | undefined;
beforeAll(async () => {
  place = await newHome();
});
afterAll(async () => {
  await app?.end("SIGKILL");
  while ((await processesOf(place.home)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await place.remove();
});

const entry = (title: string) => ({ date: "2026-11-20", title });

test("one address on stdout opens it, and nobody without the key is let in", async () => {
  app = await startApp(place.home, { args: ["--port", await freePort()] });
  expect((await fetch(app.address)).headers.get("content-type")).toMatch("text/html");
  expect((await app.call("GET", "/api/home")).body).toMatchObject({ person: null });
  expect((await fetch(`${app.address}/api/home`)).status).toBe(401);
  for (const name of ["key", "running.json", "database.password"])
    expect((await stat(join(place.home, name))).mode & 0o077, name).toBe(0);
  expect(await readFile(`/proc/${app.child.pid}/cmdline`, "utf8").catch(() => "")).not.toContain(app.key);
});

test("another start on the same home says where it is, and ends", async () => {
  const other = await runApp(place.home);
  expect(other).toMatchObject({ code: 0, stdout: `${app?.address}/#key=${app?.key}\n` });
});

test("evidence of a check in a terminal, and a word written into a file, are on the next page", async () => {
  await tellApp(sampleDocument({}), doorOn(place.home));
  const { body } = (await app?.call("GET", "/api/evidence")) ?? {};
  expect((body as { items: unknown[] }).items).toHaveLength(1);
  await writeFile(join(place.home, "private.yaml"), "reasonsInOwnWords: to build things\n");
  const reasons = async () => (await app?.call("GET", "/api/private"))?.body;
  await expect.poll(reasons, { timeout: 60_000 }).toMatchObject({ reasonsInOwnWords: "to build things" });
});

test("Ctrl-C leaves nothing running, and the next start has everything", async () => {
  await app?.call("POST", "/api/log-entries", entry("kept over a stop"));
  expect(await app?.end("SIGINT")).toBe(0);
  expect(await processesOf(place.home)).toEqual([]);
  expect(existsSync(join(place.home, "running.json"))).toBe(false);
  await expect(fetch(app?.address ?? "")).rejects.toThrow();
});

test("killed with -9 in the middle of writing, it comes back with everything that was acknowledged", async () => {
  const former = (app as RunningApp).key;
  app = await startApp(place.home, { args: ["--port", await freePort()] });
  expect(app.key).toBe(former);
  const acknowledged: string[] = [];
  let killed = false;
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; !killed; n++) {
      const title = `${writer}-${n}`;
      const answer = await app?.call("POST", "/api/log-entries", entry(title)).catch(() => undefined);
      if (answer?.status === 201) acknowledged.push(title);
    }
  });
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(20);
  await app.end("SIGKILL");
  killed = true;
  await Promise.all(writers);
  app = await startApp(place.home, { args: ["--port", await freePort()] });
  const kept = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await app.call("GET", `/api/log-entries?limit=200${cursor && `&cursor=${cursor}`}`);
    const page = body as { items: { title: string }[]; nextCursor: string | null };
    for (const { title } of page.items) kept.add(title);
    cursor = page.nextCursor;
  }
  expect(kept).toContain("kept over a stop");
  expect(acknowledged.filter((title) => !kept.has(title))).toEqual([]);
});

test("a port that was asked for and is taken is one clear line", async () => {
  await app?.end("SIGTERM");
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const refused = await runApp(place.home, { args: ["--port", String(port)] });
  server.close();
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^error: port \d+ is taken by another program\nfix: .+\n$/m);
  expect(await processesOf(place.home)).toEqual([]);
});

test("a database that cannot be used, and a home that cannot be written, are one clear line", async () => {
  const url = "postgresql://nobody:secret@[/x";
  const lost = await runApp(place.home, { env: { DATABASE_URL: url } });
  expect(lost.code).toBe(2);
  expect(lost.stderr).toMatch(/^error: the database of DATABASE_URL cannot be used: .+\nfix: .+\n$/m);
  expect(lost.stderr).not.toContain("secret");
  const nowhere = await runApp("/proc/seaworthy");
  expect(nowhere.code).toBe(2);
  expect(nowhere.stderr).toMatch(/^error: .+ cannot be written .+\nfix: .+\n$/m);
});

function doorOn(home: string) {
  return { ...openDoor(new AbortController().signal), environment: { SEAWORTHY_HOME: home } };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
