/**
 * A person in the middle of their way, for pictures and tests: each resource adds what it needs, through the API.
 */
import type { TestServer } from "../server/start-test-server.ts";
import { fillRecords } from "./fill-records.ts";

export async function fill({ call }: TestServer): Promise<void> {
  await fillRecords({ call });
  await call("PUT", "/api/person", {
    occupation: "nurse",
    role: "Ward nurse",
    market: "uk",
    start: "2026-09-07",
    hoursByWeekday: { tuesday: 2, thursday: 2, saturday: 4, sunday: 2 },
    skills: { git: "touched" },
  });
  await call("PUT", "/api/private", {
    money: { level: "mid", presentPay: 38_000, savings: 9_000 },
    reasons: ["variety"],
  });
  await call("POST", "/api/log-entries", {
    date: "2026-11-18",
    title: "Two requests at once made two invoices",
    broke: "Both looked whether there was one, and both found none.",
    why: "The look and the write were two statements.",
    fixed: "A unique index, and `on conflict do nothing`.",
    tags: ["race"],
  });
}
