/**
 * The judge's own quality, both ways: every good subject must pass everything, every broken one must fail the check that
 * is meant for it (and what honestly fails along), and nothing else.
 *
 *     npm run matrix                    everything against everything; writes docs/judge-quality.md
 *     npm run matrix -- --repeat 20     each several times, with other seeds
 *     npm run matrix -- --only <id,…>   some subjects; writes nothing
 *     npm run matrix -- --jobs 3        how many at once (a full check mostly waits)
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeVerdict, judgeFolder } from "./judge-folder.ts";
import { type BrokenSubject, brokenSubjects, canRun, goodSubjects, materialise } from "./materialise.ts";
import { qualityTable, type Row } from "./quality-table.ts";

const { values } = parseArgs({
  options: {
    repeat: { type: "string", default: "1" },
    only: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism() + 1) },
    seed: { type: "string", default: "matrix" },
  },
});

const runnable = new Set<string>();
for (const id of await goodSubjects()) {
  if (await canRun(id)) runnable.add(id);
  else process.stderr.write(`left out: ${id}, whose language is not on this machine\n`);
}
const wanted = values.only?.split(",");
const subjects = [
  ...(await goodSubjects()).map((id) => ({ id, base: id, broken: undefined })),
  ...[...(await brokenSubjects())].map(([id, broken]) => ({
    id,
    base: broken.base,
    broken: broken as BrokenSubject | undefined,
  })),
].filter(({ id, base }) => runnable.has(base) && (!wanted || wanted.includes(id)));
const work = Array.from({ length: Number(values.repeat) }, (_, round) =>
  subjects.map((subject) => ({ ...subject, seed: `${values.seed}-${round + 1}` })),
).flat();

const rows: Row[] = [];
const mistakes: string[] = [];
const began = performance.now();
const total = work.length;
await Promise.all(Array.from({ length: Number(values.jobs) }, runNext));

if (!wanted) await writeFile(join(import.meta.dirname, "..", "..", "docs", "judge-quality.md"), qualityTable(rows));
for (const mistake of mistakes) process.stdout.write(`✗ ${mistake}\n`);
process.stdout.write(
  `${total - new Set(mistakes.map((mistake) => mistake.split(":")[0])).size} passed, ${mistakes.length} failed\n`,
);
process.exitCode = mistakes.length > 0 ? 1 : 0;

async function runNext(): Promise<void> {
  for (let next = work.shift(); next; next = work.shift()) {
    const { id, broken, seed } = next;
    const copy = await materialise(id);
    try {
      const { verdicts, durationMs } = await judgeFolder(copy.folder, { seed });
      const wrong = mistakesIn(broken, [...verdicts.values()]);
      mistakes.push(...wrong.map((mistake) => `${id} (seed ${seed}): ${mistake}`));
      rows.push({ id, broken, verdicts: [...verdicts.values()], durationMs });
      const state = wrong.length === 0 ? "as it should be" : `${wrong.length} WRONG`;
      const elapsed = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `${rows.length}/${total} ${elapsed}s ${id}: ${state}, ${(durationMs / 1000).toFixed(1)} s\n`,
      );
      for (const mistake of wrong) process.stderr.write(`    ${mistake}\n`);
    } finally {
      await copy.remove();
    }
  }
}

function mistakesIn(broken: BrokenSubject | undefined, verdicts: Row["verdicts"]): string[] {
  const due = new Set(broken ? [broken.caughtBy, ...(broken.alsoFails ?? [])] : []);
  return verdicts.flatMap((verdict) => {
    if (due.has(verdict.check)) {
      return verdict.verdict === "failed" ? [] : [`not caught: ${describeVerdict(verdict)}`];
    }
    if (verdict.verdict === "failed") return [`accused: ${describeVerdict(verdict)}`];
    // A good subject leaves nothing open. A broken one may: what its fault makes impossible to judge is unclear.
    return broken === undefined && verdict.verdict === "unclear" ? [describeVerdict(verdict)] : [];
  });
}
