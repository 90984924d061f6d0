import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const week = { tuesday: 2, thursday: 2, saturday: 4, sunday: 2 };
const person = { occupation: "nurse", market: "uk", start: "2026-09-07", hoursByWeekday: week };

test("before there is a person there is no plan, and it is said what to do first", async () => {
  const { status, body } = await server.call("GET", "/api/plan");
  expect(status).toBe(404);
  expect(body.fix).toMatch("three questions");
});

test("a page of the plan holds its dates, its hours and what they rest on", async () => {
  await server.call("PUT", "/api/person", person);
  const { status, body } = await server.call("GET", "/api/plan");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    from: { id: "nurse" },
    to: { id: "backend-developer" },
    hours: { kept: 10 },
    change: null,
  });
  expect(body.plan.units.length).toBeGreaterThan(20);
  expect(body.plan).not.toHaveProperty("gaps");
  expect(body.plan).not.toHaveProperty("private");
  expect(Object.keys(body.sources)).toEqual(
    expect.arrayContaining(body.plan.forecast.published.map(({ source }: { source: string }) => source)),
  );
});

test("more hours a week end it sooner, at each of the hours that are offered", async () => {
  const { body } = await server.call("GET", "/api/plan");
  const ends = body.finishes.map(({ ready }: { ready: { middle: string } }) => ready.middle);
  expect(ends).toEqual([...ends].sort().reverse());
  expect(body.finishes.find(({ own }: { own: boolean }) => own)).toMatchObject({
    hoursAWeek: 10,
    ready: body.plan.forecast.ready,
  });
});

test("other hours are tried without being kept, and kept with what the answer says to send", async () => {
  const { body: kept } = await server.call("GET", "/api/plan");
  const { body: tried } = await server.call("GET", "/api/plan?hoursAWeek=15");
  expect(tried).toMatchObject({ hours: { kept: 10 }, plan: { hoursAWeek: 15 } });
  expect(tried.plan.forecast.ready.middle < kept.plan.forecast.ready.middle).toBe(true);
  expect((await server.call("GET", "/api/plan")).body).toEqual(kept);
  expect((await server.call("PATCH", "/api/person", tried.change)).status).toBe(200);
  const { body: after } = await server.call("GET", "/api/plan");
  expect(after).toMatchObject({ hours: { kept: 15 }, change: null });
  expect(after.plan.forecast.ready).toEqual(tried.plan.forecast.ready);
  // What was lived before keeps its hours.
  expect((await server.call("GET", "/api/person")).body.earlierHours).toMatchObject([{ until: "2026-11-19" }]);
});

test("hours that are none are refused", async () => {
  for (const hours of ["0", "-3", "61", "ten", "1e9", ""])
    expect((await server.call("GET", `/api/plan?hoursAWeek=${hours}`)).status, hours).toBe(400);
});

test("a session moves the plan, without anybody asking for it", async () => {
  const { body: before } = await server.call("GET", "/api/plan");
  const [unit] = before.plan.units;
  await server.pool.query(
    `insert into session (account, date, minutes, unit, kind, done) values ('local', '2026-11-19', 60, $1, 'build', true)`,
    [unit.id],
  );
  const { body: after } = await server.call("GET", "/api/plan");
  expect(after.plan.units.map(({ id }: { id: string }) => id)).not.toContain(unit.id);
  expect(after.plan.totals.hours).toBeLessThan(before.plan.totals.hours);
});

test("what is taken away holds nothing private", async () => {
  await server.call("PUT", "/api/private", { money: { presentPay: 41_234 }, reasons: ["pay"] });
  const { body: page } = await server.call("GET", "/api/plan");
  expect(page).toMatchObject({ payOnly: true, money: { present: { pay: 41_234, from: "own" } } });
  const headers = { authorization: `Bearer ${testKey}` };
  const calendar = await server.app.inject({ url: "/api/plan/calendar", headers });
  expect(calendar.headers["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(calendar.body).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const markdown = await server.app.inject({ url: "/api/plan/markdown", headers });
  expect(markdown.headers["content-type"]).toBe("text/markdown; charset=utf-8");
  expect(markdown.body).toMatch(/^# From nurse to backend developer\n/);
  expect(`${calendar.body}${markdown.body}`.replaceAll(",", "")).not.toMatch(/41.?234/);
});
