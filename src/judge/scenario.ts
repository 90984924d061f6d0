/**
 * What a scenario is, and what it may use.
 *
 * A scenario acts on a running subject and so fills the recording. It never says what is right or wrong: that is for
 * the checks. It may not read the clock or roll dice except through its stage, nor touch anything but the subject's
 * folder, process, port and database.
 */
import type { Random } from "../base/random.ts";
import type { Json } from "../contract/json.ts";
import type { Entry, Exchange } from "../contract/recording.ts";
import type { Operation, PromiseId, Resource, Surface } from "../contract/surface.ts";
import type { Track } from "./recorder.ts";

export interface Scenario {
  /** What is done to the subject, as a sentence without a subject: "kill it during a stream of writes". */
  title: string;
  /**
   * Part of the set that runs on every save: all of them together answer in two or three seconds on the shared instance.
   * Some ask so much of each operation that they are only for contracts that have few of them.
   */
  fast: boolean | "with few operations";
  /**
   * shared: acts on the one copy that all shared scenarios use, one after another, and leaves it serving.
   * own: starts its own copies by `stage.start`, side by side with other scenarios.
   * quiet: like own, but mostly waits, so that it does not count against the cores.
   * none: needs no running copy (reads the source tree, say).
   */
  instance: "shared" | "own" | "quiet" | "none";
  /**
   * Only part of a production run, which takes minutes: load, growth, what only shows over time. Of these, `own` ones have
   * the machine for themselves: one after another, when all others are over. `expectedMs` is said before it begins.
   */
  production?: { expectedMs: number | ((surface: Surface) => number) };
  /** Of the shared ones: runs before all others, and also when the program did not become ready. */
  first?: boolean;
  /** Of the shared ones: may leave the program in a bad state, so it runs after the gentle ones. */
  rough?: boolean;
  /** What it does to the subject beyond HTTP; without it (a program checked by address) the scenario is skipped. */
  uses: readonly ("process" | "database" | "source" | "migration" | "migration down")[];
  /** Promises that the contract must make for this to be fair. */
  promises?: readonly PromiseId[];
  /** Says why this contract has nothing to act on, or undefined when it has. */
  inapplicable?(surface: Surface): string | undefined;
  /** Wall-clock limit; beyond it the scenario is broken off and what depends on it is `unclear`. */
  limitMs: number;
  run(stage: Stage): Promise<void>;
}

export interface Stage {
  readonly surface: Surface;
  readonly random: Random;
  /** Aborted when the scenario's limit is up or the person interrupts. Every wait must end with it. */
  readonly signal: AbortSignal;
  /** For facts that belong to no instance. */
  readonly track: Track;
  /** Folder of the subject, for scenarios that use `source`; undefined with `--url`. */
  readonly folder: string | undefined;
  /** `env:` of the manifest: which other settings the program is given, and what they are made of. */
  readonly mappedEnvironment: Readonly<Record<string, string>>;
  /** The shared copy. Throws for scenarios that are not `shared`. */
  readonly shared: Instance;
  /** Starts a copy of the subject on a fresh database behind its own proxy. Stopped and swept up after the scenario, always. */
  start(options?: StartOptions): Promise<Instance>;
  /** What was recorded of this copy so far. */
  seen(instance: Instance): readonly Entry[];
  /** Resolves after that long, rejects when `signal` aborts. */
  wait(ms: number): Promise<void>;
}

export interface StartOptions {
  /** Added to, or (undefined) removed from, the environment. */
  environment?: Record<string, string | undefined>;
  /** Use the database of another instance instead of a fresh one (restart tests keep it by `instance.start()` anyway). */
  database?: Database;
  /** Fault that is on before the program starts: for a database that is late. */
  fault?: Fault;
  /** False: only a database is made, and not even migrated, for who does that by {@link Instance.migrate}. */
  program?: false;
  /**
   * How long to wait for readiness; 0 does not wait at all. Default {@link readyLimitMs}. Whether it became ready is in
   * `instance.ready`; `start` does not throw for a subject that does not come up (that is a finding), but see {@link requireReady}.
   */
  readyWithinMs?: number;
}

/** A learner's program may compile, migrate and connect before it serves. A slower start is a finding of its own. */
export const readyLimitMs = 30_000;

/** One running copy of the subject, with its database. */
export interface Instance {
  /** "i1", "i2" …: as in the recording. */
  readonly id: string;
  readonly track: Track;
  readonly port: number;
  /** "http://127.0.0.1:PORT", or what was given by `--url`. */
  readonly url: string;
  readonly ready: boolean;
  /** The JWT_SECRET that the program is given; undefined with `--url`. */
  readonly jwtSecret: string | undefined;
  /** The key that the program was started with last, where its surface has one; undefined with `--url`. */
  readonly apiKey: string | undefined;
  readonly http: Http;
  readonly database: Database;
  readonly process: SubjectProcess;
  /** Starts the program again on the same port and database after it has ended. */
  restart(options?: Pick<StartOptions, "readyWithinMs" | "environment">): Promise<void>;
  /**
   * Runs the `migrate` command of the manifest on this database, or `migrateDown`, through the proxy, so that its statements are
   * recorded. For scenarios that use `migration` or `migration down`. May be under way several times at once.
   */
  migrate(direction?: "up" | "down"): Promise<Migrated>;
  /** Ends it and sweeps up what it left, in whatever state it is. Called by the judge after the scenario; twice does no harm. */
  stop(): Promise<void>;
  /** Polls the health operation until it answers 2xx. Records `ready` or `not-ready`. */
  waitUntilReady(limitMs: number): Promise<boolean>;
}

/** What came of one run of the `migrate` command. */
export interface Migrated {
  /** It ended with status 0. */
  ok: boolean;
  /** As a half sentence, with the last lines that it printed. */
  why: string;
  durationMs: number;
}

export interface SubjectProcess {
  readonly running: boolean;
  /** Sends the signal to the started process (not its group: so that a launcher that does not forward is seen). Recorded. */
  signal(signal: "SIGTERM" | "SIGINT"): void;
  /** SIGKILL to every process of this copy, at once; resolves when all are gone. Recorded. */
  kill(): Promise<void>;
  /** Resolves with undefined when it is still running after the limit. */
  waitUntilEnded(limitMs: number): Promise<Ended | undefined>;
  /**
   * SIGTERM to the process that really serves when the started one has ended but something still listens on the port.
   * False when there is none.
   */
  signalListener(signal: "SIGTERM"): boolean;
}

export interface Ended {
  status: number | null;
  signal: string | null;
  afterMs: number;
}

/** Faults of the wire between subject and database. One at a time for a database. */
export type Fault =
  /** New connections are refused, open ones are cut at once. */
  | { kind: "refuse" }
  /** Open connections are cut (RST) once; new ones are let through. */
  | { kind: "cut" }
  /** Nothing goes through in either direction, nothing is closed; new connections are accepted and never answered. Ended: all of them are cut. */
  | { kind: "silence" }
  /** Each message of the subject waits this long before it goes on to the database. */
  | { kind: "latency"; ms: number }
  /** So many bytes a second pass in each direction, of all connections together. */
  | { kind: "bandwidth"; bytesPerSecond: number }
  /** New connections get an ErrorResponse with this SQLSTATE (53300 too_many_connections …); open ones go on. */
  | { kind: "reject-connections"; sqlState: string; message: string }
  /** Of the writes (statements that insert, update or delete) that come, `times` fail after `skip` went well; the connection stays open. */
  | { kind: "fail-writes"; sqlState: string; message: string; skip: number; times: number }
  /** Open connections are cut; new ones can read, and each write fails. Ended: all are cut again. */
  | { kind: "read-only" }
  /** Sessions are ended by the server, new ones are told that it is starting up. */
  | { kind: "restart" }
  /** After `skip` answers one is lost: the statement was carried out, and its connection is cut instead of saying so. */
  | { kind: "lose-answer"; skip: number }
  /** After `skip` questions to the database the connection of the next is cut: it was sent, and its answer is not waited for. */
  | { kind: "cut-mid-statement"; skip: number }
  /** Nothing. */
  | { kind: "none" };

export interface Database {
  readonly name: string;
  /** What the subject is given: through the proxy. */
  readonly url: string;
  /** Through the wire, as recorded: how many connections of the subject are open now. */
  readonly openConnections: number;
  /** Begins a fault; the result ends it. Both are recorded. */
  fault(fault: Fault): Promise<() => Promise<void>>;
  /** Ends the fault that is on, such as one that the instance was started with; does nothing when none is. */
  endFault(): Promise<void>;
  /** Straight to the database, past the proxy, as its owner. For looking at what is stored. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

/**
 * Requests of secured operations that bring no credentials of their own (`authorization`, `cookie` or the header of an API's
 * key) are those of one default person, who is signed up when first needed, once for each database; where the API has a key,
 * they bring that. An empty header stands for none: see `nobody` in acts/people.ts.
 */
export interface Http {
  /** Sends one request and records the exchange. Never throws for what the subject does. */
  send(request: RequestSpec): Promise<Exchange>;
  /**
   * Fills the template of an operation and sends it: path parameters are percent-encoded, `body` is sent as JSON.
   * `operation` is noted in the exchange.
   */
  call(operation: Operation, options: CallOptions): Promise<Exchange>;
  /** Headers of the default person, for requests that belong to no operation; empty where nobody can sign up. */
  credentials(): Promise<Record<string, string>>;
}

export interface CallOptions {
  label: string;
  note?: Json;
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: Json;
  /** Sent as it is, with the operation's content type unless `headers` says otherwise. Takes precedence over `body`. */
  rawBody?: string | Uint8Array;
  limitMs?: number;
}

export interface RequestSpec {
  label: string;
  note?: Json;
  operation?: string;
  method: string;
  /** Path with query, as it goes on the wire: already encoded. */
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For the whole exchange. Default {@link answerLimitMs}. */
  limitMs?: number;
  /** On a connection of its own, which stays open and idle for so long afterwards unless the program closes it, as a load balancer's would. */
  keepOpenMs?: number;
}

/** Ordinary requests answer in milliseconds; ten seconds is what the contracts allow in the worst case, plus our own lateness. */
export const answerLimitMs = 12_000;

/** Thrown by scenarios to stop when the subject makes it impossible to go on; recorded as `stopped`, not as our bug. */
export class CannotGoOn extends Error {
  override name = "CannotGoOn";
}

export function requireReady(instance: Instance): Instance {
  if (!instance.ready) throw new CannotGoOn("the program did not become ready");
  return instance;
}

/** The operation with this id; scenarios reach operations through resources, so a missing one is our bug. */
export function operationOf(surface: Surface, id: string | undefined): Operation {
  const operation = surface.operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`the surface has no operation ${id}`);
  return operation;
}

/** Resources that have all of these operations. */
export function resourcesWith(surface: Surface, ...needed: (keyof Resource)[]): Resource[] {
  return surface.resources.filter((resource) => needed.every((key) => resource[key] !== undefined));
}
