/**
 * Keeps evidence in the learner's own folder. Nothing that was kept is ever changed; keeping the same thing twice changes
 * nothing either.
 *
 *     .seaworthy/.gitignore                           evidence belongs into git, recordings do not
 *     .seaworthy/evidence/<time>-<sha12>.json
 *     .seaworthy/recordings/<sha12>.json.gz
 */
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { UserError } from "../base/errors.ts";
import type { Evidence } from "../contract/evidence.ts";
import type { Recording } from "../contract/recording.ts";
import { canonicalJson, digestOf } from "./canonical-json.ts";

export interface Kept {
  /** Paths of the two files. */
  evidence: string;
  recording: string;
}

/** Throws a {@link UserError} where nothing can be written; what was judged is not lost by that, so callers go on. */
export async function keepEvidence(folder: string, evidence: Evidence, recording: Recording): Promise<Kept> {
  try {
    return await keep(folder, evidence, recording);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UserError(
      "cannot-keep-evidence",
      `the evidence cannot be kept in ${join(folder, ".seaworthy")} (${code})`,
      {
        fix: "make the folder writable and the disk not full; `seaworthy check --json > evidence.json` keeps it elsewhere",
        cause,
      },
    );
  }
}

async function keep(folder: string, evidence: Evidence, recording: Recording): Promise<Kept> {
  const home = join(folder, ".seaworthy");
  const places = { evidence: join(home, "evidence"), recordings: join(home, "recordings") };
  await mkdir(places.evidence, { recursive: true });
  await mkdir(places.recordings, { recursive: true });
  await writeFile(join(home, ".gitignore"), gitignore, { flag: "wx" }).catch(ignoreExisting);

  // The recording first: evidence never names one that is not there yet.
  const recordingPath = join(places.recordings, `${short(evidence.recording)}.json.gz`);
  await keepFile(recordingPath, async () => promisify(gzip)(canonicalJson(recording)));
  const digest = short(digestOf(evidence));
  const kept = (await readdir(places.evidence)).find((name) => name.endsWith(`-${digest}.json`));
  // Colons are not allowed in file names everywhere; a clone must work there too.
  const name = kept ?? `${evidence.beganAt.replace(/\.\d+/, "").replaceAll(":", "-")}-${digest}.json`;
  const evidencePath = join(places.evidence, name);
  await keepFile(evidencePath, async () => `${JSON.stringify(evidence, null, 2)}\n`);
  await forgetOldRecordings(places.recordings, recordingPath);
  return { evidence: evidencePath, recording: recordingPath };
}

const gitignore = `# Evidence is small and worth keeping in git. Recordings are large, and only the newest are kept.
recordings/
*.tmp
`;

/** 48 bits: two of a person's thousand documents share a name with a chance of 1 in 500 million. */
function short(digest: string): string {
  return digest.slice(0, 12);
}

/** Whole or not at all: written under another name, and renamed when it is on the disk. */
async function keepFile(path: string, content: () => Promise<string | Uint8Array>): Promise<void> {
  if (await stat(path).catch(() => undefined)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w", 0o644);
    try {
      await file.writeFile(await content());
      // Without it a power cut can leave the new name with nothing in it.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A full check's recording is about 1 MB when packed; twenty are a day's work and are made again by `check --seed`. */
const recordingsKept = 20;

async function forgetOldRecordings(folder: string, newest: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, modifiedMs: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  const recordings = files.filter(({ path }) => path.endsWith(".json.gz") && path !== newest);
  const old = recordings.sort((a, b) => b.modifiedMs - a.modifiedMs).slice(recordingsKept - 1);
  // Of a run that was killed while it wrote.
  const stale = files.filter(({ path, modifiedMs }) => path.endsWith(".tmp") && modifiedMs < Date.now() - 3_600_000);
  for (const { path } of [...old, ...stale]) await rm(path, { force: true });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
