/**
 * Evidence documents for tests and measurements: real in form, made up in content.
 */
import type { Evidence } from "../../contract/evidence.ts";

export interface Sample {
  passed?: readonly string[];
  failed?: readonly string[];
  day?: string;
  project?: string | null;
  tree?: string;
  scope?: Evidence["scope"];
}

export function sampleDocument({
  passed = [],
  failed = [],
  day = "2026-11-01",
  project = "crud",
  tree = "a".repeat(64),
  scope = "full",
}: Sample): Evidence {
  return {
    format: "seaworthy-evidence/1",
    project,
    contract: { title: project ?? "Invoices", version: "1.0.0" },
    judge: "0.1.0",
    seed: "5f2c",
    beganAt: `${day}T18:00:00.000Z`,
    durationMs: 41_250,
    subject: {
      commit: tree.slice(0, 40),
      dirty: false,
      tree,
      language: "go",
      start: "go run .",
      url: null,
      folder: "",
    },
    machine: { os: "linux", cores: 2, memoryBytes: 4_000_000_000 },
    scope,
    verdicts: [
      ...passed.map((check) => ({ check, verdict: "passed" as const, measured: { requests: "412", lost: 0 } })),
      ...failed.map((check) => ({
        check,
        verdict: "failed" as const,
        failure: {
          headline: `${check}: GET /expenses/41 answered 200 after it was deleted`,
          expected: "404",
          seen: "200 with the whole expense",
          entries: [12, 13],
        },
      })),
    ],
    recording: "b".repeat(64),
    help: [],
  };
}
