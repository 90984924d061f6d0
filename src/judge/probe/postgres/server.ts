/**
 * PostgreSQL's server as a process: its files made by initdb, started, and ended without a trace.
 */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { once } from "../../../base/once.ts";
import { endPostgres } from "../../subject/end-postgres.ts";
import { freePort, releasePort } from "../../subject/free-port.ts";
import type { Sweeper } from "../../subject/sweeper.ts";
import type { Binaries } from "./binaries.ts";

export interface Surroundings {
  /** Its files lie in `data/` in it. */
  folder: string;
  signal: AbortSignal | undefined;
  sweeper: Sweeper;
}

export interface Server {
  port: number;
  /** Of its Unix domain socket, where the system takes a path as long as this one. */
  socket: string | undefined;
  stop(): Promise<void>;
}

export async function initialise(
  binaries: Binaries,
  {
    superuser,
    settings = scratchSettings,
    ...surroundings
  }: Surroundings & { superuser: { user: string; password: string }; settings?: Readonly<Record<string, string>> },
): Promise<void> {
  const passwordFile = join(surroundings.folder, "password");
  await writeFile(passwordFile, superuser.password, { mode: 0o600 });
  await binaries.giveToServer(surroundings.folder, passwordFile);
  const { ended, end, lines } = runPostgres(binaries, "initdb", surroundings, [
    ...["--pgdata", join(surroundings.folder, "data"), "--username", superuser.user, "--pwfile", passwordFile],
    ...["--auth", "scram-sha-256", "--no-sync", "--no-instructions", "--no-data-checksums", "--wal-segsize", "1"],
    // The built-in provider sorts and folds the same way on every system and needs no locale to be installed.
    ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    // One iteration for our own password only: 4096, the default, cost the judge 2 ms for each of its own connections.
    ...["--set", "scram_iterations=1", ...Object.entries(settings).flatMap(([k, v]) => ["--set", `${k}=${v}`])],
  ]);
  const { status, signal: endedBy } = await within(ended, surroundings.signal, end);
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

export async function startServer(binaries: Binaries, surroundings: Surroundings): Promise<Server> {
  // Someone else may take the port between our asking and the server's listening: then another one.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { folders, socket } = unixSocket(surroundings.folder, port);
    const { ended, end, lines, seen } = runPostgres(binaries, "postgres", surroundings, [
      ...["-D", join(surroundings.folder, "data"), "-p", String(port)],
      ...["-c", "scram_iterations=4096", "-c", `unix_socket_directories=${folders}`],
    ]);
    const stop = once(async () => {
      await end();
      releasePort(port);
    });
    const outcome = await within(Promise.race([seen("ready to accept connections"), ended]), surroundings.signal, stop);
    if (outcome === "seen" && !surroundings.signal?.aborted) return { port, socket, stop };
    await stop();
    surroundings.signal?.throwIfAborted();
    if (attempt === 3) throw new Error(`PostgreSQL did not start: ${lines.slice(-5).join(" · ")}`);
  }
}

/** sockaddr_un holds 108 bytes on Linux and 104 on macOS, a NUL included; PostgreSQL says no to a longer path. */
const longestSocketPath = 103;

function unixSocket(folder: string, port: number): { folders: string; socket: string | undefined } {
  const socket = join(folder, `.s.PGSQL.${port}`);
  return socket.length <= longestSocketPath ? { folders: folder, socket } : { folders: "", socket: undefined };
}

/** Starts a program of PostgreSQL in its own session, out of reach of Ctrl-C, and keeps the last lines that it prints. */
export function runPostgres(
  binaries: Binaries,
  name: "initdb" | "postgres",
  { sweeper }: Surroundings,
  args: string[],
) {
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
  const pid = child.pid;
  if (pid !== undefined) sweeper.addPostgres(pid);
  const ended = new Promise<{ status: number | null; signal: string | null }>((resolve) => {
    child.once("error", (error) => {
      lines.push(error.message);
      resolve({ status: 127, signal: null });
    });
    child.once("close", (status, endedBy) => resolve({ status, signal: endedBy }));
  });
  const end = once(async () => {
    if (pid !== undefined) await endPostgres(pid);
    await ended;
    if (pid !== undefined) sweeper.gone(pid);
  });
  ended.then(end);
  const seen = (text: string) => new Promise<"seen">((resolve) => waiting.push({ text, resolve }));
  return { pid, ended, end, lines, seen };
}

/** What comes of the promise; when it takes too long or nobody wants it any more, after what it waits for was ended. */
export async function within<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  end: () => Promise<void>,
): Promise<T> {
  const timer = setTimeout(end, startLimitMs);
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

/** Measured on a quiet machine: initdb 0.6 s, start 0.04 s. Beyond a minute something is wrong, not slow. */
const startLimitMs = 60_000;

/** What any PostgreSQL of ours does without: copies elsewhere, helpers of its own, and words that depend on the machine. */
export const quietSettings = {
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

const scratchSettings = {
  listen_addresses: "127.0.0.1",
  // Room for four subjects that leak side by side, and for the judge. A place costs some kilobytes.
  max_connections: "500",
  superuser_reserved_connections: "20",
  shared_buffers: "64MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  // The log is kept in memory, where its default of 1 GB could hurt.
  max_wal_size: "128MB",
  ...quietSettings,
};
