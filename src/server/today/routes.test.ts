import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test("before the first run there is no today, and the job is found by any of its names", async () => {
  expect(await server.call("GET", "/api/today")).toMatchObject({ status: 404 });
  const found = await server.call("GET", "/api/first-run/occupations?words=staff%20nurse");
  expect(found.body).toMatchObject({ items: [{ id: "nurse" }], sure: true });
  const { body: all } = await server.call("GET", "/api/first-run/occupations");
  expect(all.items.length).toBeGreaterThan(40);
});

test("hours are spread over a week and add up", async () => {
  const { body } = await server.call("GET", "/api/first-run/week?hours=10");
  const sum = Object.values<number>(body.hoursByWeekday).reduce((total, hours) => total + hours, 0);
  expect(sum).toBe(10);
  expect(await server.call("GET", "/api/first-run/week?hours=-1")).toMatchObject({ status: 400 });
});

test("today is one thing for the time there is, what waits, and when it goes on", async () => {
  await server.call("PUT", "/api/person", {
    occupation: "nurse",
    market: "uk",
    start: "2026-11-16",
    // The day of the tests is a Friday.
    hoursByWeekday: { tuesday: 2, friday: 2, saturday: 4 },
  });
  const { body: today } = await server.call("GET", "/api/today");
  expect(today).toMatchObject({
    minutesFree: 120,
    minutesDone: 0,
    fits: "hours2",
    nextSession: { on: "2026-11-21", minutes: 240 },
    waiting: [],
  });
  expect(today.things.map(({ span }: { span: string }) => span)).toEqual(["minutes25", "hours2", "weekend"]);
  expect(await server.call("GET", "/api/today?minutes=20")).toMatchObject({ body: { fits: "minutes25" } });
  expect(await server.call("GET", "/api/today?minutes=0")).toMatchObject({ status: 400 });

  await server.call("POST", "/api/sessions", { date: "2026-11-20", minutes: 45, unit: today.things[0].noteOn });
  await server.call("POST", "/api/log-entries", { date: "2026-11-20", title: "It forgot", draft: true });
  expect((await server.call("GET", "/api/today")).body).toMatchObject({
    minutesDone: 45,
    waiting: [{ id: "drafts", says: "1 draft is in the log, waiting for a line of yours.", to: "/log" }],
  });
});

test("whatever can be looked for leads somewhere", async () => {
  const { body } = await server.call("GET", "/api/find");
  expect(body.skills).toContainEqual({ id: "sql", title: expect.any(String) });
  const { project } = body.checks.find(({ id }: { id: string }) => id === "killed-keeps-acknowledged-writes");
  expect(await server.call("GET", `/api/projects/${project}`)).toMatchObject({ status: 200 });
});
