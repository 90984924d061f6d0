import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test("a guide is there before any plan, and with the dates of the plan once there is one", async () => {
  const { status, body } = await server.call("GET", "/api/guides/nurse");
  expect(status).toBe(200);
  expect(body.sections).toHaveLength(14);
  const steps = (guide: typeof body) =>
    guide.sections
      .flatMap((section: { blocks: { kind: string }[] }) => section.blocks)
      .find(({ kind }: { kind: string }) => kind === "steps");
  expect(steps(body).rows[0]).not.toHaveProperty("from");
  await server.call("PUT", "/api/person", {
    occupation: "nurse",
    market: "uk",
    start: "2026-09-07",
    hoursByWeekday: { saturday: 10 },
  });
  expect(steps((await server.call("GET", "/api/guides/nurse")).body).rows[0]).toHaveProperty("from");
  expect(steps((await server.call("GET", "/api/guides/teacher")).body).rows[0]).not.toHaveProperty("from");
});

test("another country's figures can be asked for", async () => {
  const { body } = await server.call("GET", "/api/guides/nurse?market=us");
  expect(body.market).toMatchObject({ id: "us", locale: "en-US" });
  expect((await server.call("GET", "/api/guides/nurse?market=Mars")).status).toBe(400);
});

test("it can be taken away as Markdown, and an occupation that there is not is said so", async () => {
  const headers = { authorization: `Bearer ${testKey}` };
  const { body, headers: said } = await server.app.inject({ url: "/api/guides/nurse/markdown", headers });
  expect(said["content-type"]).toBe("text/markdown; charset=utf-8");
  expect(body).toMatch(/^# /);
  expect((await server.call("GET", "/api/guides/astronaut")).status).toBe(404);
});
