import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const entry = { date: "2026-11-20", title: "Two requests at once made two invoices", broke: "x", tags: ["race"] };

test("an entry is read back as it was written, and a change leaves the rest", async () => {
  const { status, headers, body } = await server.call("POST", "/api/log-entries", entry);
  expect(status).toBe(201);
  expect(headers.location).toBe(`/api/log-entries/${body.id}`);
  expect((await server.call("GET", `/api/log-entries/${body.id}`)).body).toMatchObject(entry);
  const changed = await server.call("PATCH", `/api/log-entries/${body.id}`, { fixed: "a unique index" });
  expect(changed.body).toMatchObject({ ...entry, fixed: "a unique index" });
  expect((await server.call("DELETE", `/api/log-entries/${body.id}`)).status).toBe(204);
  expect((await server.call("GET", `/api/log-entries/${body.id}`)).status).toBe(404);
});

test("pages show each entry once, the newest first", async () => {
  for (let n = 0; n < 5; n++) await server.call("POST", "/api/log-entries", { ...entry, title: `n${n}` });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await server.call("GET", `/api/log-entries?limit=2${query}`);
    seen.push(...body.items.map(({ title }: { title: string }) => title));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(["n4", "n3", "n2", "n1", "n0"]);
});

test("search finds words by their beginning, in any part of an entry, and drafts apart", async () => {
  await server.call("POST", "/api/log-entries", { ...entry, title: "Über alles", why: "no foreign key", draft: true });
  const found = async (query: string) =>
    (await server.call("GET", `/api/log-entries?${query}`)).body.items.map(({ title }: { title: string }) => title);
  expect(await found("q=forei")).toEqual(["Über alles"]);
  expect(await found(`q=${encodeURIComponent("über key")}`)).toEqual(["Über alles"]);
  expect(await found(`q=${encodeURIComponent("key & ! (:*")}&limit=1`)).toEqual(["Über alles"]);
  expect(await found("q=nothing-of-it")).toEqual([]);
  expect(await found("draft=true")).toEqual(["Über alles"]);
  expect((await server.call("GET", "/api/log-entries?draft=false&limit=1")).body.drafts).toBe(1);
});

test("what is not as it should be is told by a problem document", async () => {
  const { status, headers, body } = await server.call("POST", "/api/log-entries", { date: "yesterday" });
  expect(status).toBe(400);
  expect(headers["content-type"]).toMatch("application/problem+json");
  expect((await server.call("POST", "/api/log-entries", { ...entry, date: "0000-01-01" })).status).toBe(400);
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(["body/date", "body/title"]);
});

test("nobody without the key is answered", async () => {
  const { statusCode, headers } = await server.app.inject({ url: "/api/log-entries" });
  expect(statusCode).toBe(401);
  expect(headers["www-authenticate"]).toMatch(/^Bearer/);
});
