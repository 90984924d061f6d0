import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";
import { sampleDocument } from "../evidence/sample-evidence.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
const empty = () =>
  server.pool.query(
    "truncate evidence, subject, proof, session, session_month, conversation, application, advert, log_entry, document, run",
  );
beforeEach(async () => {
  await empty();
});
afterAll(() => server.stop());

async function exported(query = ""): Promise<Buffer> {
  const headers = { authorization: `Bearer ${testKey}` };
  return (await server.app.inject({ url: `/api/archive${query}`, headers })).rawPayload;
}

async function take(payload: Uint8Array, query = "") {
  const headers = { authorization: `Bearer ${testKey}`, "content-type": "application/zip" };
  const url = `/api/archive${query}`;
  const answer = await server.app.inject({ method: "POST", url, headers, payload: Buffer.from(payload) });
  return { status: answer.statusCode, body: answer.json() };
}

const secret = "a secret of mine";

async function fill(): Promise<void> {
  const put = (kind: string, body: object) => server.call("PUT", `/api/${kind}`, body);
  await put("person", {
    market: "uk",
    start: "2026-01-05",
    hoursByWeekday: { monday: 2 },
    pauses: [{ from: "2026-02-01", to: "2026-02-03", why: secret }],
    projects: [`/home/${secret}`],
  });
  await put("private", { reasonsInOwnWords: secret });
  const post = (what: string, body: object) => server.call("POST", `/api/${what}`, body);
  for (let n = 1; n <= 5; n++) {
    await post("sessions", { date: `2026-0${n}-02`, minutes: 40.5 + n, unit: "http-methods", note: secret });
    await post("log-entries", {
      date: `2026-0${n}-02`,
      title: `## Ünder\u2028${n}`,
      broke: "## Why\n…\n",
      draft: n === 5,
    });
    await post("adverts", { text: `Backend developer ${n}\nYou know PostgreSQL and job ${n}`, source: secret });
    await post("evidence", sampleDocument({ failed: ["obeys-port"], day: `2026-0${n}-03`, project: null }));
  }
  await post("evidence", sampleDocument({ passed: ["obeys-port"], day: "2026-07-03", project: null }));
  await server.pool.query(
    `insert into run (account, state, subject, name, scope, seed, ended_at, problem)
     values ('local', 'failed', $1, 'shop', 'fast', '7', now(), '{"code": "x", "says": "y", "fix": null}')`,
    [JSON.stringify({ kind: "folder", folder: `/home/${secret}` })],
  );
  await post("conversations", { date: "2026-03-01", note: secret });
  await post("applications", { date: "2026-03-02", kind: "internal", note: secret });
}

test("an empty app that takes an archive in is the same: the same pages, and the same archive byte for byte", async () => {
  await fill();
  const pages = async () => {
    const paths = ["proofs", "sessions", "log-entries", "advert-report", "plan", "evidence", "person", "private"];
    return Promise.all(paths.map(async (path) => (await server.call("GET", `/api/${path}`)).body));
  };
  const [before, archive] = [await pages(), await exported()];
  await empty();
  const { status, body } = await take(archive);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { kept: { runs: 1, sessions: 5, log: 6, adverts: 5, evidence: 6, conversations: 1, applications: 1 } },
  });
  expect(await pages()).toEqual(before);
  expect((await exported()).equals(archive)).toBe(true);
});

test("what is there is replaced only when that is asked for", async () => {
  await fill();
  const archive = await exported();
  await server.call("POST", "/api/conversations", { date: "2026-03-09" });
  const { status, body } = await take(archive);
  expect(status).toBe(409);
  expect(body.title).toBe(
    "This app is not empty: the person, 6 evidence documents, 5 sessions, 2 talks, 1 application, 6 log entries, 5 adverts, 1 run would be replaced",
  );
  expect((await take(archive, "?replace=true")).status).toBe(200);
  expect((await exported()).equals(archive)).toBe(true);
});

test("nothing private is in what is made to be handed on, and it is an archive all the same", async () => {
  await fill();
  const archive = await exported("?shareable=true");
  const files = unzipSync(archive);
  const texts = Object.values(files).map((bytes) => Buffer.from(bytes).toString());
  expect(texts.join("\n")).not.toContain(secret);
  expect(Object.keys(files)).not.toContain("private.json");
  expect(Object.keys(files)).not.toContain("applications.jsonl");
  expect(
    Buffer.from(files["log.jsonl"] as Uint8Array)
      .toString()
      .trim()
      .split("\n"),
  ).toHaveLength(4);
  await empty();
  expect((await take(archive)).status).toBe(200);
});

test("an archive of format 1 is read", async () => {
  // Written by the version that began with it. It is never written again.
  const archive = readFileSync(join(import.meta.dirname, "../../../test/server/archive-1.zip"));
  expect((await take(archive)).status).toBe(200);
  const { body } = await server.call("GET", "/api/log-entries?limit=1");
  expect(body.items[0]).toMatchObject({ date: "2026-07-03", draft: true, check: "obeys-port" });
  expect((await server.call("GET", "/api/proofs")).body.proofs).toMatchObject([
    { state: "fresh", subject: "own:Invoices" },
  ]);
});

const head = (number = 1) =>
  strToU8(JSON.stringify({ format: `seaworthy-archive/${number}`, seaworthy: "9.0.0", shareable: false }));
const bomb = zipSync({ "archive.json": head(), "sessions.jsonl": new Uint8Array(12 * 1024 * 1024) });
const lied = Buffer.from(zipSync({ "archive.json": head(), "sessions.jsonl": new Uint8Array(500_000) }));
// The list says that it unpacks to one byte.
lied.writeUInt32LE(1, lied.lastIndexOf("sessions.jsonl") - 46 + 24);

test.each([
  ["an empty file", new Uint8Array(), /empty|no ZIP/],
  ["something else", strToU8("hello"), /is no ZIP file/],
  ["half of one", zipSync({ "archive.json": head() }).subarray(0, 60), /is no ZIP file, or only the beginning/],
  ["another ZIP", zipSync({ "cat.txt": strToU8("meow") }), /no archive of Seaworthy/],
  ["a newer format", zipSync({ "archive.json": head(2) }), /format 2, and this version reads up to 1/],
  ["a path out of it", zipSync({ "archive.json": head(), "../../x": strToU8("x") }), /"..\/..\/x", which has no place/],
  ["a hidden one", zipSync({ "archive.json": head(), "log/../../x.md": strToU8("x") }), /has no place/],
  ["a line without end", bomb, /a line in sessions.jsonl that is too long/],
  ["a wrong size", lied, /holds "sessions.jsonl" damaged/],
  ["no JSON", zipSync({ "archive.json": head(), "log.jsonl": strToU8("{}\n{") }), /log.jsonl is damaged in line 2/],
  [
    "a wrong line",
    zipSync({ "archive.json": head(), "sessions.jsonl": strToU8("{}\n") }),
    /sessions.jsonl is damaged in line 1/,
  ],
  [
    "a line twice",
    zipSync({
      "archive.json": head(),
      "conversations.jsonl": strToU8(
        `{"id":"019aa1b2-0000-7000-8000-000000000000","date":"2026-01-01","note":null}\n`.repeat(2),
      ),
    }),
    /cannot be kept/,
  ],
])("%s is refused in one line, and nothing is changed", async (_, payload, title) => {
  await server.call("POST", "/api/conversations", { date: "2026-03-09" });
  const before = await exported();
  const { status, body } = await take(payload, "?replace=true");
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.title).toMatch(title);
  expect(body.title).not.toContain("\n");
  expect((await exported()).equals(before)).toBe(true);
});

test("two hundred megabytes are refused before they are read", async () => {
  const headers = { authorization: `Bearer ${testKey}`, "content-type": "application/zip" };
  const answer = await server.app.inject({
    method: "POST",
    url: "/api/archive",
    headers: { ...headers, "content-length": String(200 * 1024 * 1024) },
    payload: Buffer.alloc(10),
  });
  expect(answer.statusCode).toBe(413);
});
