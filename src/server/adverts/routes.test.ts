import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer, testKey } from "../../../test/server/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(() => server.pool.query("truncate advert"));
afterAll(() => server.stop());

const advert = (n: number) =>
  `Backend developer ${n}\nRequirements\n- PostgreSQL is a must, in production\n- You write ${["Go", "Java", "Rust"][n % 3]} for team ${n}`;
const post = (text: string, more: object = {}) => server.call("POST", "/api/adverts", { text, ...more });

test("an advert is kept once, read back with what it asks for, and removed", async () => {
  const { status, headers, body } = await post(advert(1), { source: "LinkedIn" });
  expect(status).toBe(201);
  expect(headers.location).toBe(`/api/adverts/${body.summary.id}`);
  expect(body).toMatchObject({ summary: { source: "LinkedIn", addedOn: "2026-11-20", title: "Backend developer 1" } });
  expect((await post(`  ${advert(1)}\n`)).status).toBe(200);
  expect((await server.call("GET", `/api/adverts/${body.summary.id}`)).body.advert.text).toBe(advert(1));
  expect((await server.call("GET", "/api/adverts")).body.items).toHaveLength(1);
  expect((await server.call("DELETE", `/api/adverts/${body.summary.id}`)).status).toBe(204);
  expect((await server.call("GET", `/api/adverts/${body.summary.id}`)).status).toBe(404);
});

test("counts follow each advert that comes or goes, with their interval and the sentences behind", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push((await post(advert(n))).body.summary.id);
  const count = async () => {
    const { body } = await server.call("GET", "/api/advert-report");
    return { body, postgres: body.report.skills.find(({ skill }: { skill: string }) => /postgres/.test(skill)) };
  };
  const { body, postgres } = await count();
  expect(body).toMatchObject({ report: { adverts: 4, line: 0.8, enough: false }, locale: "en-GB" });
  expect(postgres).toMatchObject({ asked: 4, level: "must", quotes: expect.arrayContaining([expect.anything()]) });
  expect(postgres.low).toBeCloseTo(0.51, 2);
  expect(body.titles[postgres.quotes[0].advert]).toMatch("Backend developer");
  await server.call("DELETE", `/api/adverts/${ids[0]}`);
  expect((await count()).postgres.asked).toBe(3);
});

test("a file is read by what is in it, and one without text is told in one line", async () => {
  const send = (payload: Buffer, type: string) =>
    server.app.inject({
      method: "POST",
      url: "/api/advert-files?name=offer.html",
      headers: { authorization: `Bearer ${testKey}`, "content-type": type },
      payload,
    });
  const page = Buffer.from(`<html><body><h1>Backend developer</h1><p>You know PostgreSQL.</p></body></html>`);
  const added = await send(page, "text/html");
  expect(added.statusCode).toBe(201);
  expect(added.json().summary).toMatchObject({ name: "offer.html", title: "Backend developer" });
  const broken = await send(Buffer.from("%PDF-1.7 and nothing else"), "application/pdf");
  expect(broken.json()).toMatchObject({ status: 422, type: "urn:seaworthy:pdf-unreadable" });
  expect((await send(page, "application/zip")).statusCode).toBe(415);
  expect((await post("12345")).body.type).toBe("urn:seaworthy:advert-empty");
});
