/**
 * Evidence, sessions and adverts of a few weeks, for pictures and tests.
 */
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { sampleDocument } from "../../src/server/evidence/sample-evidence.ts";
import { readLabelledAdverts } from "../adverts/labelled-adverts.ts";
import type { TestServer } from "../server/start-test-server.ts";

export async function fillRecords({ call }: Pick<TestServer, "call">): Promise<void> {
  const { skills } = await readCatalog();
  const checks = [...new Set([...skills.values()].flatMap(({ provenBy }) => provenBy))].slice(0, 60);
  const [now, before] = ["c".repeat(64), "d".repeat(64)];
  const evidence = [
    sampleDocument({ passed: checks.slice(0, 20), failed: checks.slice(20, 30), day: "2026-11-02", tree: before }),
    sampleDocument({ passed: checks.slice(0, 30), failed: checks.slice(30, 32), day: "2026-11-09", tree: before }),
    sampleDocument({
      passed: checks.slice(0, 24),
      failed: checks.slice(24, 26),
      day: "2026-11-18",
      tree: now,
      scope: "fast",
    }),
    sampleDocument({ passed: checks.slice(4, 9), day: "2026-11-12", project: null }),
  ];
  for (const document of evidence) await call("POST", "/api/evidence", document);
  // Jobs that are alike: some who look around save such.
  const adverts = readLabelledAdverts().filter(({ text }) => /PostgreSQL|Postgres/.test(text));
  for (const [i, { text }] of adverts.slice(0, 18).entries()) {
    const addedOn = `2026-${i < 9 ? "10" : "11"}-${String((i % 9) * 2 + 1).padStart(2, "0")}`;
    await call("POST", "/api/adverts", { text, addedOn, source: i % 3 ? "LinkedIn" : "Indeed" });
  }
  for (let day = 1; day <= 18; day += 2) {
    const date = `2026-11-${String(day).padStart(2, "0")}`;
    await call("POST", "/api/sessions", {
      date,
      minutes: 60 + day * 3,
      unit: "http-methods",
      kind: day % 3 ? "build" : "read",
    });
  }
  await call("POST", "/api/conversations", { date: "2026-11-10" });
}
