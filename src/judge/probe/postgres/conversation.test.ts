import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { startCluster } from "./cluster.ts";
import { Conversation, type NewStatement } from "./conversation.ts";

/** Who said it, and what, in the order in which it was heard. */
interface Said {
  from: "subject" | "database";
  bytes: Buffer;
}

/** A real session after its startup packet: both protocols, named statements, errors, COPY, large values, a notice. */
let session: Said[];
let statements: NewStatement[];

beforeAll(async () => {
  session = await recordSession();
  statements = follow(session);
});

function follow(said: Said[]): NewStatement[] {
  const found: NewStatement[] = [];
  const conversation = new Conversation(1, (statement) => found.push({ ...statement, at: 0, durationMs: 0 }));
  for (const { from, bytes } of said) {
    if (from === "subject") conversation.fromSubject(bytes, 0);
    else conversation.fromDatabase(bytes, 0);
  }
  conversation.ended();
  return found;
}

describe("whatever the chunks", () => {
  it("has something to say about the session to begin with", () => {
    expect(statements.map(({ text, outcome, rows }) => [text.slice(0, 30), outcome, rows])).toEqual([
      ["create temp table t (id int, x", "done", 0],
      ["insert into t values ($1, $2)", "done", 0],
      ["insert into t values ($1, $2)", "done", 0],
      ["select * from t where id = $1", "done", 1],
      ["select * from t where id = $1", "done", 1],
      ["select $1::int / 0", "failed", 0],
      ["selec", "failed", 0],
      ["begin", "done", 0],
      ["copy t to stdout", "done", 2],
      ["select * from generate_series(", "done", 500],
      ["commit", "done", 0],
    ]);
  });

  it("says the same of the same bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 50 }), (sizes) => {
        let next = 0;
        const chunked = session.flatMap(({ from, bytes }) => {
          const chunks: Said[] = [];
          for (let at = 0; at < bytes.length; ) {
            // Large values would take thousands of steps of 40 bytes: every third step is a large one.
            const size = (sizes[next++ % sizes.length] as number) * (next % 3 === 0 ? 97 : 1);
            chunks.push({ from, bytes: Buffer.from(bytes.subarray(at, at + size)) });
            at += size;
          }
          return chunks;
        });
        expect(follow(chunked)).toEqual(statements);
      }),
      { numRuns: 100 },
    );
  });

  it("says the same when each side's bytes come one at a time", () => {
    const single = session.flatMap(({ from, bytes }) => [...bytes].map((byte) => ({ from, bytes: Buffer.of(byte) })));
    expect(follow(single)).toEqual(statements);
  });

  it("never throws on bytes that are no protocol", () => {
    const said = fc.record({
      from: fc.constantFrom<Said["from"]>("subject", "database"),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        // A known letter and a likely length, so that it gets past the first check.
        fc
          .tuple(fc.constantFrom(..."QPBEDCSHFXcdf123TZnsGHWK"), fc.nat(30), fc.uint8Array({ maxLength: 40 }))
          .map(([type, length, body]) => Buffer.concat([Buffer.from(type), Buffer.of(0, 0, 0, 4 + length), body])),
      ),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (all) => {
        follow(all.map(({ from, bytes }) => ({ from, bytes: Buffer.from(bytes) })));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("with what never ends", () => {
  const parse = (name: string, text: string) => message("P", `${name}\0${text}\0\0\0`);
  const run = (name: string) =>
    Buffer.concat([message("B", `\0${name}\0\0\0\0\0\0\0`), message("E", "\0\0\0\0\0"), message("S")]);

  it("lets go of the oldest prepared statements of a program that never closes them", () => {
    const found: NewStatement[] = [];
    const conversation = begun((statement) => found.push(statement));
    for (let i = 0; i < 6_000; i++) {
      conversation.fromSubject(Buffer.concat([parse(`s${i}`, `select ${i}`), message("S")]), 0);
      conversation.fromDatabase(Buffer.concat([message("1"), ready]), 0);
    }
    for (const name of ["s0", "s5999"]) {
      conversation.fromSubject(run(name), 0);
      conversation.fromDatabase(Buffer.concat([message("2"), message("C", "SELECT 0\0"), ready]), 0);
    }
    expect(found.map(({ text }) => text)).toEqual(["…", "select 5999"]);
  });

  it("stops listening to a program that asks without end and never hears an answer", () => {
    const conversation = begun(() => {});
    const asked = Buffer.concat(Array.from({ length: 1_000 }, () => message("S")));
    for (let i = 0; i < 200 && !conversation.stopped; i++) conversation.fromSubject(asked, 0);
    expect(conversation.stopped).toBe(true);
  });
});

const ready = message("Z", "I");

function begun(onStatement: (statement: NewStatement) => void): Conversation {
  const conversation = new Conversation(1, onStatement);
  conversation.fromDatabase(ready, 0);
  return conversation;
}

function message(type: string, body = ""): Buffer {
  const content = Buffer.from(body, "latin1");
  const bytes = Buffer.alloc(5 + content.length);
  bytes.write(type);
  bytes.writeInt32BE(4 + content.length, 1);
  content.copy(bytes, 5);
  return bytes;
}

async function recordSession(): Promise<Said[]> {
  const cluster = await startCluster();
  const said: Said[] = [];
  const relay = createServer((client) => {
    const server = connect(cluster.port, cluster.host);
    client.on("data", (bytes: Buffer) => {
      said.push({ from: "subject", bytes });
      server.write(bytes);
    });
    server.on("data", (bytes: Buffer) => {
      said.push({ from: "database", bytes });
      client.write(bytes);
    });
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  });
  try {
    const database = await cluster.createDatabase();
    relay.listen(0, "127.0.0.1");
    await once(relay, "listening");
    const url = database.urlVia((relay.address() as AddressInfo).port);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("create temp table t (id int, x text)");
    const rows: unknown[][] = [
      [1, "üñ".repeat(5_000)],
      [2, null],
    ];
    for (const row of rows) await client.query("insert into t values ($1, $2)", row);
    for (const id of [1, 2]) await client.query({ name: "by id", text: "select * from t where id = $1", values: [id] });
    await client.query("select $1::int / 0", [1]).catch(() => {});
    await client.query("selec").catch(() => {});
    await client.query("begin");
    await client.query("copy t to stdout");
    await client.query("select * from generate_series(1, 500)");
    await client.query("commit");
    await client.end();
    await new Promise((resolve) => relay.close(resolve));
    return withoutStartup(said);
  } finally {
    relay.close();
    await cluster.stop();
  }
}

function withoutStartup([first, ...rest]: Said[]): Said[] {
  const { from, bytes } = first as Said;
  return [{ from, bytes: bytes.subarray(bytes.readInt32BE(0)) }, ...rest];
}
