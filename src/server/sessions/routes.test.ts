import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/server/start-test-server.ts";
import { seededRandom } from "../../base/random.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import type { Session } from "../../contract/progress.ts";
import { makePlan } from "../../plan/make-plan.ts";
import { samplePerson } from "../../plan/sample-catalog.ts";
import { readProgressRows } from "./sql.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test.each([
  ["sessions", { date: "2026-11-19", minutes: 90, unit: "http-methods", kind: "read" }, { minutes: 0 }],
  ["conversations", { date: "2026-11-19", note: "at a meetup" }, { date: "soon" }],
  ["applications", { date: "2026-11-19", kind: "bridging" }, { kind: "dream" }],
])("%s are added, read, listed and removed, and a wrong one is refused", async (name, good, wrong) => {
  const { status, headers, body } = await server.call("POST", `/api/${name}`, good);
  expect(status).toBe(201);
  expect(headers.location).toBe(`/api/${name}/${body.id}`);
  expect((await server.call("GET", `/api/${name}/${body.id}`)).body).toMatchObject(good);
  expect((await server.call("GET", `/api/${name}?limit=1`)).body).toMatchObject({ items: [good], nextCursor: null });
  expect((await server.call("POST", `/api/${name}`, { ...good, ...wrong })).status).toBe(400);
  expect((await server.call("DELETE", `/api/${name}/${body.id}`)).status).toBe(204);
  expect((await server.call("GET", `/api/${name}/${body.id}`)).status).toBe(404);
});

test("a unit that is in no plan is refused", async () => {
  const session = { date: "2026-11-19", minutes: 90, unit: "juggling" };
  expect((await server.call("POST", "/api/sessions", session)).status).toBe(400);
});

test("the plan is the same from the sums of old months as from every session", async () => {
  const catalog = await readCatalog();
  const random = seededRandom("sessions");
  const units = ["http-methods", ...[...catalog.skills.keys()].slice(0, 6)];
  const today = "2026-11-20";
  const sessions: Session[] = [];
  const ids: string[] = [];
  for (let n = 0; n < 120; n++) {
    const date = new Date(Date.UTC(2026, 10, 20) - random.integer(0, 300) * 86_400_000).toISOString().slice(0, 10);
    const kind = random.pick(["build", "read", "apply"] as const);
    const session = { date, minutes: random.integer(10, 200), unit: random.pick(units), kind, done: n % 30 === 0 };
    ids.push((await server.call("POST", "/api/sessions", session)).body.id);
    sessions.push(session);
  }
  // Some were a mistake.
  for (const n of [3, 50, 90, 119]) {
    await server.call("DELETE", `/api/sessions/${ids[n]}`);
    delete sessions[n];
  }
  const person = samplePerson({ start: "2026-01-05" });
  // Sums in another order differ in the sixteenth digit.
  const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(9)) : value);
  const planned = (progress: Parameters<typeof makePlan>[0]["progress"]) =>
    JSON.parse(JSON.stringify(makePlan({ catalog, person, evidence: [], progress, today, seed: "s" }), rounded));
  const kept = await readProgressRows(server.pool, "local", today);
  expect(kept.sessions.length).toBeLessThan(sessions.length);
  const all = { sessions: sessions.filter(Boolean), conversations: [], applications: [] };
  expect(planned(kept)).toEqual(planned(all));
});
