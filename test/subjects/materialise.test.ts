import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "../../src/base/registry.ts";
import { brokenSubjects, goodSubjects, materialise } from "./materialise.ts";

const broken = await brokenSubjects();
const good = await goodSubjects();
const checks = await loadRegistry(join(import.meta.dirname, "../../src/judge/checks"));

test("every broken subject can still be made from its honest one", { timeout: 120_000 }, async () => {
  for (const id of broken.keys()) {
    await using subject = await materialise(id);
    await access(join(subject.folder, "seaworthy.yaml"));
  }
});

test("every broken subject names checks that there are", () => {
  const named = [...broken.values()].flatMap((subject) => [
    subject.caughtBy,
    ...(subject.alsoFails ?? []),
    ...(subject.mayFail ?? []),
  ]);
  expect(named.filter((check) => !checks.has(check))).toEqual([]);
});

test("every check has a broken subject that it is meant to catch", () => {
  const caught = new Set([...broken.values()].map((subject) => subject.caughtBy));
  expect([...checks.keys()].filter((check) => !caught.has(check))).toEqual([]);
});

test("every honest subject is broken in some way, or stands for another language", async () => {
  const bases = new Set([...broken.values()].map((subject) => subject.base));
  const unused = good.filter((id) => !bases.has(id));
  for (const id of unused) await access(join(import.meta.dirname, "good", id, "requires.sh"));
});

test("an honest subject is materialised as it is, and is gone afterwards", async () => {
  const [id] = good as [string];
  const subject = await materialise(id);
  const manifest = "seaworthy.yaml";
  expect(await readFile(join(subject.folder, manifest), "utf8")).toBe(
    await readFile(join(import.meta.dirname, "good", id, manifest), "utf8"),
  );
  await subject.remove();
  await expect(access(subject.folder)).rejects.toThrow();
});
