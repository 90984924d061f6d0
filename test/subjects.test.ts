/**
 * The judge is tried on programs: each broken one against the check that is meant for it, each good one against the
 * whole fast set. Everything against everything is `npm run matrix`.
 */
import { describe, expect, it } from "vitest";
import { loadChecks } from "../src/judge/registries.ts";
import { describeVerdict, judgeFolder } from "./subjects/judge-folder.ts";
import { brokenSubjects, goodSubjects, materialise } from "./subjects/materialise.ts";

const checks = await loadChecks();
const good = await goodSubjects();
const broken = await brokenSubjects();

async function withCopy<T>(id: string, act: (folder: string) => Promise<T>): Promise<T> {
  const copy = await materialise(id);
  try {
    return await act(copy.folder);
  } finally {
    await copy.remove();
  }
}

describe.concurrent("a program with one planted fault is caught by the check that is meant for it", () => {
  it.each([...broken])("%s", { timeout: 90_000 }, async (id, { caughtBy }) => {
    await withCopy(id, async (folder) => {
      const { verdicts } = await judgeFolder(folder, { seed: `test-${id}`, only: [caughtBy] });
      expect(verdicts.get(caughtBy)?.verdict, describeVerdict(verdicts.get(caughtBy))).toBe("failed");
    });
  });
});

describe.concurrent("a correct program is never accused", () => {
  it.each(good)("%s", { timeout: 90_000 }, async (id) => {
    await withCopy(id, async (folder) => {
      const { verdicts } = await judgeFolder(folder, { seed: `test-${id}`, fast: true });
      const open = [...verdicts.values()].filter((verdict) => verdict.verdict !== "passed");
      expect(open.map(describeVerdict)).toEqual([]);
    });
  });
});

it("has a program with a planted fault for every check", () => {
  const caught = new Set([...broken.values()].map((subject) => subject.caughtBy));
  expect([...checks.keys()].filter((check) => !caught.has(check))).toEqual([]);
});
