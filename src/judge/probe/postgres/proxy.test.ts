import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Entry, Statement } from "../../../contract/recording.ts";
import { createRecorder, type Recorder } from "../../recorder.ts";
import { type Cluster, type ClusterDatabase, startCluster } from "./cluster.ts";
import { startProxy, type WireProxy } from "./proxy.ts";

let cluster: Cluster;
let database: ClusterDatabase;
let recorder: Recorder;
let proxy: WireProxy;

beforeAll(async () => {
  cluster = await startCluster();
  database = await cluster.createDatabase();
  await database.query("create table item (id int primary key deferrable initially deferred, name text)");
});
afterAll(() => cluster.stop());

beforeEach(async () => {
  recorder = createRecorder();
  proxy = await startProxy({ upstream: cluster.address, track: recorder.track("", "i1") });
});
afterEach(async () => {
  await proxy.close();
  await database.query("truncate item");
});

const url = () => database.urlVia(proxy.port);

async function client(): Promise<pg.Client> {
  const connected = new pg.Client({ connectionString: url() });
  connected.on("error", () => {});
  await connected.connect();
  onTestFinished(() => connected.end());
  return connected;
}

const entriesOf = <K extends Entry["kind"]>(kind: K) =>
  recorder.entries.filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);

/** What a reader of the recording sees of the statements, without times and places. */
const seen = () => entriesOf("statement").map(essence);

function essence({ protocol, text, parameters, rows, outcome, transaction, error }: Statement) {
  const optional = { ...(parameters && { parameters }), ...(transaction && { transaction }), ...(error && { error }) };
  return { protocol, text, rows, outcome, ...optional };
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 5_000; !condition(); ) {
    if (performance.now() > deadline) throw new Error("what was waited for did not happen within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("with the driver pg", () => {
  it("sees a simple statement with its rows and duration", async () => {
    await (await client()).query("select * from generate_series(1, 1000)");
    expect(seen()).toEqual([
      {
        protocol: "simple",
        text: "select * from generate_series(1, 1000)",
        rows: 1000,
        outcome: "done",
        transaction: "idle",
      },
    ]);
    expect(entriesOf("statement")[0]?.durationMs).toBeGreaterThan(0);
  });

  it("sees values that are bound, NULL among them", async () => {
    await (await client()).query("insert into item values ($1, $2), ($3, $4)", [1, "naïve 🐢", 2, null]);
    expect(seen()).toEqual([
      {
        protocol: "extended",
        text: "insert into item values ($1, $2), ($3, $4)",
        parameters: ["1", "naïve 🐢", "2", null],
        rows: 0,
        outcome: "done",
        transaction: "idle",
      },
    ]);
  });

  it("shows binary values as hex", async () => {
    await (await client()).query("select $1::bytea", [Buffer.from([0, 255, 16])]);
    expect(entriesOf("statement")[0]?.parameters).toEqual(["\\x00ff10"]);
  });

  it("knows the text of a prepared statement each time it runs", async () => {
    const connected = await client();
    for (const id of [7, 8]) await connected.query({ name: "one", text: "select $1::int as id", values: [id] });
    expect(seen().map(({ text, parameters }) => [text, parameters])).toEqual([
      ["select $1::int as id", ["7"]],
      ["select $1::int as id", ["8"]],
    ]);
  });

  it("sees what the database refuses, in either protocol, and whether preparing, running or committing failed", async () => {
    const connected = await client();
    await database.query("insert into item values (1, 'there')");
    const refused = (sql: string, values?: unknown[]) =>
      connected.query(sql, values).then(
        () => expect.unreachable(),
        () => {},
      );
    await refused("select nonsense");
    await refused("select nonsense where $1", [1]);
    await refused("select $1::int / 0", [1]);
    await refused("select $1::int", ["not a number"]);
    await refused("insert into item values ($1, $2)", [1, "again"]);
    await until(() => seen().length === 5);
    expect(seen().map(({ text, outcome, error }) => [text, outcome, error?.code])).toEqual([
      ["select nonsense", "failed", "42703"],
      ["select nonsense where $1", "failed", "42703"],
      ["select $1::int / 0", "failed", "22012"],
      ["select $1::int", "failed", "22P02"],
      ["insert into item values ($1, $2)", "failed", "23505"],
    ]);
    expect(entriesOf("statement")[0]?.error?.message).toBe('column "nonsense" does not exist');
  });

  it("sees how the transaction stands after each statement", async () => {
    const connected = await client();
    for (const sql of ["begin", "select 1", "nonsense", "rollback"]) await connected.query(sql).catch(() => {});
    expect(seen().map(({ text, transaction }) => [text, transaction])).toEqual([
      ["begin", "open"],
      ["select 1", "open"],
      ["nonsense", "failed"],
      ["rollback", "idle"],
    ]);
  });

  it("lets notifications through that no statement asked for", async () => {
    const [listener, speaker] = [await client(), await client()];
    await listener.query("listen news");
    const notified = once(listener, "notification");
    await speaker.query("notify news, 'hello'");
    expect((await notified)[0].payload).toBe("hello");
    await listener.query("select 1");
    expect(seen().map(({ text, outcome }) => [text, outcome])).toEqual([
      ["listen news", "done"],
      ["notify news, 'hello'", "done"],
      ["select 1", "done"],
    ]);
  });

  it("forwards a request to cancel, which is no connection of the program", async () => {
    const connected = await client();
    const { processID, secretKey } = connected as unknown as { processID: number; secretKey: number };
    const slow = connected.query("select pg_sleep(20)").then(
      () => "finished",
      (error) => error.code,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const canceller = connect(proxy.port, "127.0.0.1");
    const request = Buffer.alloc(16);
    for (const [i, word] of [16, 80877102, processID, secretKey].entries()) request.writeInt32BE(word, 4 * i);
    canceller.end(request);
    await closed(canceller);
    expect(await slow).toBe("57014");
    await until(() => seen().length === 1);
    expect(seen()).toMatchObject([{ text: "select pg_sleep(20)", outcome: "failed", error: { code: "57014" } }]);
    expect(proxy.mostConnections).toBe(1);
  });
});

describe("on large things", () => {
  it("cuts a text at 64 KiB and a value at 8 KiB, visibly and between characters", async () => {
    const connected = await client();
    await connected.query(`select '${"ü".repeat(40_000)}' as x`);
    await connected.query("select $1::text, $2::bytea, $3::text", ["€".repeat(3000), Buffer.alloc(5000, 1), "short"]);
    const [long, values] = entriesOf("statement");
    expect(long?.text).toBe(`select '${"ü".repeat(32_764)}…`);
    expect(values?.parameters?.[0]).toBe(`${"€".repeat(2730)}…`);
    expect(values?.parameters?.[1]).toBe(`\\x${"01".repeat(4096)}…`);
    expect(values?.parameters?.[2]).toBe("short");
  });

  it("passes values of many megabytes, and keeps the beginning", async () => {
    const sent = "x".repeat(20_000_000);
    const { rows } = await (await client()).query("select $1::text as back, $2::text as after", [sent, "after"]);
    expect(rows[0].back === sent).toBe(true);
    expect(entriesOf("statement")[0]?.parameters?.map((value) => value?.length)).toEqual([8193, 1]);
  });

  it("does not gather a result that the program is slow to read", async () => {
    const raw = await rawSession();
    raw.socket.pause();
    raw.socket.write(message("Q", "select repeat('x', 1000000) from generate_series(1, 300)\0"));
    const before = process.memoryUsage().rss;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    raw.socket.resume();
    await until(() => seen().length === 1);
    expect(seen()).toMatchObject([{ rows: 300, outcome: "done" }]);
  });
});

describe("with bytes of a driver's own making", () => {
  it("attributes pipelined statements, and what is passed over after an error", async () => {
    const raw = await rawSession();
    raw.socket.write(
      Buffer.concat([
        ...statement("select $1::int", ["1"]),
        ...statement("select generate_series(1, $1::int)", ["5"]),
        message("S"),
        ...statement("select 2 / $1::int", ["0"]),
        ...statement("select $1::int", ["4"]),
        message("S"),
        message("Q", "select 5\0"),
        message("Q", "select 6 as a; select 7 as b\0"),
      ]),
    );
    await until(() => seen().length === 6);
    expect(
      seen().map(({ text, parameters, rows, outcome, error }) => [text, parameters, rows, outcome, error?.code]),
    ).toEqual([
      ["select $1::int", ["1"], 1, "done", undefined],
      ["select generate_series(1, $1::int)", ["5"], 5, "done", undefined],
      ["select 2 / $1::int", ["0"], 0, "failed", "22012"],
      ["select $1::int", ["4"], 0, "failed", undefined],
      ["select 5", undefined, 1, "done", undefined],
      ["select 6 as a; select 7 as b", undefined, 2, "done", undefined],
    ]);
  });

  it("says once that preparing failed, also when the rest is sent after the answer", async () => {
    const raw = await rawSession();
    raw.socket.write(Buffer.concat([message("P", "\0select nonsense\0\0\0"), message("H")]));
    await until(() => raw.received().includes("42703"));
    raw.socket.write(Buffer.concat([...execute("", []), message("S")]));
    await until(() => raw.received().includes("Z"));
    expect(seen().map(({ text, outcome, error }) => [text, outcome, error?.code])).toEqual([
      ["select nonsense", "failed", "42703"],
    ]);
  });

  it.each([
    { what: "being prepared", bytes: [message("P", "\0select 1\0\0\0"), message("D", "S\0"), message("S")] },
    { what: "sent as a whole", bytes: [...statement("select 1", []), message("S")] },
  ])("says once of a statement that was cut while $what that it is lost", async ({ bytes }) => {
    const raw = await rawSession();
    const end = await proxy.fault({ kind: "cut-mid-statement", skip: 0 });
    raw.socket.write(Buffer.concat(bytes));
    await until(() => seen().length > 0);
    await end();
    expect(seen()).toMatchObject([{ text: "select 1", outcome: "lost" }]);
  });

  it("keeps the text of a prepared statement when another is refused under its name", async () => {
    const raw = await rawSession();
    raw.socket.write(Buffer.concat([message("P", "a\0select 1\0\0\0"), message("S")]));
    raw.socket.write(Buffer.concat([message("P", "a\0select 'another'\0\0\0"), message("H")]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    raw.socket.write(Buffer.concat([...execute("a", []), message("S"), ...execute("a", []), message("S")]));
    await until(() => seen().length === 3);
    expect(seen().map(({ text, outcome, error }) => [text, outcome, error?.code])).toEqual([
      ["select 'another'", "failed", "42P05"],
      ["select 1", "failed", undefined],
      ["select 1", "done", undefined],
    ]);
  });

  it("keeps count over COPY in the extended protocol, where one Sync is passed over", async () => {
    const raw = await rawSession();
    raw.socket.write(Buffer.concat([...statement("copy item from stdin", []), message("S")]));
    await until(() => raw.received().includes("G"));
    raw.socket.write(
      Buffer.concat([
        message("d", "1\tone\n2\ttwo\n"),
        message("c"),
        message("S"),
        ...statement("select 1", []),
        message("S"),
      ]),
    );
    await until(() => seen().length === 2);
    expect(seen()).toMatchObject([
      { text: "copy item from stdin", rows: 0, outcome: "done" },
      { text: "select 1", rows: 1, outcome: "done" },
    ]);
  });

  it("fetches from a portal in parts, each an Execute of its own", async () => {
    const raw = await rawSession();
    raw.socket.write(
      Buffer.concat([
        message("P", "\0select generate_series(1, 5)\0\0\0"),
        message("B", "p\0\0\0\0\0\0\0\0"),
        message("E", "p\0\0\0\0\x03"),
        message("E", "p\0\0\0\0\x03"),
        message("S"),
      ]),
    );
    await until(() => seen().length === 2);
    expect(seen().map(({ rows }) => rows)).toEqual([3, 2]);
  });

  it("answers that there is no encryption, as often as asked", async () => {
    const socket = await rawSocket();
    for (const code of [80877104, 80877103]) {
      const request = Buffer.alloc(8);
      request.writeInt32BE(8);
      request.writeInt32BE(code, 4);
      const answer = once(socket, "data");
      socket.write(request);
      expect(String((await answer)[0])).toBe("N");
    }
    expect(proxy.mostConnections).toBe(0);
  });

  it.each([
    ["at the start", () => rawSocket()],
    ["later on", async () => (await rawSession()).socket],
  ])("survives nonsense %s, and goes on for others", async (_, open) => {
    const socket = await open();
    socket.write(Buffer.alloc(50_000, 0xfe));
    await closed(socket);
    const connected = await client();
    await connected.query("select 1");
    expect(seen()).toMatchObject([{ text: "select 1", outcome: "done" }]);
  });
});

describe("with other clients", () => {
  const run = promisify(execFile);
  const environment = () => ({ PATH: process.env.PATH, PGSSLMODE: "prefer" });
  const present = async (command: string, args: string[]) =>
    run(command, args).then(
      () => true,
      () => false,
    );

  it("serves psql, with COPY both ways", async ({ skip }) => {
    if (!(await present("psql", ["--version"]))) skip("psql is not installed");
    const script = "copy item from stdin;\n1\tone\n2\ttwo\n\\.\ncopy item to stdout;\nselect count(*) from item;\n";
    const child = run("psql", ["-X", "-q", url()], { env: environment() });
    child.child.stdin?.end(script);
    expect((await child).stdout).toMatch(/^1\tone\n2\ttwo\n/);
    expect(seen().map(({ text, rows, outcome }) => [text, rows, outcome])).toEqual([
      ["copy item from stdin;", 0, "done"],
      ["copy item to stdout;", 2, "done"],
      ["select count(*) from item;", 1, "done"],
    ]);
  });

  it("serves psycopg2, which puts values into the text", async ({ skip }) => {
    const python = "/usr/bin/python3";
    if (!(await present(python, ["-c", "import psycopg2"]))) skip("psycopg2 is not installed");
    const program = `
import psycopg2, sys
with psycopg2.connect(sys.argv[1]) as connection, connection.cursor() as cursor:
    cursor.execute("insert into item values (%s, %s)", (1, "O'Hara"))
connection.close()`;
    await run(python, ["-c", program, url()], { env: environment() });
    await until(() => proxy.openConnections === 0);
    expect(seen().map(({ text, transaction }) => [text, transaction])).toEqual([
      ["BEGIN", "open"],
      ["insert into item values (1, 'O''Hara')", "open"],
      ["COMMIT", "idle"],
    ]);
  });
});

describe("counting connections", () => {
  it("says how many are open after each event", async () => {
    const [first, second] = [await client(), await client()];
    expect(proxy.openConnections).toBe(2);
    await first.end();
    await second.end();
    await until(() => proxy.openConnections === 0);
    expect(proxy.mostConnections).toBe(2);
    expect(entriesOf("connection").map(({ connection, event, open }) => [connection, event, open])).toEqual([
      [1, "opened", 1],
      [2, "opened", 2],
      [1, "closed", 1],
      [2, "closed", 0],
    ]);
  });

  it("does not count a look at the port", async () => {
    const probe = await rawSocket();
    probe.end();
    await closed(probe);
    expect(entriesOf("connection")).toEqual([]);
  });

  it("counts a program that was killed in the middle of a statement as gone", async () => {
    const raw = await rawSession();
    raw.socket.write(message("Q", "select pg_sleep(20)\0"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    raw.socket.resetAndDestroy();
    await until(() => proxy.openConnections === 0);
    expect(seen()).toMatchObject([{ text: "select pg_sleep(20)", outcome: "lost" }]);
  });

  it("cuts its clients when the database ends their session", async () => {
    const connected = await client();
    const ended = new Promise<void>((resolve) => connected.once("end", resolve));
    await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
      [database.name],
    );
    await ended;
    expect(proxy.openConnections).toBe(0);
  });

  it("cuts a client at once when there is no database behind it", async () => {
    const orphan = await startProxy({ upstream: { host: "127.0.0.1", port: 1 }, track: recorder.track("", "i1") });
    onTestFinished(() => orphan.close());
    await expect(new pg.Client({ connectionString: database.urlVia(orphan.port) }).connect()).rejects.toThrow();
    expect(orphan.openConnections).toBe(0);
  });

  it("leaves no socket when it is closed", async () => {
    await client();
    const raw = await rawSession();
    raw.socket.write(message("Q", "select pg_sleep(20)\0"));
    await proxy.close();
    expect(proxy.openConnections).toBe(0);
    await expect(new pg.Client({ connectionString: url() }).connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    const count = "select count(*)::int as n from pg_stat_activity where datname = $1 and wait_event = 'ClientRead'";
    for (;;) {
      const [row] = await database.query(count, [database.name]);
      if (row?.n === 0) break;
    }
  });
});

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.resume().once("close", () => resolve()));
}

async function rawSocket(): Promise<Socket> {
  const socket = connect(proxy.port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** A session by hand, logged in by a password in clear text or SCRAM: whatever pg does, by taking over its socket. */
async function rawSession(): Promise<{ socket: Socket; received(): string }> {
  const driver = new pg.Client({ connectionString: url() });
  driver.on("error", () => {});
  await driver.connect();
  const { stream } = (driver as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners("data");
  stream.on("error", () => {});
  let received = "";
  stream.on("data", (chunk: Buffer) => {
    received = (received + chunk.toString("latin1", 0, 1000)).slice(-10_000);
  });
  onTestFinished(() => void stream.destroy());
  return { socket: stream, received: () => received };
}

function message(type: string, body = ""): Buffer {
  const content = Buffer.from(body, "latin1");
  const bytes = Buffer.alloc(5 + content.length);
  bytes.write(type);
  bytes.writeInt32BE(4 + content.length, 1);
  content.copy(bytes, 5);
  return bytes;
}

/** Parse, Bind, Describe and Execute, without Sync. */
function statement(text: string, values: string[]): Buffer[] {
  return [message("P", `\0${text}\0\0\0`), ...execute("", values)];
}

function execute(name: string, values: string[]): Buffer[] {
  const bound = values.map((value) => `\0\0\0${String.fromCharCode(value.length)}${value}`).join("");
  return [
    message("B", `\0${name}\0\0\0\0${String.fromCharCode(values.length)}${bound}\0\0`),
    message("D", "P\0"),
    message("E", "\0\0\0\0\0"),
  ];
}
