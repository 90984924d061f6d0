/**
 * The judge's own PostgreSQL: one server a run, in a temporary folder, with the binaries that came with the install.
 *
 * Every instance of a subject gets a fresh database of its own with its own owner, who is no superuser, as in production.
 * It belongs to nobody but the judge: nothing needs to outlive a crash, so nothing waits for a disk.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import pg from "pg";
import { once } from "../../../base/once.ts";
import { type Sweeper, startSweeper } from "../../subject/sweeper.ts";
import { findBinaries } from "./binaries.ts";
import { initialise, type Server, startServer } from "./server.ts";

/** Where a server listens: by TCP, or by a Unix domain socket. */
export type Address = { host: string; port: number } | { path: string };

export interface Cluster {
  readonly host: string;
  readonly port: number;
  /** The shortest way to it: its Unix domain socket, where it has one. */
  readonly address: Address;
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

/** The judge looks at small tables; a query that takes longer waits for a lock of the subject that never ends. */
const queryLimitMs = 10_000;

/**
 * PostgreSQL's own default for a whole server. A subject that leaks connections meets this wall, as in production, without
 * taking the places of the instances beside it.
 */
const connectionsOfSubject = 100;

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
    return new RunningCluster(server, superuser, stop);
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

class RunningCluster implements Cluster {
  readonly host = "127.0.0.1";
  readonly port: number;
  readonly address: Address;
  readonly stop: () => Promise<void>;
  readonly #superuser: { user: string; password: string };
  readonly #pools = new Set<pg.Pool>();
  readonly #admin: pg.Pool;
  #made = 0;

  constructor(server: Server, superuser: { user: string; password: string }, stop: () => Promise<void>) {
    this.port = server.port;
    this.address = server.socket ? { path: server.socket } : { host: this.host, port: server.port };
    this.#superuser = superuser;
    this.#admin = this.#open("postgres", "");
    this.stop = once(async () => {
      await Promise.allSettled([...this.#pools].map((pool) => pool.end()));
      await stop();
    });
  }

  async createDatabase(): Promise<ClusterDatabase> {
    const name = `app${++this.#made}`;
    const password = randomBytes(15).toString("hex");
    const admin = this.#admin;
    await admin.query(
      `create role ${name} login createdb connection limit ${connectionsOfSubject} password '${password}'`,
    );
    // template0 takes no connections, so a clone of it never fails because a subject looks at the template.
    // Copied as files (12 ms), not through the log (35 ms): the checkpoints that it needs cost nothing without fsync.
    await admin.query(`create database ${name} owner ${name} template template0 strategy file_copy`);
    let direct: pg.Pool | undefined;
    return {
      name,
      user: name,
      password,
      urlVia: (port) => `postgresql://${name}:${password}@${this.host}:${port}/${name}`,
      query: async (sql, parameters = []) => {
        direct ??= this.#open(name, `-c role=${name} -c statement_timeout=${queryLimitMs}`);
        return (await direct.query(sql, [...parameters])).rows;
      },
      drop: async () => {
        if (direct) await this.#close(direct);
        const { rows } = await admin.query("select datname from pg_database where datdba = $1::regrole", [name]);
        for (const { datname } of rows) await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
        await admin.query(`drop role ${name}`);
      },
    };
  }

  /** One connection, opened when it is first needed and again when it was cut; queries wait for one another. */
  #open(database: string, options: string): pg.Pool {
    const { host, port } = this;
    const pool = new pg.Pool({
      host,
      port,
      database,
      options,
      ...this.#superuser,
      ssl: false,
      max: 1,
      idleTimeoutMillis: 0,
    });
    // A cut connection is reported by the query that meets it; without a listener it would end the judge.
    pool.on("error", () => {});
    this.#pools.add(pool);
    return pool;
  }

  async #close(pool: pg.Pool): Promise<void> {
    this.#pools.delete(pool);
    await pool.end();
  }
}
