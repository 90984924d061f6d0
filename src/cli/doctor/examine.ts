/**
 * The examinations of `seaworthy doctor`. Each one does what a judgement will do, on a small scale, rather than reading versions.
 */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { duration, size } from "../../base/amounts.ts";
import { UserError } from "../../base/errors.ts";

export interface Examination {
  name: string;
  /** note: it works, with less. missing: nothing can be judged until it is there. */
  state: "ok" | "note" | "missing";
  found: string;
  fix?: string;
}

/** In the order in which they depend on one another. Every one is made, also after one that fails. */
export async function examine(folder: string, signal: AbortSignal): Promise<Examination[]> {
  const results: Examination[] = [];
  const examinations: [string, () => Promise<Omit<Examination, "name"> | undefined>][] = [
    ["Node.js", nodeVersion],
    ["temporary files", temporaryFiles],
    ["disk", diskSpace],
    ["ports", ports],
    ["processes", sweeping],
    ["PostgreSQL", () => postgres(signal)],
    ["git", git],
    ["Python", () => python(folder)],
    ["memory", memory],
  ];
  for (const [name, look] of examinations) {
    signal.throwIfAborted();
    const result = await look().catch((error) => {
      signal.throwIfAborted();
      return broken(error);
    });
    if (result) results.push({ name, ...result });
  }
  return results;
}

function broken(error: unknown): Omit<Examination, "name"> {
  if (error instanceof UserError) return { state: "missing", found: error.message, fix: error.fix };
  return {
    state: "missing",
    found: (error as Error).message,
    fix: "this should not happen: please report it with this line",
  };
}

async function nodeVersion() {
  return { state: "ok" as const, found: `${process.versions.node} on ${process.platform} ${process.arch}` };
}

async function temporaryFiles() {
  try {
    const folder = await mkdtemp(join(tmpdir(), "seaworthy-doctor-"));
    await writeFile(join(folder, "file"), "x");
    await rm(folder, { recursive: true });
    return { state: "ok" as const, found: tmpdir() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return {
      state: "missing" as const,
      found: `nothing can be written to ${tmpdir()} (${code})`,
      fix: "set TMPDIR to a folder that you may write to",
    };
  }
}

/** A full check's database and logs stay under some 700 MB; a fast one's under 100 MB. */
const enoughDiskBytes = 1_000_000_000;

async function diskSpace() {
  const { bavail, bsize } = await statfs(tmpdir());
  const free = bavail * bsize;
  if (free >= enoughDiskBytes) return { state: "ok" as const, found: `${size(free)} free in ${tmpdir()}` };
  return {
    state: "missing" as const,
    found: `only ${size(free)} free in ${tmpdir()}`,
    fix: `make room there (${size(enoughDiskBytes)}), or set TMPDIR to a folder on another disk`,
  };
}

async function ports() {
  const { freePort, releasePort } = await import("../../judge/subject/free-port.ts");
  const port = await freePort();
  releasePort(port);
  return { state: "ok" as const, found: `127.0.0.1 can be listened on (${port}, say)` };
}

/** Starts a program and lets the sweeper end it, as it would if the judge were killed. */
async function sweeping() {
  const { startSweeper } = await import("../../judge/subject/sweeper.ts");
  const sweeper = startSweeper();
  const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  const ended = new Promise<boolean>((resolve) => {
    child.once("exit", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  if (child.pid !== undefined) sweeper.addGroup(child.pid);
  await sweeper.close();
  const swept = await Promise.race([
    ended,
    new Promise<boolean>((resolve) => setTimeout(resolve, 1000, false).unref()),
  ]);
  child.kill("SIGKILL");
  if (swept) return { state: "ok" as const, found: "what is started can be ended, also if the judge is killed" };
  return {
    state: "missing" as const,
    found: "a program that was started could not be ended again",
    fix: "look whether a sandbox or a security module forbids signals between your processes",
  };
}

async function postgres(signal: AbortSignal) {
  const { startCluster } = await import("../../judge/probe/postgres/cluster.ts");
  const began = performance.now();
  const cluster = await startCluster({ signal });
  try {
    const database = await cluster.createDatabase();
    const [row] = await database.query("select current_setting('server_version') as version");
    const took = duration(performance.now() - began);
    return { state: "ok" as const, found: `${row?.version}, supplied with Seaworthy; up in ${took}` };
  } finally {
    await cluster.stop();
  }
}

async function git() {
  try {
    const { stdout } = await promisify(execFile)("git", ["--version"], { timeout: 5000 });
    return { state: "ok" as const, found: stdout.trim().replace(/^git version /, "") };
  } catch {
    return {
      state: "note" as const,
      found: "not found: evidence will name no commit, so that nobody can verify it",
      fix: "install git from https://git-scm.com",
    };
  }
}

/** Only for a program in Python. */
async function python(folder: string) {
  const names = await readdir(folder).catch(() => []);
  const manifest = await readFile(join(folder, "seaworthy.yaml"), "utf8").catch(() => "");
  const isPython = names.some(
    (name) => name.endsWith(".py") || name === "pyproject.toml" || name === "requirements.txt",
  );
  if (!isPython && !/\bpython3?\b/.test(manifest)) return undefined;
  const script =
    "import sys, importlib.util as u; print(sys.version.split()[0], *[m for m in ('psycopg','psycopg2','asyncpg','pg8000') if u.find_spec(m)])";
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", script], { cwd: folder, timeout: 10_000 });
    const [version, ...drivers] = stdout.trim().split(" ");
    if (drivers.length > 0) return { state: "ok" as const, found: `${version} with ${drivers.join(", ")}` };
    return {
      state: "note" as const,
      found: `${version}, without a driver for PostgreSQL that python3 finds`,
      fix: "sudo apt-get install python3-psycopg2, or pip install 'psycopg[binary]' in the environment of your program",
    };
  } catch {
    return {
      state: "note" as const,
      found: "python3 was not found",
      fix: "install Python 3 from https://www.python.org",
    };
  }
}

async function memory() {
  const free = process.availableMemory?.() ?? freemem();
  const found = `${size(free)} free, ${availableParallelism()} cores`;
  // PostgreSQL takes 100 MB, four copies of a program up to 150 MB each.
  if (free >= 700_000_000) return { state: "ok" as const, found };
  return { state: "note" as const, found, fix: "close other programs: a full check wants some 700 MB" };
}
