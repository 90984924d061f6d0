/**
 * The app's own PostgreSQL: the supplied binaries over files that stay, reached by a Unix domain socket alone.
 *
 * Unlike the judge's it keeps what it acknowledged through a kill or a power cut, so PostgreSQL's own settings hold: it
 * waits for the disk. A sweeper ends it when the app is killed.
 */
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { UserError } from "../../base/errors.ts";
import { once } from "../../base/once.ts";
import { version } from "../../base/version.ts";
import { type Binaries, findBinaries } from "../../judge/probe/postgres/binaries.ts";
import { initialise, quietSettings, runPostgres, within } from "../../judge/probe/postgres/server.ts";
import { listProcesses, sendSignal } from "../../judge/subject/process-tree.ts";
import { type Sweeper, startSweeper } from "../../judge/subject/sweeper.ts";
import type { Home } from "../home/home-folder.ts";
import { keepFile } from "../home/keep-file.ts";
import { placeDatabase } from "./place-database.ts";

export interface AppDatabase {
  connection: pg.PoolConfig;
  /** Fast shutdown: open transactions are rolled back, what was committed is written out. Nothing of it runs afterwards. */
  stop(): Promise<void>;
}

const user = "seaworthy";
/** Names the socket's file; nothing listens on a port. */
const port = 5432;

export async function startDatabase(
  home: Home,
  { signal, crashed }: { signal: AbortSignal; crashed: (why: string) => void },
): Promise<AppDatabase> {
  const sweeper = startSweeper();
  try {
    const binaries = await findBinaries(() => binariesFolder(home));
    const folder = await placeDatabase(home, binaries);
    const password = await passwordOf(join(home.folder, "database.password"));
    const surroundings = { folder, signal, sweeper };
    const isNew = !existsSync(join(folder, "data"));
    if (isNew) await createCluster(binaries, surroundings, password);
    await waitForFormer(folder);
    const socketFolder = await socketFolderIn(folder, binaries, sweeper);
    let server = await startServer(binaries, { ...surroundings, socketFolder });
    let stopping = false;
    const watch = () =>
      server.ended.then(async () => {
        if (stopping) return;
        // Killed by somebody, or out of memory. Once; what ends at once again is not mended by starting it.
        crashed("the database ended by itself and is started again");
        server = await startServer(binaries, { ...surroundings, socketFolder });
        server.ended.then(() => !stopping && crashed("the database ended by itself again"));
      });
    watch().catch((error: unknown) => crashed(error instanceof Error ? error.message : String(error)));
    // Only now, and beside it: some 300 files, which take a second of a slow disk and matter in a power cut alone.
    if (isNew) runPostgres(binaries, "initdb", surroundings, ["--sync-only", "--pgdata", join(folder, "data")]);
    return {
      connection: { host: socketFolder, port, user, password, database: "postgres", ssl: false },
      stop: once(async () => {
        stopping = true;
        await server.stop();
        await sweeper.close();
      }),
    };
  } catch (error) {
    await sweeper.close();
    throw error;
  }
}

/** Where the supplied files cannot be used in their place, a copy is made once for this installation of this version. */
async function binariesFolder(home: Home): Promise<string> {
  const place = process.getuid?.() === 0 ? "/var/lib/seaworthy" : home.folder;
  const installation = createHash("sha256")
    .update(import.meta.dirname)
    .digest("hex")
    .slice(0, 8);
  const folder = join(place, `postgresql-${version}-${installation}`);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  return folder;
}

async function passwordOf(path: string): Promise<string> {
  const there = await readFile(path, "utf8").catch(() => "");
  if (there.trim() !== "") return there.trim();
  const password = randomBytes(18).toString("hex");
  await keepFile(path, `${password}\n`);
  return password;
}

interface Surroundings {
  folder: string;
  signal: AbortSignal;
  sweeper: Sweeper;
}

/** In a folder beside, moved into its place when it is whole: a kill leaves a cluster or none. */
async function createCluster(binaries: Binaries, { folder, ...rest }: Surroundings, password: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith("new-")) await rm(join(folder, name), { recursive: true, force: true });
  }
  const draft = join(folder, `new-${randomBytes(6).toString("hex")}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    await initialise(binaries, { folder: draft, ...rest, superuser: { user, password }, settings });
    await rename(join(draft, "data"), join(folder, "data"));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** After a kill of the app its sweeper is still ending the server of then: some 50 ms. */
async function waitForFormer(folder: string): Promise<void> {
  const file = join(folder, "data", "postmaster.pid");
  const until = performance.now() + 15_000;
  for (;;) {
    const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
    if (Number.isNaN(pid)) return;
    // Gone: PostgreSQL then makes sure by itself that none of its children is left.
    if (!listProcesses().some((one) => one.pid === pid && !one.zombie)) return;
    // A stranger who was given the number since: PostgreSQL would take them for its former self, and refuse.
    if (!(await isPostgres(pid))) return rm(file, { force: true });
    if (performance.now() > until)
      throw new UserError("database-in-use", `another PostgreSQL (process ${pid}) holds ${folder}`, {
        fix: `end it with \`kill -INT ${pid}\`, then try again`,
      });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => undefined);
  // Without /proc it cannot be told from here, and waiting is the safe answer.
  return name === undefined ? process.platform !== "linux" : name.trim() === "postgres";
}

/** sockaddr_un holds 104 bytes on macOS and 108 on Linux. */
const longestSocketPath = 103;

async function socketFolderIn(folder: string, binaries: Binaries, sweeper: Sweeper): Promise<string> {
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= longestSocketPath) return folder;
  const short = sweeper.newFolder("socket", "/tmp");
  await mkdir(short, { mode: 0o700 });
  await binaries.giveToServer(short);
  return short;
}

interface Server {
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Children of a server that was killed end a moment after it, and until then the next one is refused. */
async function startServer(binaries: Binaries, given: Surroundings & { socketFolder: string }): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryToStart(binaries, given);
    } catch (error) {
      if (attempt === 10 || !/still in use|already exists/.test((error as Error).message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

async function tryToStart(
  binaries: Binaries,
  { socketFolder, ...surroundings }: Surroundings & { socketFolder: string },
): Promise<Server> {
  const { pid, ended, end, lines, seen } = runPostgres(binaries, "postgres", surroundings, [
    ...["-D", join(surroundings.folder, "data"), "-p", String(port)],
    ...["-c", `unix_socket_directories=${socketFolder}`, "-c", "unix_socket_permissions=0700"],
  ]);
  const outcome = await within(Promise.race([seen("ready to accept connections"), ended]), surroundings.signal, end);
  if (outcome !== "seen" || surroundings.signal.aborted) {
    await end();
    surroundings.signal.throwIfAborted();
    throw cannotStart(lines, surroundings.folder);
  }
  return {
    ended,
    stop: async () => {
      // Fast shutdown. One that takes longer than any checkpoint of so small a database is ended as after a crash.
      if (pid !== undefined) sendSignal(pid, "SIGINT");
      const limit = setTimeout(end, 20_000);
      await ended;
      clearTimeout(limit);
      await end();
    },
  };
}

function cannotStart(lines: readonly string[], folder: string): UserError {
  const said = lines.slice(-3).join(" · ");
  const isFull = /No space left on device/.test(said);
  const isOther = /initialized by PostgreSQL version|not compatible with server/.test(said);
  if (isFull)
    return new UserError("disk-full", `the disk is full, and the database cannot start: ${folder}`, {
      fix: "make room, 100 MB at least; nothing in the database is lost",
    });
  return new UserError("database-does-not-start", `the database in ${folder} does not start: ${said}`, {
    fix: isOther
      ? "it was made by another version of PostgreSQL: use the version of Seaworthy that made it, and export from there"
      : "run `seaworthy doctor`; if the files are damaged, move that folder away: what is in open files is taken in again",
  });
}

/** What differs from PostgreSQL's defaults, and none of it touches durability. */
const settings = {
  listen_addresses: "",
  // The app's pool has ten.
  max_connections: "30",
  shared_buffers: "64MB",
  // One checkpoint in a day's work rather than many; the files stay below it.
  max_wal_size: "256MB",
  ...quietSettings,
};
