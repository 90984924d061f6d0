/**
 * The judge is tried on programs: for each check one broken program that it is meant to catch, and good ones against the
 * whole fast set. All programs, and everything against everything, is `npm run matrix`.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Cluster, startCluster } from "../src/judge/probe/postgres/cluster.ts";
import { loadChecks, loadScenarios } from "../src/judge/registries.ts";
import { describeVerdict, judgeFolder } from "./subjects/judge-folder.ts";
import { brokenSubjects, canRun, goodSubjects, materialise } from "./subjects/materialise.ts";

const checks = await loadChecks();
const good = await goodSubjects();
const broken = await brokenSubjects();
/**
 * One for each check that answers while somebody waits for it. Those that see a limit, an outage or a stop take seconds each,
 * and `npm run matrix -- --scope own` tries them with all others (in CI too).
 */
const scenarios = await loadScenarios();
const isQuick = (check: string) =>
  checks.get(check)?.scenarios.every((id) => scenarios.get(id)?.fast === true) === true;
const oneForEach = new Map(
  [...broken]
    .reverse()
    .filter(([, { caughtBy }]) => isQuick(caughtBy))
    .map(([id, subject]) => [subject.caughtBy, [id, subject] as const]),
);
const runnable = new Map(await Promise.all(good.map(async (id) => [id, await canRun(id)] as const)));

// One database server for all: each program has a database of its own in it, and starting a server costs more than a check.
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

/**
 * Once more when it fails: the judge says `unclear` when its own ground gives way (a port taken by another run, seen once
 * in 300 runs with five judges side by side). A fault of the judge fails twice.
 */
const options = { timeout: 90_000, retry: 1 };

async function withCopy<T>(id: string, act: (folder: string) => Promise<T>): Promise<T> {
  const copy = await materialise(id);
  try {
    return await act(copy.folder);
  } finally {
    await copy.remove();
  }
}

describe.concurrent("each check catches a program with the fault that it is meant for", () => {
  it.each([...oneForEach])("%s", options, async (caughtBy, [id, { base }]) => {
    if (!runnable.get(base)) return;
    await withCopy(id, async (folder) => {
      const { verdicts } = await judgeFolder(folder, { seed: `test-${id}`, only: [caughtBy], cluster });
      expect(verdicts.get(caughtBy)?.verdict, describeVerdict(verdicts.get(caughtBy))).toBe("failed");
    });
  });
});

/** The first of each language, and of each contract: `npm run matrix` tries them all, against everything. */
const oneOfEach = [...Map.groupBy(good, (id) => id.split("-")[0])].map(([, [first]]) => first as string);

describe.concurrent("a correct program is never accused", () => {
  it.each(oneOfEach)("%s", options, async (id) => {
    if (!runnable.get(id)) return;
    await withCopy(id, async (folder) => {
      const { verdicts } = await judgeFolder(folder, { seed: `test-${id}`, fast: true, cluster });
      const open = [...verdicts.values()].filter(({ verdict }) => verdict === "failed" || verdict === "unclear");
      expect(open.map(describeVerdict)).toEqual([]);
    });
  });
});

it("has a program with a planted fault for every check", () => {
  const caught = new Set([...broken.values()].map((subject) => subject.caughtBy));
  expect([...checks.keys()].filter((check) => !caught.has(check))).toEqual([]);
});
