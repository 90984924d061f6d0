import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Recording } from "../contract/recording.ts";
import type { Verdict } from "../contract/verdict.ts";
import { example } from "../judge/check-examples.ts";
import { canonicalJson, digestOf } from "./canonical-json.ts";
import { keepEvidence } from "./keep-evidence.ts";
import { makeEvidence } from "./make-evidence.ts";
import { newestEvidence, readEvidence, readRecording } from "./read-evidence.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "seaworthy-keep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const verdicts: Verdict[] = [
  { check: "one", verdict: "passed", measured: { tried: 412 } },
  { check: "two", verdict: "failed", failure: { headline: "h", expected: "e", seen: "s", entries: [0] } },
  { check: "three", verdict: "unclear", why: "w" },
];

function judged(seed = "k3q7") {
  const recording: Recording = {
    ...example((r) => r.scenario("first-contact")),
    seed,
    beganAt: "2026-01-02T03:04:05.678Z",
  };
  const evidence = makeEvidence({
    judged: { recording, verdicts, durationMs: 1234.5678 },
    subject: { commit: null, dirty: false, tree: null, language: null, start: "node main.js", url: null },
    machine: { os: "linux", cores: 2, memoryBytes: 1 },
    scope: "full",
  });
  return { recording, evidence };
}

const files = () => readdirSync(join(folder, ".seaworthy"), { recursive: true }).map(String).sort();

test("what was kept is read back as it was", async () => {
  const { recording, evidence } = judged();
  const kept = await keepEvidence(folder, evidence, recording);
  expect(await readEvidence(kept.evidence)).toEqual(evidence);
  expect(await readRecording(kept.recording)).toEqual(recording);
  expect(evidence.recording).toBe(digestOf(await readRecording(kept.recording)));
  expect(await newestEvidence(folder)).toBe(kept.evidence);
});

test("names tell time and content, and nothing temporary stays", async () => {
  const { recording, evidence } = judged();
  await keepEvidence(folder, evidence, recording);
  expect(files()).toEqual([
    ".gitignore",
    "evidence",
    `evidence/2026-01-02T03-04-05Z-${digestOf(evidence).slice(0, 12)}.json`,
    "recordings",
    `recordings/${evidence.recording.slice(0, 12)}.json.gz`,
  ]);
});

test("keeping the same thing again changes nothing, also by several at once", async () => {
  const { recording, evidence } = judged();
  const { evidence: path } = await keepEvidence(folder, evidence, recording);
  const [before, content] = [files(), readFileSync(path)];
  await Promise.all(Array.from({ length: 4 }, () => keepEvidence(folder, structuredClone(evidence), recording)));
  expect(files()).toEqual(before);
  expect(readFileSync(path)).toEqual(content);
});

test("the person's own .gitignore stays", async () => {
  const { recording, evidence } = judged();
  await keepEvidence(folder, evidence, recording);
  const path = join(folder, ".seaworthy", ".gitignore");
  expect(readFileSync(path, "utf8")).toContain("recordings/");
  writeFileSync(path, "*\n");
  await keepEvidence(folder, { ...evidence, help: ["guided"] }, recording);
  expect(readFileSync(path, "utf8")).toBe("*\n");
});

test("all evidence is kept, and the newest twenty recordings", async () => {
  for (let i = 0; i < 23; i++) {
    const { recording, evidence } = judged(`seed${i}`);
    const kept = await keepEvidence(folder, evidence, recording);
    const seconds = 1_700_000_000 + i;
    utimesSync(kept.recording, seconds, seconds);
  }
  const last = judged("last");
  const kept = await keepEvidence(folder, last.evidence, last.recording);
  expect(files().filter((name) => name.startsWith("evidence/"))).toHaveLength(24);
  expect(files().filter((name) => name.startsWith("recordings/"))).toHaveLength(20);
  expect((await readRecording(kept.recording)).seed).toBe("last");
});

test("canonical JSON does not depend on the order of members", () => {
  expect(canonicalJson({ b: [1, { d: "é", c: null }], 10: 1, 9: 2, a: undefined })).toBe(
    '{"10":1,"9":2,"b":[1,{"c":null,"d":"é"}]}',
  );
});

test("a place where nothing can be written is said, with what to do", async () => {
  const { recording, evidence } = judged();
  writeFileSync(join(folder, ".seaworthy"), "a file in the way");
  await expect(keepEvidence(folder, evidence, recording)).rejects.toMatchObject({
    code: "cannot-keep-evidence",
    fix: expect.stringContaining("writable"),
  });
});
