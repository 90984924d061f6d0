import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/server/start-test-server.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { sampleEvidence } from "../../plan/sample-catalog.ts";
import { keepEvidenceRow } from "../evidence/sql.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.call("PUT", "/api/person", {
    occupation: "nurse",
    market: "uk",
    start: "2026-09-07",
    hoursByWeekday: { saturday: 10 },
  });
});
afterAll(() => server.stop());

test("the map holds each skill of the catalogue once, and leads nowhere else", async () => {
  const { status, body } = await server.call("GET", "/api/skills");
  expect(status).toBe(200);
  const { skills } = await readCatalog();
  const ids = body.skills.map(({ id }: { id: string }) => id);
  expect(new Set(ids)).toEqual(new Set(skills.keys()));
  const placed = body.rows.flatMap((row: { skills: string[] }) => row.skills);
  expect(placed.toSorted()).toEqual(ids.toSorted());
  for (const { requires } of body.skills) for (const id of requires) expect(ids).toContain(id);
  expect(ids).toContain(body.next);
});

test("a skill is told with what it stands on, what stands on it, and the checks that prove it", async () => {
  const { body } = await server.call("GET", "/api/skills/pagination");
  expect(body.checks.length).toBeGreaterThan(0);
  expect(body.checks[0]).toMatchObject({ state: "open", evidence: [] });
  expect(body.checks[0].title).not.toBe(body.checks[0].id);
  for (const { id } of body.requires) {
    const { body: before } = await server.call("GET", `/api/skills/${id}`);
    expect(before.neededBy.map(({ id: after }: { id: string }) => after)).toContain("pagination");
  }
});

test("one's own word is claimed, and evidence makes it proven, by which document is shown", async () => {
  const before = (await server.call("GET", "/api/skills/pagination")).body;
  await server.call("PATCH", "/api/person", { skills: { pagination: "daily" } });
  const claimed = (await server.call("GET", "/api/skills/pagination")).body;
  expect(claimed).toMatchObject({ said: "daily", holding: "claimed" });
  expect(claimed.left.high).toBeLessThan(before.left.high);
  const passed = claimed.checks.map(({ id }: { id: string }) => id);
  const { hash } = await keepEvidenceRow(server.pool, "local", sampleEvidence({ passed }));
  const { body } = await server.call("GET", "/api/skills/pagination");
  expect(body).toMatchObject({ holding: "proven", left: { low: 0, high: 0 } });
  expect(body.checks[0]).toMatchObject({ state: "passed", evidence: [{ hash }] });
});

test("a skill that there is not is said so", async () => {
  expect((await server.call("GET", "/api/skills/telepathy")).status).toBe(404);
});
