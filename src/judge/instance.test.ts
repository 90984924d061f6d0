import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Copies, copiesOf, surface } from "../../test/left-behind/copies.ts";
import { seededRandom } from "../base/random.ts";
import { createAddressInstance } from "./address-instance.ts";
import { createInstances } from "./instance.ts";
import { type Cluster, startCluster } from "./probe/postgres/cluster.ts";
import { createRecorder } from "./recorder.ts";
import { type Sweeper, startSweeper } from "./subject/sweeper.ts";

let sweeper: Sweeper;
let cluster: Cluster;
let folder: string;
let copies: Copies;

beforeAll(async () => {
  sweeper = startSweeper();
  cluster = await startCluster({ sweeper });
  folder = mkdtempSync(join(tmpdir(), "seaworthy-test-"));
  writeFileSync(join(folder, "server.cjs"), program);
});

afterEach(() => copies?.stopAll());

afterAll(async () => {
  await cluster.stop();
  await sweeper.close();
  rmSync(folder, { recursive: true });
});

/** Answers /healthz, and at any other path with what its environment says and its database answers. */
const program = `
const { createServer } = require("node:http");
const pg = require(${JSON.stringify(join(import.meta.dirname, "../../node_modules/pg"))});
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
pool.on("error", () => {});
createServer(async (request, response) => {
  console.log(JSON.stringify({ path: request.url }));
  if (request.url === "/healthz") return response.end("ok");
  if (request.url === "/crash") process.exit(7);
  if (request.url === "/env") return response.end(JSON.stringify(process.env));
  const answer = await pool.query(decodeURIComponent(request.url.slice(1))).catch((error) => error);
  response.end(JSON.stringify(answer.rows ?? answer.message));
}).listen(process.env.PORT, process.env.LISTEN_HOST);
process.on("SIGTERM", () => setTimeout(() => process.exit(0), 50));
`;

const start = (options: Parameters<typeof copiesOf>[2] = {}) => {
  copies = copiesOf(folder, { cluster, sweeper }, { start: "node server.cjs", ...options });
  return copies;
};

const read = async (instance: Awaited<ReturnType<Copies["start"]>>, path: string) => {
  const { response } = await instance.http.send({ label: "read", method: "GET", url: `/${encodeURIComponent(path)}` });
  return JSON.parse(response?.body.text ?? "null");
};

test("each copy has a database of its own, behind a wire that is seen", async () => {
  start();
  const [a, b] = await Promise.all([copies.start("one"), copies.start("two")]);
  await read(a, "create table things as select 1 as id");
  expect(await read(a, "select * from things")).toEqual([{ id: 1 }]);
  expect(await read(b, "select * from things")).toMatch(/does not exist/);
  expect(await a.database.query("select id from things")).toEqual([{ id: 1 }]);
  expect(a.database.openConnections).toBe(1);
  const texts = copies.recorder.entries.flatMap((entry) => (entry.kind === "statement" ? [entry.text] : []));
  expect(texts.filter((text) => text === "select * from things")).toHaveLength(2);
});

test("every copy has the same key of the API, hard to guess, and the judge speaks with what the program really got", async () => {
  const apiKey = { environment: "API_KEY", header: "X-Api-Key" };
  const keyed = async (env: Record<string, string>) => {
    const subject = { kind: "folder" as const, folder, start: "node server.cjs", env };
    const [recorder, { signal }] = [createRecorder(), new AbortController()];
    const parts = { subject, surface: { ...surface, apiKey }, cluster, sweeper, recorder, signal };
    const started = createInstances({ ...parts, random: seededRandom("keys") });
    try {
      const [one, other] = await Promise.all([started.start("one"), started.start("two")]);
      expect(await one.http.credentials()).toEqual({ "x-api-key": one.apiKey });
      expect((await read(one, "env")).API_KEY).toBe(one.apiKey);
      expect(other.apiKey).toBe(one.apiKey);
      return one.apiKey;
    } finally {
      await started.stopAll();
    }
  };
  const [random, fixed] = await Promise.all([keyed({}), keyed({ API_KEY: "of the manifest" })]);
  expect(random).toMatch(/^(?=.*[a-z])(?=.*[A-Z])[a-zA-Z0-9]{43}$/);
  expect(fixed).toBe("of the manifest");
});

test("what is told of a start, a stop by signal and the end", async () => {
  const instance = await start().start("one");
  instance.process.signal("SIGTERM");
  const ended = await instance.process.waitUntilEnded(5_000);
  expect(ended).toMatchObject({ status: 0, signal: null });
  expect(ended?.afterMs).toBeGreaterThan(40);
  await instance.stop();
  expect(copies.processEvents()).toMatchObject([
    { event: "started", command: "node server.cjs", instance: "i1", scenario: "one" },
    { event: "ready", launcher: false },
    { event: "signalled", signal: "SIGTERM", launcher: false },
    { event: "ended", status: 0, launcher: false },
  ]);
});

test("after kill, a restart finds the same port, database and rows", async () => {
  const instance = await start().start("one");
  const { port } = instance;
  await read(instance, "create table things as select 1 as id");
  await instance.process.kill();
  expect(instance.ready).toBe(false);
  expect(await instance.process.waitUntilEnded(0)).toMatchObject({ status: null, signal: "SIGKILL" });
  await instance.restart();
  expect(instance.port).toBe(port);
  expect(await read(instance, "select * from things")).toEqual([{ id: 1 }]);
});

test("a program that ends by itself is seen at once", async () => {
  const instance = await start().start("one");
  await instance.http.send({ label: "crash", method: "GET", url: "/crash" });
  expect(await instance.process.waitUntilEnded(5_000)).toMatchObject({ status: 7 });
  expect(instance.process.running).toBe(false);
});

test("a launcher in between is recognised, and ended with what it launched", async () => {
  const instance = await start({ start: "true | true; node server.cjs" }).start("one");
  expect(copies.processEvents().at(-1)).toMatchObject({ event: "ready", launcher: true });
  instance.process.signal("SIGTERM");
  await instance.process.waitUntilEnded(5_000);
});

test("the environment holds the manifest's names and a scenario's changes", async () => {
  const instance = await start({ env: { HTTP_PORT: `$\{PORT}` } }).start("one", {
    environment: { TZ: "Asia/Kolkata" },
  });
  const environment = await read(instance, "").then(() =>
    instance.http.send({ label: "", method: "GET", url: "/env" }),
  );
  expect(JSON.parse(environment.response?.body.text ?? "")).toMatchObject({
    PORT: String(instance.port),
    HTTP_PORT: String(instance.port),
    TZ: "Asia/Kolkata",
    DATABASE_URL: instance.database.url,
  });
});

test("a program that listens on ::1 only is reached there", async () => {
  const instance = await start({ env: { LISTEN_HOST: "::1" } }).start("one");
  expect(instance.url).toBe(`http://[::1]:${instance.port}`);
  expect(await read(instance, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a migration runs once on each fresh database, past the wire and before any fault", async () => {
  writeFileSync(
    join(folder, "migrate.cjs"),
    `const pg = require(${JSON.stringify(join(import.meta.dirname, "../../node_modules/pg"))});
     const client = new pg.Client(process.env.DATABASE_URL);
     client.connect().then(() => client.query("create table things as select 5 as id")).then(() => client.end());`,
  );
  const instance = await start({ migrate: "node migrate.cjs" }).start("one", { fault: { kind: "refuse" } });
  expect(await instance.database.query("select id from things")).toEqual([{ id: 5 }]);
  expect(await read(instance, "select 1")).toMatch(/ECONNREFUSED/);
  await instance.database.endFault();
  expect(await read(instance, "select id from things")).toEqual([{ id: 5 }]);
});

test("a migration that fails is a finding with its last words, and the program is not started", async () => {
  const instance = await start({ migrate: "echo 'no such table' >&2; exit 4" }).start("one");
  expect(instance.ready).toBe(false);
  expect(copies.processEvents()).toMatchObject([
    { event: "not-ready", why: expect.stringMatching(/ended with status 4; the last it said: no such table$/) },
  ]);
});

test("a script may write to /dev/stderr by its name", async () => {
  const instance = await start({ start: "echo hello >/dev/stderr && exec node server.cjs" }).start("one");
  expect(instance.ready).toBe(true);
  expect(copies.recorder.entries.find(({ kind }) => kind === "output")).toMatchObject({
    stream: "stderr",
    line: "hello",
  });
});

test("memory and descriptors of the running program are sampled", async () => {
  await start().start("one");
  // The very first look may meet it before it has been loaded.
  const seen = () => copies.recorder.entries.filter((entry) => entry.kind === "sample");
  while (seen().length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
  const sample = seen().at(-1);
  expect(sample?.memoryBytes).toBeGreaterThan(20e6);
  expect(sample?.processes).toBe(1);
  expect(sample?.descriptors).toBeGreaterThan(5);
});

test("a copy that is stopped while it starts leaves nothing, and says that it was stopped", async () => {
  start();
  const starting = copies.start("one", { environment: { PORT: "1" } });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await Promise.all([copies.stopAll(), expect(starting).rejects.toThrow("i1 was stopped")]);
});

test("a program that is known by its address can be spoken to and nothing else", async () => {
  const running = await start().start("one");
  const recorder = createRecorder();
  const options = { url: `${running.url}/`, recorder, signal: new AbortController().signal };
  const instance = await createAddressInstance("one", { ...options, surface, random: seededRandom("one") });
  expect(instance.ready).toBe(true);
  expect(instance.port).toBe(running.port);
  expect(await read(instance, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(() => instance.process).toThrow("shows no process");
  await instance.stop();
});
