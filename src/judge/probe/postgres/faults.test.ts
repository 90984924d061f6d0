import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Entry } from "../../../contract/recording.ts";
import { createRecorder, type Recorder } from "../../recorder.ts";
import type { Fault } from "../../scenario.ts";
import { type Cluster, type ClusterDatabase, startCluster } from "./cluster.ts";
import { startProxy, type WireProxy } from "./proxy.ts";

let cluster: Cluster;
let database: ClusterDatabase;
let recorder: Recorder;
let proxy: WireProxy;

beforeAll(async () => {
  cluster = await startCluster();
  database = await cluster.createDatabase();
});
afterAll(() => cluster.stop());

beforeEach(async () => {
  recorder = createRecorder();
  const query = (sql: string) => database.query(sql);
  proxy = await startProxy({ upstream: cluster.address, track: recorder.track("", "i1"), query });
});
afterEach(() => proxy.close());

const open = async (limitMs = 5_000) => {
  const client = new pg.Client({ connectionString: database.urlVia(proxy.port), connectionTimeoutMillis: limitMs });
  client.on("error", () => {});
  onTestFinished(() => client.end().catch(() => {}));
  await client.connect();
  return client;
};
const ended = (client: pg.Client) => new Promise<void>((resolve) => client.once("end", () => resolve()));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const entriesOf = <K extends Entry["kind"]>(kind: K) =>
  recorder.entries.filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
const outcomes = () => entriesOf("statement").map(({ text, outcome }) => [text, outcome]);

describe("refuse", () => {
  it("looks like a database that is down, and is over when it ends", async () => {
    const client = await open();
    const cut = ended(client);
    const end = await proxy.fault({ kind: "refuse" });
    await cut;
    await expect(open()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(proxy.openConnections).toBe(0);
    await end();
    expect((await (await open()).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("can be on before anything has connected", async () => {
    const late = await startProxy({
      upstream: cluster.address,
      track: recorder.track("", "i2"),
      fault: { kind: "refuse" },
    });
    onTestFinished(() => late.close());
    const client = () => new pg.Client({ connectionString: database.urlVia(late.port) });
    await expect(client().connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await late.endFault();
    const connected = client();
    await connected.connect();
    await connected.end();
  });

  it("says so when somebody else has taken the port meanwhile", { timeout: 15_000 }, async () => {
    const end = await proxy.fault({ kind: "refuse" });
    const thief = createServer().listen(proxy.port, "127.0.0.1");
    onTestFinished(() => void thief.close());
    await once(thief, "listening");
    await expect(end()).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("cut", () => {
  it("ends what is open by RST, and lets new connections through", async () => {
    const client = await open();
    const lost = client.query("select pg_sleep(20)").catch((error) => error.code ?? error.message);
    await wait(50);
    const end = await proxy.fault({ kind: "cut" });
    expect(await lost).toBe("ECONNRESET");
    await (await open()).query("select 1");
    await end();
    expect(outcomes()).toEqual([
      ["select pg_sleep(20)", "lost"],
      ["select 1", "done"],
    ]);
  });

  it("keeps no process alive by cutting whom it is just turning away", async () => {
    // A process of its own: what was left open shows when it is to end.
    const program = `
      import { connect } from "node:net";
      import { createRecorder } from ${JSON.stringify(new URL("../../recorder.ts", import.meta.url).href)};
      import { startProxy } from ${JSON.stringify(new URL("proxy.ts", import.meta.url).href)};
      const recorder = createRecorder();
      const fault = { kind: "reject-connections", sqlState: "53300", message: "sorry, too many clients already" };
      const proxy = await startProxy({ upstream: { host: "127.0.0.1", port: 1 }, track: recorder.track("", "i1"), fault });
      recorder.onAppend = ({ event }) => event === "refused" && process.nextTick(() => proxy.close());
      const socket = connect(proxy.port, "127.0.0.1").on("error", () => {}).resume();
      socket.write(Buffer.from("0000000e00030000" + "7573657200" + "00", "hex"));
    `;
    const run = promisify(execFile);
    await run(process.execPath, ["--input-type=module", "--eval", program], { timeout: 10_000 });
  });
});

describe("silence", () => {
  it("answers nothing and closes nothing, until it ends and everything is cut", async () => {
    const client = await open();
    let answered = false;
    const end = await proxy.fault({ kind: "silence" });
    const lost = client.query("select 1").then(
      () => {
        answered = true;
      },
      (error) => error.code ?? error.message,
    );
    await expect(open(300)).rejects.toThrow(/timeout/);
    expect(answered).toBe(false);
    await end();
    expect(await lost).toBe("ECONNRESET");
    expect(answered).toBe(false);
    expect(outcomes()).toEqual([["select 1", "lost"]]);
    expect(proxy.openConnections).toBe(0);
    await (await open()).query("select 2");
  });

  it("holds back an answer that the database gives meanwhile", async () => {
    const client = await open();
    const lost = client.query("select pg_sleep(0.1)").catch((error) => error.code ?? error.message);
    await wait(30);
    const end = await proxy.fault({ kind: "silence" });
    await wait(200);
    await end();
    expect(await lost).toBe("ECONNRESET");
    expect(outcomes()).toEqual([["select pg_sleep(0.1)", "lost"]]);
  });

  it("counts who connects and who gives up, and stalls who goes on writing", async () => {
    await proxy.fault({ kind: "silence" });
    const socket = connect(proxy.port, "127.0.0.1");
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    const startup = Buffer.from("\0\0\0\x08\0\x03\0\0", "latin1");
    socket.write(startup);
    await wait(50);
    expect(proxy.openConnections).toBe(1);
    for (let i = 0; i < 100; i++) socket.write(Buffer.alloc(1_000_000));
    await wait(200);
    expect(socket.writableLength).toBeGreaterThan(50_000_000);
    const patient = connect(proxy.port, "127.0.0.1");
    patient.end(startup);
    await new Promise((resolve) => patient.resume().once("close", resolve));
    expect(entriesOf("connection").map(({ event, open }) => [event, open])).toEqual([
      ["opened", 1],
      ["opened", 2],
      ["closed", 1],
    ]);
  });

  it("leaves the session in the database alone until it ends, as a lost network does", async () => {
    const client = await open();
    await client.query("begin");
    const end = await proxy.fault({ kind: "silence" });
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    const sessions = async () => {
      const sql =
        "select count(*)::int as n from pg_stat_activity where datname = $1 and state = 'idle in transaction'";
      return (await database.query(sql, [database.name]))[0]?.n;
    };
    await wait(100);
    expect(await sessions()).toBe(1);
    await end();
    while ((await sessions()) !== 0) await wait(10);
  });
});

describe("latency", () => {
  it("makes each statement wait, and those that are sent together wait together", async () => {
    const [one, other] = [await open(), await open()];
    const end = await proxy.fault({ kind: "latency", ms: 150 });
    const began = performance.now();
    await Promise.all([one.query("select $1::int", [1]), other.query("select 2")]);
    const tookMs = performance.now() - began;
    await end();
    expect(tookMs).toBeGreaterThanOrEqual(149);
    expect(tookMs).toBeLessThan(450);
    for (const { durationMs } of entriesOf("statement")) expect(durationMs).toBeGreaterThanOrEqual(149);
  });

  it("keeps the order of what is sent while it goes on, and when it ends", async () => {
    const client = await open();
    const end = await proxy.fault({ kind: "latency", ms: 200 });
    const answers: number[] = [];
    const pipeline = (from: number, to: number) => {
      const { stream } = (client as unknown as { connection: { stream: import("node:net").Socket } }).connection;
      for (let i = from; i < to; i++) {
        const text = `select ${i}\0`;
        const message = Buffer.alloc(5 + text.length);
        message.write("Q");
        message.writeInt32BE(4 + text.length, 1);
        message.write(text, 5);
        stream.write(message);
        answers.push(i);
      }
    };
    pipeline(0, 50);
    await wait(50);
    pipeline(50, 100);
    await end();
    pipeline(100, 150);
    while (entriesOf("statement").length < 150) await wait(5);
    expect(entriesOf("statement").map(({ text }) => text)).toEqual(answers.map((i) => `select ${i}`));
    expect(entriesOf("statement").every(({ outcome }) => outcome === "done")).toBe(true);
  });

  it("passes a large value after one latency, not one for each piece of it", async () => {
    const client = await open();
    const end = await proxy.fault({ kind: "latency", ms: 100 });
    const began = performance.now();
    const sent = "x".repeat(900_000);
    const { rows } = await client.query("select $1::text as back", [sent]);
    expect(rows[0].back === sent).toBe(true);
    expect(performance.now() - began).toBeLessThan(500);
    await end();
  });

  it("also holds a new connection up", async () => {
    const end = await proxy.fault({ kind: "latency", ms: 60 });
    const began = performance.now();
    await open();
    expect(performance.now() - began).toBeGreaterThan(100);
    await end();
  });
});

describe("reject-connections", () => {
  it("tells new connections why, and leaves open ones alone", async () => {
    const client = await open();
    const fault: Fault = { kind: "reject-connections", sqlState: "53300", message: "sorry, too many clients already" };
    const end = await proxy.fault(fault);
    await expect(open()).rejects.toMatchObject({ code: "53300", severity: "FATAL", message: fault.message });
    await client.query("select 1");
    await end();
    await open();
    expect(entriesOf("connection").map(({ connection, event, open }) => [connection, event, open])).toEqual([
      [1, "opened", 1],
      [2, "refused", 1],
      [3, "opened", 2],
    ]);
  });
});

it("records when a fault begins and ends, once", async () => {
  const end = await proxy.fault({ kind: "latency", ms: 5 });
  await end();
  await end();
  await proxy.endFault();
  expect(entriesOf("fault").map(({ event, fault, parameters }) => [event, fault, parameters])).toEqual([
    ["begins", "latency", { ms: 5 }],
    ["ends", "latency", { ms: 5 }],
  ]);
});

it("has one fault at a time", async () => {
  await proxy.fault({ kind: "silence" });
  await expect(proxy.fault({ kind: "refuse" })).rejects.toThrow("another fault is on");
});

it("can be closed while a fault is on, and the fault be ended afterwards", async () => {
  const client = await open();
  const gone = ended(client);
  const end = await proxy.fault({ kind: "silence" });
  await proxy.close();
  await gone;
  await end();
  await expect(open()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

describe("fail-writes", () => {
  it("lets the write that is asked for fail inside the database, and nothing is left of it afterwards", async () => {
    const client = await open();
    await client.query("create table if not exists letter (text text)");
    const message = "deadlock detected";
    const end = await proxy.fault({ kind: "fail-writes", sqlState: "40P01", message, skip: 1, times: 1 });
    await client.query("begin");
    await client.query("insert into letter values ('first')");
    await expect(client.query("insert into letter values ('second')")).rejects.toMatchObject({
      code: "40P01",
      message,
    });
    await expect(client.query("select 1")).rejects.toMatchObject({ code: "25P02" });
    await client.query("rollback");
    await client.query("insert into letter values ('third')");
    await end();
    expect((await client.query("select text from letter")).rows).toEqual([{ text: "third" }]);
    expect((await client.query("select from pg_trigger where not tgisinternal")).rowCount).toBe(0);
    expect((await client.query("select from pg_namespace where nspname like 'seaworthy%'")).rowCount).toBe(0);
    await client.query("drop table letter");
  });
});

describe("read-only", () => {
  it("lets everything be read and nothing be written, until it ends", async () => {
    const first = await open();
    const cut = ended(first);
    const end = await proxy.fault({ kind: "read-only" });
    await cut;
    const client = await open();
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await expect(client.query("create table letter ()")).rejects.toMatchObject({ code: "25006" });
    const cutAgain = ended(client);
    await end();
    await cutAgain;
    await (await open()).query("create table letter (); drop table letter");
  });

  it("has no way round, as a standby has none", async () => {
    await (await open()).query("create table letter (text text)");
    const end = await proxy.fault({ kind: "read-only" });
    const client = await open();
    await client.query("begin read write");
    await expect(client.query("insert into letter values ('round')")).rejects.toMatchObject({ code: "25006" });
    await client.query("rollback");
    await end();
    const after = await open();
    await after.query("insert into letter values ('after')");
    expect((await after.query("select text from letter")).rows).toEqual([{ text: "after" }]);
    await after.query("drop table letter");
  });
});

describe("restart", () => {
  it("ends sessions in the server's own words, and tells new ones to wait", async () => {
    const client = await open();
    const told = new Promise((resolve) => client.once("error", (error) => resolve((error as { code?: string }).code)));
    const end = await proxy.fault({ kind: "restart" });
    expect(await told).toBe("57P01");
    await expect(open()).rejects.toMatchObject({ code: "57P03" });
    await end();
    expect((await (await open()).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});

describe("lose-answer", () => {
  it("carries the statement out and cuts its connection, once", async () => {
    const client = await open();
    await client.query("create table letter (text text)");
    const end = await proxy.fault({ kind: "lose-answer", skip: 1 });
    await client.query("insert into letter values ('answered')");
    await expect(client.query("insert into letter values ('lost')")).rejects.toThrow();
    const other = await open();
    await other.query("insert into letter values ('again')");
    await end();
    expect((await other.query("select text from letter")).rows.map(({ text }) => text)).toEqual([
      "answered",
      "lost",
      "again",
    ]);
    expect(outcomes()).toContainEqual(["insert into letter values ('lost')", "lost"]);
    await other.query("drop table letter");
  });
});

describe("cut-mid-statement", () => {
  it("cuts the connection of one statement before its answer, and leaves the others alone", async () => {
    const [client, neighbour] = [await open(), await open()];
    const end = await proxy.fault({ kind: "cut-mid-statement", skip: 1 });
    expect((await client.query("select 'answered' as what")).rows).toEqual([{ what: "answered" }]);
    const began = performance.now();
    // It would answer after a long time only: nobody waits for that.
    await expect(client.query("select $1::int, pg_sleep(20)", [1])).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await neighbour.query("select $1::int as one", [1])).rows).toEqual([{ one: 1 }]);
    await end();
    expect(outcomes()).toContainEqual(["select $1::int, pg_sleep(20)", "lost"]);
    expect(proxy.openConnections).toBe(1);
  });

  it("leaves to the database what it was told: a statement by itself is carried out all the same", async () => {
    const client = await open();
    await client.query("create table letter (text text)");
    const end = await proxy.fault({ kind: "cut-mid-statement", skip: 0 });
    await expect(client.query("insert into letter values ($1)", ["sent"])).rejects.toThrow();
    await end();
    const other = await open();
    const count = async () => (await other.query("select from letter")).rowCount;
    while ((await count()) === 0) await wait(10);
    await other.query("drop table letter");
  });
});

describe("bandwidth", () => {
  it("lets a large answer take its time, and a small one pass", async () => {
    const client = await open();
    const end = await proxy.fault({ kind: "bandwidth", bytesPerSecond: 100_000 });
    const began = performance.now();
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    const small = performance.now() - began;
    const { rows } = await client.query("select repeat('x', 40000) as text");
    expect(rows[0].text).toHaveLength(40_000);
    expect(performance.now() - began - small).toBeGreaterThanOrEqual(399);
    await end();
    expect(entriesOf("statement").at(-1)?.durationMs).toBeGreaterThanOrEqual(390);
  });

  it("is shared by all connections, in both directions, and over when it ends", async () => {
    const clients = [await open(), await open()];
    const end = await proxy.fault({ kind: "bandwidth", bytesPerSecond: 100_000 });
    const began = performance.now();
    const text = "x".repeat(20_000);
    await Promise.all(clients.map((client) => client.query("select length($1::text)", [text])));
    expect(performance.now() - began).toBeGreaterThanOrEqual(399);
    const waiting = clients[0]?.query("select repeat('x', 5000000) as text");
    await wait(50);
    await end();
    expect((await waiting)?.rows[0].text).toHaveLength(5_000_000);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it("gives what it still holds to the program before the database's goodbye", async () => {
    const client = await open();
    const end = await proxy.fault({ kind: "bandwidth", bytesPerSecond: 50_000 });
    const code = await client.query("select pg_terminate_backend(pg_backend_pid())").catch((error) => error.code);
    expect(code).toBe("57P01");
    await end();
  });
});

describe("none", () => {
  it("changes nothing, and is recorded as any other", async () => {
    const client = await open();
    const end = await proxy.fault({ kind: "none" });
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await end();
    expect(entriesOf("fault").map(({ event, fault }) => [event, fault])).toEqual([
      ["begins", "none"],
      ["ends", "none"],
    ]);
  });
});
