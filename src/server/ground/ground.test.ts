import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";

let server: TestServer;
const lines: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ log: { write: (line) => lines.push(line) } });
});
afterAll(() => server.stop());

const entry = { date: "2026-11-20", title: "A retry made two invoices", broke: "two rows" };

async function post(key: string, payload: object, url = "/api/log-entries") {
  const headers = { authorization: `Bearer ${testKey}`, "idempotency-key": key };
  const answer = await server.app.inject({ method: "POST", url, headers, payload });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

test("a repeated request makes one thing, also when it comes many times at once", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => post("one", entry)));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(
    new Set([`/api/log-entries/${answers[0]?.body.id}`]),
  );
  expect((await server.call("GET", "/api/log-entries")).body.items).toHaveLength(1);
});

test("a key for another request is refused, and one whose request was refused is still good", async () => {
  await post("two", entry);
  expect((await post("two", { ...entry, title: "other" })).status).toBe(422);
  expect((await post("three", { title: "" })).status).toBe(400);
  expect((await post("three", entry)).status).toBe(201);
});

test("each request leaves one line with its id, and nothing that is secret or private", async () => {
  lines.length = 0;
  const headers = { authorization: `Bearer ${testKey}`, "x-request-id": "from-outside" };
  const url = "/api/log-entries?limit=7";
  const answer = await server.app.inject({ url, headers });
  await server.call("PUT", "/api/private", { reasonsInOwnWords: "my manager" });
  expect(answer.headers["x-request-id"]).toBe("from-outside");
  const [first, ...rest] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({ request: "from-outside", method: "GET", path: "/api/log-entries", status: 200 });
  expect(rest).toHaveLength(1);
  expect(lines.join("")).not.toMatch(new RegExp(`${testKey}|limit=7|my manager`));
});

test("figures are for who has the key, and guessing it ends in a wait", async () => {
  expect((await server.call("GET", "/metrics")).body).toMatch(
    /http_request_duration_seconds_count\{method="POST",route="\/api\/log-entries",status="201"\} \d+/,
  );
  expect((await server.app.inject({ url: "/metrics" })).statusCode).toBe(401);
  const guess = () => server.app.inject({ url: "/api/home", headers: { authorization: "Bearer wrong" } });
  const guesses = [];
  for (let n = 0; n < 110; n++) guesses.push((await guess()).statusCode);
  expect([guesses[0], guesses.at(-1)]).toEqual([401, 429]);
  expect((await server.call("GET", "/api/home")).status).toBe(200);
});
