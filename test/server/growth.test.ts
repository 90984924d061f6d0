/**
 * After years every page asks the database as little as after a day: it finds what it shows by index, and counts no history.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { createServer } from "../../src/server/create-server.ts";
import type { App } from "../../src/server/ground/app.ts";
import { fillHistory } from "./fill-history.ts";
import { recordedPool } from "./recorded-pool.ts";
import { startTestServer, type TestServer, testKey } from "./start-test-server.ts";

let server: TestServer;
let app: App | undefined;
beforeAll(async () => {
  server = await startTestServer();
  await server.call("PUT", "/api/person", { market: "uk", start: "2023-01-02", hoursByWeekday: { monday: 6 } });
  await fillHistory(server.pool, { events: 8_000, runs: 500, documents: 500 });
}, 60_000);
afterAll(async () => {
  await app?.close();
  await server?.stop();
});

test("no page reads through sessions, log, evidence or runs, and none takes bodies that it does not show", async () => {
  const { pool, take } = recordedPool(server.pool);
  const catalog = await readCatalog();
  const today = () => "2026-11-20";
  app = await createServer({ pool, catalog, key: testKey, account: "local", hosts: [], today });
  const { items } = (await server.call("GET", "/api/log-entries?limit=1")).body;
  const [document] = (await server.call("GET", "/api/evidence?limit=1")).body.items;
  const cursor = (await server.call("GET", "/api/log-entries?limit=5")).body.nextCursor;
  const paths = [
    ...["today", "plan", "projects", "proofs", "advert-report", "runs", "sessions", "conversations", "applications"],
    ...["evidence", "evidence?subject=crud", `evidence/${document.hash}/document`, "home"],
    ...["log-entries", `log-entries/${items[0].id}`, `log-entries?cursor=${cursor}`, "log-entries?draft=true"],
    "log-entries?q=word976",
  ];
  for (const path of paths) {
    const { statusCode } = await app.inject({ url: `/api/${path}`, headers: { authorization: `Bearer ${testKey}` } });
    expect(statusCode, path).toBe(200);
    for (const { text, values } of take()) {
      const { rows } = await server.pool.query<Record<"QUERY PLAN", [{ Plan: PlanNode }]>>(
        `explain (format json) ${text}`,
        values,
      );
      const plan = rows[0]?.["QUERY PLAN"][0].Plan as PlanNode;
      expect(
        scanned(plan).filter((table) => histories.includes(table)),
        `${path}: ${text}`,
      ).toEqual([]);
    }
  }
});

const histories = ["session", "log_entry", "evidence", "run"];

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
}

/** Tables that are read from one end to the other. */
function scanned(node: PlanNode): string[] {
  const own = node["Node Type"] === "Seq Scan" && node["Relation Name"] ? [node["Relation Name"]] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scanned)];
}
