/**
 * The judge's own quality, both ways: every good subject must pass everything, every broken one must fail the check that
 * is meant for it (and what honestly fails along), and nothing else.
 *
 *     npm run matrix                       everything against everything; writes docs/judge-quality.md
 *     npm run matrix -- --scope own        good ones against everything, broken ones against the check meant for them
 *     npm run matrix -- --production       the faults that only load, growth and time show, and good ones against those checks, too:
 *                                          each takes a minute or more; writes docs/judge-quality-production.md
 *     npm run matrix -- --repeat 20        each several times, with other seeds
 *     npm run matrix -- --only <id,…>      some subjects; writes nothing
 *     npm run matrix -- --jobs 3           how many at once (a full check mostly waits)
 *
 * A mistake counts when it is made twice with the same seed; one that is not is reported as noise, for somebody to look at.
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Verdict } from "../../src/contract/verdict.ts";
import { startCluster } from "../../src/judge/probe/postgres/cluster.ts";
import { loadChecks, loadScenarios, productionChecks } from "../../src/judge/registries.ts";
import { describeVerdict, judgeFolder } from "./judge-folder.ts";
import { type BrokenSubject, brokenSubjects, canRun, goodSubjects, materialise } from "./materialise.ts";
import { qualityTable, type Row } from "./quality-table.ts";

interface Subject {
  id: string;
  base: string;
  broken: BrokenSubject | undefined;
}

const { values } = parseArgs({
  options: {
    scope: { type: "string", default: "full" },
    production: { type: "boolean", default: false },
    repeat: { type: "string", default: "1" },
    only: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism() + 1) },
    seed: { type: "string", default: "matrix" },
  },
});
const ownOnly = values.scope === "own";
const wanted = values.only?.split(",");

const subjects = await chooseSubjects();
const work = Array.from({ length: Number(values.repeat) }, (_, round) =>
  subjects.map((subject) => ({ subject, seed: `${values.seed}-${round + 1}` })),
).flat();
const total = work.length;
const rows: Row[] = [];
const mistakes: string[] = [];
const noise: string[] = [];
const began = performance.now();

const cluster = await startCluster();
try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, runNext));
} finally {
  await cluster.stop();
}

if (!wanted && Number(values.repeat) === 1) {
  const name = values.production ? "judge-quality-production.md" : "judge-quality.md";
  const document = join(import.meta.dirname, "..", "..", "docs", name);
  await writeFile(document, qualityTable(rows, { ownOnly, production: values.production }));
}
for (const line of noise) process.stdout.write(`~ once, not again: ${line}\n`);
for (const line of mistakes) process.stdout.write(`✗ ${line}\n`);
const wrong = new Set(mistakes.map((mistake) => mistake.split(":")[0])).size;
process.stdout.write(`${total - wrong} passed, ${wrong} failed\n`);
process.exitCode = wrong > 0 ? 1 : 0;
// Everything is over: whatever still keeps this process alive is something that the judge forgot to close.
setTimeout(() => {
  process.stdout.write(`✗ left open by the judge: ${process.getActiveResourcesInfo().join(", ")}\n`);
  process.exit(1);
}, 10_000).unref();

async function chooseSubjects(): Promise<Subject[]> {
  const runnable = new Set<string>();
  for (const id of await goodSubjects()) {
    if (await canRun(id)) runnable.add(id);
    else process.stderr.write(`left out: ${id}, whose language is not on this machine\n`);
  }
  const good = [...runnable].map((id) => ({ id, base: id, broken: undefined }));
  const broken = [...(await brokenSubjects())].map(([id, broken]) => ({ id, base: broken.base, broken }));
  const long = productionChecks(await loadChecks(), await loadScenarios());
  return [...good, ...broken].filter(({ id, base, broken }) => {
    if (!runnable.has(base)) return false;
    return wanted ? wanted.includes(id) : broken === undefined || long.has(broken.caughtBy) === values.production;
  });
}

async function runNext(): Promise<void> {
  for (let next = work.shift(); next; next = work.shift()) {
    const { subject, seed } = next;
    const first = await judgeOnce(subject, seed);
    const again = first.wrong.length > 0 ? await judgeOnce(subject, seed) : first;
    const confirmed = again.wrong;
    mistakes.push(...confirmed.map((mistake) => `${subject.id} (seed ${seed}): ${mistake}`));
    if (confirmed.length === 0) noise.push(...first.wrong.map((mistake) => `${subject.id} (seed ${seed}): ${mistake}`));
    rows.push(again.row);
    const state = confirmed.length === 0 ? "as it should be" : `${confirmed.length} WRONG`;
    const elapsed = Math.round((performance.now() - began) / 1000);
    process.stderr.write(
      `${rows.length}/${total} ${elapsed}s ${subject.id}: ${state}, ${(again.row.durationMs / 1000).toFixed(1)} s\n`,
    );
    for (const mistake of confirmed) process.stderr.write(`    ${mistake}\n`);
  }
}

async function judgeOnce({ id, broken }: Subject, seed: string): Promise<{ row: Row; wrong: string[] }> {
  const copy = await materialise(id);
  try {
    const only = ownOnly && broken ? { only: [broken.caughtBy] } : {};
    const judged = await judgeFolder(copy.folder, { seed, cluster, production: values.production, ...only });
    const verdicts = [...judged.verdicts.values()];
    return { row: { id, broken, verdicts, durationMs: judged.durationMs }, wrong: mistakesIn(broken, verdicts) };
  } finally {
    await copy.remove();
  }
}

function mistakesIn(broken: BrokenSubject | undefined, verdicts: Verdict[]): string[] {
  const due = new Set(broken ? [broken.caughtBy, ...(broken.alsoFails ?? [])] : []);
  const possible = new Set(broken?.mayFail);
  return verdicts.flatMap((verdict) => {
    if (due.has(verdict.check)) {
      return verdict.verdict === "failed" ? [] : [`not caught: ${describeVerdict(verdict)}`];
    }
    if (verdict.verdict === "failed" && !possible.has(verdict.check)) return [`accused: ${describeVerdict(verdict)}`];
    // A good subject leaves nothing open. A broken one may: what its fault makes impossible to judge is unclear.
    return broken === undefined && verdict.verdict === "unclear" ? [describeVerdict(verdict)] : [];
  });
}
