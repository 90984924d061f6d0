import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/server/start-test-server.ts";
import { digestOf } from "../../evidence/canonical-json.ts";
import { readEvidenceOutlines } from "./read-outlines.ts";
import { sampleDocument } from "./sample-evidence.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(() => server.pool.query("truncate evidence, subject, proof, log_entry"));
afterAll(() => server.stop());

const post = (document: object) => server.call("POST", "/api/evidence", document);
const gone = "deleted-stays-deleted";

test("twenty copies at once are one document", async () => {
  const document = sampleDocument({ failed: [gone] });
  await post(document);
  const mended = sampleDocument({ passed: [gone], day: "2026-11-02" });
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(mended)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  expect(new Set(answers.map(({ body }) => body.hash))).toEqual(new Set([digestOf(mended)]));
  expect((await server.call("GET", "/api/evidence")).body.items).toHaveLength(2);
  expect((await server.call("GET", "/api/log-entries")).body.items).toHaveLength(1);
  expect((await server.call("GET", "/api/proofs")).body.subjects).toMatchObject([{ name: "crud", documents: 2 }]);
});

test("the document is handed out as it was sent, with what PostgreSQL's text could not hold", async () => {
  const document = sampleDocument({ passed: [gone] });
  document.contract.title = "Invoices \u0000 \ud800";
  const { body } = await post(document);
  expect(body.hash).toBe(digestOf(document));
  const { headers, body: kept } = await server.call("GET", `/api/evidence/${body.hash}/document`);
  expect(headers["content-disposition"]).toContain("attachment");
  expect(kept).toEqual(document);
  expect((await server.call("GET", `/api/evidence/${body.hash}`)).body).toMatchObject({
    summary: { title: "Invoices ␀ �", passed: 1 },
    verify: { possible: true },
    older: null,
  });
});

test("what is no evidence, and what a newer version wrote, is told in one line", async () => {
  expect((await post({ hello: 1 })).body.title).toBe("This is not an evidence document of Seaworthy");
  expect((await post({ format: "seaworthy-evidence/9" })).body.title).toContain("seaworthy-evidence/9");
  expect((await post({ ...sampleDocument({}), verdicts: [{ check: "x", verdict: "super" }] })).status).toBe(400);
  expect((await server.call("GET", `/api/evidence/${"0".repeat(64)}`)).status).toBe(404);
  expect((await server.call("GET", "/api/evidence/mine")).status).toBe(400);
});

test("from red to green one entry is drafted, whatever the order in which documents come", async () => {
  const red = sampleDocument({ failed: [gone, "obeys-port"], day: "2026-11-01" });
  const green = sampleDocument({ passed: [gone, "obeys-port"], day: "2026-11-02" });
  const later = sampleDocument({ passed: [gone], day: "2026-11-03" });
  await post(red);
  const { body } = await post(green);
  await post(later);
  // An old one that turns up now mends nothing any more.
  await post(sampleDocument({ passed: [gone], day: "2026-10-01" }));
  const { body: log } = await server.call("GET", "/api/log-entries");
  expect(log).toMatchObject({ drafts: 1, items: [{ id: body.drafted, date: "2026-11-02", draft: true, check: gone }] });
  expect(log.items[0].evidence).toEqual([digestOf(red), digestOf(green)]);
  expect(log.items[0].broke).toContain("Green since the same run: obeys-port.");
  expect((await post(sampleDocument({ failed: [gone], project: "task-tracker" }))).body.drafted).toBeNull();
});

test("a pass is fresh, then stale when the program changed, then broken when it failed again", async () => {
  const state = async () => {
    const { body } = await server.call("GET", "/api/proofs");
    return body.proofs.find(({ check }: { check: string }) => check === gone);
  };
  await post(sampleDocument({ passed: [gone], day: "2026-11-01" }));
  expect(await state()).toMatchObject({ state: "fresh", why: null, lastPassed: { measured: { requests: "412" } } });
  const changed = { tree: "c".repeat(64) };
  await post(sampleDocument({ passed: ["obeys-port"], day: "2026-11-02", scope: ["obeys-port"], ...changed }));
  expect(await state()).toMatchObject({ state: "stale", why: expect.stringContaining("the program changed") });
  await post(sampleDocument({ failed: [gone], day: "2026-11-03", ...changed }));
  expect(await state()).toMatchObject({ state: "broken", lastFailed: { headline: expect.stringContaining("41") } });
});

test("what is proven does not depend on the order in which the documents came", async () => {
  const documents = [
    sampleDocument({ passed: [gone], day: "2026-11-01" }),
    sampleDocument({ failed: [gone], passed: ["obeys-port"], day: "2026-11-02" }),
    sampleDocument({ passed: [gone, "obeys-port"], day: "2026-11-03" }),
    sampleDocument({ failed: ["obeys-port"], day: "2026-11-04", scope: "fast" }),
  ];
  const orders = [documents, documents.toReversed(), [2, 0, 3, 1].map((i) => documents[i] as object)];
  const reports: unknown[] = [];
  for (const order of orders) {
    await server.pool.query("truncate evidence, subject, proof, log_entry");
    for (const document of order) await post(document);
    const outlines = await readEvidenceOutlines(server.pool, "local");
    expect(outlines.filter(({ scope }) => scope === "full").map(({ beganAt }) => beganAt.slice(0, 10))).toEqual([
      "2026-11-01",
    ]);
    reports.push([(await server.call("GET", "/api/proofs")).body, outlines]);
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[2]).toEqual(reports[0]);
});

test("pages show each document once, of all programs or of one", async () => {
  for (let n = 1; n <= 5; n++)
    await post(sampleDocument({ passed: [gone], day: `2026-11-0${n}`, project: n % 2 ? "crud" : null }));
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await server.call("GET", `/api/evidence?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ beganAt }: { beganAt: string }) => beganAt.slice(8, 10)));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(["05", "04", "03", "02", "01"]);
  expect((await server.call("GET", "/api/evidence?subject=own:Invoices")).body.items).toHaveLength(2);
});
