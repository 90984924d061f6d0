/**
 * The judge's own PostgreSQL: one server a run, in a temporary folder, with the binaries that came with the install.
 *
 * Every instance of a subject gets a fresh database of its own with its own owner, who is no superuser, as in production.
 * It belongs to nobody but the judge: nothing needs to outlive a crash, so nothing waits for a disk.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { UserError } from "../../../base/errors.ts";
import { freePort, releasePort } from "../../subject/free-port.ts";
import { killProcesses, sendSignal } from "../../subject/process-tree.ts";
import { type Sweeper, startSweeper } from "../../subject/sweeper.ts";
import { type Binaries, findBinaries } from "./binaries.ts";

export interface Cluster {
  readonly host: string;
  readonly port: number;
  createDatabase(): Promise<ClusterDatabase>;
  /** Ends the server and removes its folder. May be called more than once. */
  stop(): Promise<void>;
}

export interface ClusterDatabase {
  readonly name: string;
  /** Owner of the database: may create tables, schemas, trusted extensions and further databases, but is no superuser. */
  readonly user: string;
  readonly password: string;
  /** For a program that reaches it at that port of 127.0.0.1: the proxy's, or the cluster's own. */
  urlVia(port: number): string;
  /** Straight to the database, with the owner's rights but beyond its limit of connections. Not recorded. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Cuts every connection to it and removes it, its owner and whatever else the owner made. */
  drop(): Promise<void>;
}

/** Measured on a quiet machine: initdb 0.6 s, start 0.04 s. Beyond a minute something is wrong, not slow. */
const startLimitMs = 60_000;

/** The judge looks at small tables; a query that takes longer waits for a lock of the subject that never ends. */
const queryLimitMs = 10_000;

/**
 * PostgreSQL's own default for a whole server. A subject that leaks connections meets this wall, as in production, without
 * taking the places of the instances beside it.
 */
const connectionsOfSubject = 100;

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // Room for four subjects that leak side by side, and for the judge. A place costs some kilobytes.
  max_connections: "500",
  superuser_reserved_connections: "20",
  shared_buffers: "64MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  // The log is kept in memory, where its default of 1 GB could hurt.
  max_wal_size: "128MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  // Not worker processes, which would only compete with the subject for two cores.
  io_method: "sync",
  max_logical_replication_workers: "0",
  max_parallel_workers_per_gather: "0",
  jit: "off",
  // In the data folder instead of /dev/shm: nothing is left there after a kill -9, and containers give it 64 MB only.
  dynamic_shared_memory_type: "mmap",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  // "log" ranks above "error" here: we read that the server is ready, not each error of a subject.
  log_min_messages: "log",
  log_checkpoints: "off",
  log_destination: "stderr",
  logging_collector: "off",
};

export async function startCluster({
  signal,
  sweeper: givenSweeper,
}: {
  signal?: AbortSignal;
  sweeper?: Sweeper;
} = {}): Promise<Cluster> {
  signal?.throwIfAborted();
  const sweeper = givenSweeper ?? startSweeper();
  const folders: string[] = [];
  const newFolder = async (place = tmpdir()) => {
    const folder = sweeper.newFolder("postgres", place);
    folders.push(folder);
    await mkdir(folder, { mode: 0o711 });
    return folder;
  };
  const stop = once(async () => {
    await server?.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    if (!givenSweeper) await sweeper.close();
  });
  let server: Server | undefined;
  try {
    const folder = await newFolder(await placeForFiles());
    const binaries = await findBinaries(newFolder);
    const superuser = { user: "judge", password: randomBytes(18).toString("hex") };
    await initialise(binaries, { folder, superuser, signal, sweeper });
    server = await startServer(binaries, { folder, signal, sweeper });
    return new RunningCluster(server.port, superuser, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A database is some 300 files. Measured on a virtual machine's ext4: 300 ms for one database; in memory: 20 ms. So: memory,
 * where there is plenty (containers often give /dev/shm 64 MB), for the largest scenario fills some 500 MB.
 */
async function placeForFiles(): Promise<string> {
  const enoughBytes = 2 * 1024 ** 3;
  const memory = await statfs("/dev/shm").catch(() => undefined);
  const isMemory = memory?.type === 0x0102_1994; // TMPFS_MAGIC, statfs(2)
  const isRoomy =
    isMemory && memory.bavail * memory.bsize >= enoughBytes && process.availableMemory() >= 2 * enoughBytes;
  return isRoomy ? "/dev/shm" : tmpdir();
}

interface Surroundings {
  folder: string;
  signal: AbortSignal | undefined;
  sweeper: Sweeper;
}

interface Server {
  port: number;
  stop(): Promise<void>;
}

async function initialise(
  binaries: Binaries,
  { superuser, ...surroundings }: Surroundings & { superuser: { user: string; password: string } },
): Promise<void> {
  const passwordFile = join(surroundings.folder, "password");
  await writeFile(passwordFile, superuser.password, { mode: 0o600 });
  await binaries.giveToServer(surroundings.folder, passwordFile);
  const { child, ended, lines } = run(binaries, "initdb", surroundings, [
    ...["--pgdata", join(surroundings.folder, "data"), "--username", superuser.user, "--pwfile", passwordFile],
    ...["--auth", "scram-sha-256", "--no-sync", "--no-instructions", "--no-data-checksums", "--wal-segsize", "1"],
    // The built-in provider sorts and folds the same way on every system and needs no locale to be installed.
    ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    // One iteration for our own password only: 4096, the default, cost the judge 2 ms for each of its own connections.
    ...["--set", "scram_iterations=1", ...Object.entries(settings).flatMap(([k, v]) => ["--set", `${k}=${v}`])],
  ]);
  const { status, signal: endedBy } = await ended;
  // Killed halfway, it has children that take some milliseconds more to go.
  if (status !== 0 && child.pid) await killProcesses(() => ({ root: child.pid as number, rootIsOurs: false }), 5_000);
  surroundings.signal?.throwIfAborted();
  if (status === 0) return;
  const said = lines.slice(-3).join(" · ");
  throw new UserError(
    "postgresql-does-not-run",
    `the supplied PostgreSQL could not be set up (${endedBy ?? `status ${status}`}): ${said}`,
    { fix: fixes.find(({ when }) => when.test(said))?.fix ?? "run `seaworthy doctor`" },
  );
}

/** What is known to keep initdb from its work. */
const fixes = [
  {
    when: /user does not exist/,
    fix: "give your user id a name, PostgreSQL insists on one: a line in /etc/passwd; in a container, a user of its image",
  },
  {
    when: /not found|ENOENT|No such file|cannot open shared object|GLIBC/,
    fix: "on Alpine Linux use a Debian image, the supplied PostgreSQL needs glibc",
  },
  { when: /No space left|ENOSPC/, fix: "make room where temporary files go, 200 MB at least" },
];

async function startServer(binaries: Binaries, surroundings: Surroundings): Promise<Server> {
  // Someone else may take the port between our asking and the server's listening: then another one.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { child, ended, lines, seen } = run(binaries, "postgres", surroundings, [
      ...["-D", join(surroundings.folder, "data"), "-p", String(port), "-c", "scram_iterations=4096"],
    ]);
    const pid = child.pid as number;
    surroundings.sweeper.addPostgres(pid);
    const stop = once(async () => {
      // Immediate shutdown: nothing needs to be written, but shared memory is given back.
      child.kill("SIGQUIT");
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(timer);
      surroundings.sweeper.gone(pid);
      releasePort(port);
    });
    const outcome = await Promise.race([seen("ready to accept connections"), ended]);
    if (outcome === "seen" && !surroundings.signal?.aborted) return { port, stop };
    await stop();
    surroundings.signal?.throwIfAborted();
    if (attempt === 3) throw new Error(`PostgreSQL did not start: ${lines.slice(-5).join(" · ")}`);
  }
}

/** Starts a program of PostgreSQL in its own session, out of reach of Ctrl-C, and keeps the last lines that it prints. */
function run(binaries: Binaries, name: "initdb" | "postgres", { signal, sweeper }: Surroundings, args: string[]) {
  const marker = sweeper.run.marker(0);
  // Through a shell only for the marker, see marker.ts; where the limit cannot be set it goes without.
  const child = spawn(
    "/bin/sh",
    ["-c", `ulimit -S -m ${marker.limitKib} 2>/dev/null; exec "$@"`, "sh", binaries[name], ...args],
    {
      cwd: "/",
      env: { ...binaries.environment, SEAWORTHY_INSTANCE: marker.value, LC_ALL: "C", TZ: "UTC" },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      ...(binaries.account && { uid: binaries.account.uid, gid: binaries.account.gid }),
    },
  );
  const lines: string[] = [];
  const waiting: { text: string; resolve: (outcome: "seen") => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      lines.push(...chunk.split("\n").filter((line) => line !== ""));
      // Only ever shown when it fails to start.
      lines.splice(0, lines.length - 20);
      for (const { text, resolve } of waiting) if (chunk.includes(text)) resolve("seen");
    });
  }
  // Its whole group: initdb runs the server as a child.
  const kill = () => child.pid && sendSignal(-child.pid, "SIGKILL");
  const timer = name === "initdb" ? setTimeout(kill, startLimitMs) : undefined;
  if (name === "initdb") signal?.addEventListener("abort", kill);
  const ended = new Promise<{ status: number | null; signal: string | null }>((resolve) => {
    child.once("error", (error) => {
      lines.push(error.message);
      resolve({ status: 127, signal: null });
    });
    child.once("close", (status, endedBy) => resolve({ status, signal: endedBy }));
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", kill);
  });
  const seen = (text: string) => new Promise<"seen">((resolve) => waiting.push({ text, resolve }));
  return { child, ended, lines, seen };
}

class RunningCluster implements Cluster {
  readonly host = "127.0.0.1";
  readonly port: number;
  readonly stop: () => Promise<void>;
  readonly #superuser: { user: string; password: string };
  readonly #clients = new Set<pg.Client>();
  #admin: Promise<pg.Client> | undefined;
  #made = 0;

  constructor(port: number, superuser: { user: string; password: string }, stop: () => Promise<void>) {
    this.port = port;
    this.#superuser = superuser;
    this.stop = once(async () => {
      await Promise.allSettled([...this.#clients].map((client) => client.end()));
      await stop();
    });
  }

  async createDatabase(): Promise<ClusterDatabase> {
    const name = `app${++this.#made}`;
    const password = randomBytes(15).toString("hex");
    const admin = await this.#connectAdmin();
    await admin.query(
      `create role ${name} login createdb connection limit ${connectionsOfSubject} password '${password}'`,
    );
    // template0 takes no connections, so a clone of it never fails because a subject looks at the template.
    // Copied as files (12 ms), not through the log (35 ms): the checkpoints that it needs cost nothing without fsync.
    await admin.query(`create database ${name} owner ${name} template template0 strategy file_copy`);
    let client: Promise<pg.Client> | undefined;
    return {
      name,
      user: name,
      password,
      urlVia: (port) => `postgresql://${name}:${password}@${this.host}:${port}/${name}`,
      query: async (sql, parameters = []) => {
        client ??= this.#connect(name, `-c role=${name} -c statement_timeout=${queryLimitMs}`, () => {
          client = undefined;
        });
        return (await (await client).query(sql, [...parameters])).rows;
      },
      drop: async () => {
        await (await client)?.end();
        const { rows } = await admin.query("select datname from pg_database where datdba = $1::regrole", [name]);
        for (const { datname } of rows) await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
        await admin.query(`drop role ${name}`);
      },
    };
  }

  #connectAdmin(): Promise<pg.Client> {
    this.#admin ??= this.#connect("postgres", "");
    return this.#admin;
  }

  async #connect(database: string, options: string, whenEnded = () => {}): Promise<pg.Client> {
    const client = new pg.Client({
      host: this.host,
      port: this.port,
      database,
      options,
      ...this.#superuser,
      ssl: false,
    });
    // A cut connection is reported by the query that meets it; without a listener it would end the judge.
    client.on("error", () => {});
    await client.connect();
    this.#clients.add(client);
    client.once("end", () => {
      this.#clients.delete(client);
      whenEnded();
    });
    return client;
  }
}

function once<T>(action: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => {
    promise ??= action();
    return promise;
  };
}
