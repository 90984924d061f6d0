import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const person = { market: "uk", start: "2026-11-20", hoursByWeekday: { monday: 2, saturday: 4 } };

async function send(method: "PUT" | "PATCH", url: string, payload: object | string, headers: object = {}) {
  const answer = await server.app.inject({
    method,
    url,
    payload,
    headers: { authorization: `Bearer ${testKey}`, "content-type": "application/json", ...headers },
  });
  return { status: answer.statusCode, etag: answer.headers.etag, body: answer.json() };
}

test("a person is made, read, changed by members, and a change of an older version is refused", async () => {
  expect((await server.call("GET", "/api/person")).status).toBe(404);
  expect((await server.call("GET", "/api/home")).body).toMatchObject({ person: null, canRun: false, locale: "en-GB" });
  const made = await send("PUT", "/api/person", person);
  expect(made).toMatchObject({ status: 201, etag: '"1"', body: { ...person, occupation: null, skills: {} } });
  expect((await send("PUT", "/api/person", made.body)).etag).toBe('"1"');
  const changed = await send("PATCH", "/api/person", { role: "accounts clerk", market: "us" }, { "if-match": '"1"' });
  expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { role: "accounts clerk", market: "us" } });
  expect((await send("PATCH", "/api/person", { market: "uk" }, { "if-match": '"1"' })).status).toBe(412);
  expect((await send("PUT", "/api/person", person, { "if-match": '"1"' })).status).toBe(412);
  expect((await send("PUT", "/api/person", person, { "if-none-match": "*" })).status).toBe(412);
  expect((await send("PATCH", "/api/person", { role: null })).body).not.toHaveProperty("role");
  expect((await server.call("GET", "/api/home")).body).toMatchObject({ person: { market: "us" }, locale: "en-US" });
});

test("changes of different members at once are all kept", async () => {
  await send("PUT", "/api/private", {});
  const changes = [{ reasons: ["pay"] }, { reasonsInOwnWords: "variety" }, { money: { savings: 9000 } }];
  const answers = await Promise.all(changes.map((change) => send("PATCH", "/api/private", change)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await server.call("GET", "/api/private")).body).toMatchObject({
    reasons: ["pay"],
    reasonsInOwnWords: "variety",
    money: { savings: 9000, level: "mid" },
  });
});

test("what cannot be kept exactly is refused, and told where", async () => {
  const none = await send("PUT", "/api/person", { ...person, hoursByWeekday: {} });
  expect(none).toMatchObject({ status: 400, body: { errors: [{ path: "body/hoursByWeekday" }] } });
  expect((await send("PATCH", "/api/private", { reasons: ["fame"] })).status).toBe(400);
  for (const body of [
    '{"reasonsInOwnWords":"a\\u0000"}',
    '{"reasonsInOwnWords":"\\ud800"}',
    '{"__proto__":{}}',
    "{",
    "",
  ])
    expect((await send("PUT", "/api/private", body)).status, body).toBe(400);
  const latin = Buffer.from([...Buffer.from('{"reasonsInOwnWords":"'), 0xe9, ...Buffer.from('"}')]);
  expect((await send("PUT", "/api/private", latin)).status).toBe(400);
});
