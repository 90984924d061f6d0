/**
 * Running copies of a subject: a process, its own database behind its own proxy, and the probe that speaks to it.
 *
 * What a subject does is never an exception here: a program that does not come up is an instance that is not ready, and
 * the recording says why. Whatever happens, `stop` leaves no process, database or port behind.
 */
import { randomBytes } from "node:crypto";
import type { Random } from "../base/random.ts";
import type { Surface } from "../contract/surface.ts";
import { type Account, type Speaker, speakingFor } from "./default-person.ts";
import type { Subject } from "./events.ts";
import { createHttp } from "./probe/http/http.ts";
import type { Cluster } from "./probe/postgres/cluster.ts";
import { createProxiedDatabase, ProxiedDatabase } from "./proxied-database.ts";
import { RecordedProcess } from "./recorded-process.ts";
import type { Recorder, Track } from "./recorder.ts";
import { type Database, type Instance, type Migrated, readyLimitMs, type StartOptions } from "./scenario.ts";
import { makeEnvironment } from "./subject/environment.ts";
import { freePort, releasePort } from "./subject/free-port.ts";
import { type Marker, markerVariable } from "./subject/marker.ts";
import { migrateLimitMs, type OnceResult, runOnce } from "./subject/run-once.ts";
import type { Sweeper } from "./subject/sweeper.ts";

type FolderSubject = Extract<Subject, { kind: "folder" }>;

export interface InstancesOptions {
  subject: FolderSubject;
  surface: Surface;
  cluster: Cluster;
  recorder: Recorder;
  sweeper: Sweeper;
  /** The run's. `stop` works also after it was aborted. */
  signal: AbortSignal;
  /** Of the person who speaks when a scenario does not say who. */
  random: Random;
}

export interface Instances {
  /**
   * Starts a copy for this scenario (later ones may take it over by setting `instance.track.scenario`). Rejects only with
   * the reason of the signal, and then nothing is left; `signal` is the scenario's, the run's by default.
   */
  start(scenario: string, options?: StartOptions, signal?: AbortSignal): Promise<Instance>;
  /** Stops what still runs. */
  stopAll(): Promise<void>;
}

export function createInstances(options: InstancesOptions): Instances {
  const running = new Set<RunningInstance>();
  const jwtSecret = randomBytes(24).toString("base64url");
  const apiKey = options.surface.apiKey && newApiKey(options.random.fork("api key"));
  const people = new WeakMap<Database, Account>();
  let started = 0;
  let migrations = 0;
  // What ends with one of them ends everything that has its marker, so each has its own.
  const migrationMarker = () => options.sweeper.run.marker(firstOfMigrations + ++migrations);
  return {
    start: async (scenario, startOptions = {}, signal = options.signal) => {
      signal.throwIfAborted();
      const number = ++started;
      const track = options.recorder.track(scenario, `i${number}`);
      const port = await freePort();
      const marker = options.sweeper.run.marker(number);
      const instance = new RunningInstance({
        ...options,
        startOptions,
        track,
        port,
        marker,
        migrationMarker,
        jwtSecret,
        apiKey,
        people,
        signal,
      });
      running.add(instance);
      try {
        await instance.begin();
        return instance;
      } catch (error) {
        await instance.stop();
        throw error;
      } finally {
        instance.whenStopped(() => running.delete(instance));
      }
    },
    stopAll: async () => {
      await Promise.all([...running].map((instance) => instance.stop()));
    },
  };
}

/** Of markers: far beyond the number of copies that any run has started. */
const firstOfMigrations = 8_192;

interface Parts extends InstancesOptions {
  startOptions: StartOptions;
  track: Track;
  port: number;
  marker: Marker;
  migrationMarker(): Marker;
  jwtSecret: string;
  /** One for the whole run. */
  apiKey: string | undefined;
  /** Those who speak when a scenario does not say who, by database. */
  people: WeakMap<Database, Account>;
}

class RunningInstance implements Instance {
  readonly id: string;
  readonly track: Track;
  readonly port: number;
  readonly process: RecordedProcess;
  readonly #parts: Parts;
  readonly #stop = new AbortController();
  readonly #whenStopped: (() => void)[] = [];
  readonly #account: Account;
  #url: string;
  #http: Speaker;
  #environment: Record<string, string> = {};
  #database: ProxiedDatabase | undefined;
  #ownsDatabase = false;
  #stopping: Promise<void> | undefined;
  /** What is under way now and has to come to its end before anything can be cleared away. */
  #busy: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    const { track, port, marker, sweeper, subject, surface, startOptions } = parts;
    const signal = AbortSignal.any([parts.signal, this.#stop.signal]);
    this.#parts = { ...parts, signal };
    this.id = track.instance;
    this.track = track;
    this.port = port;
    this.#url = `http://127.0.0.1:${port}`;
    const known = startOptions.database && parts.people.get(startOptions.database);
    this.#account = known ?? { person: undefined };
    this.#http = this.#speakTo(this.#url);
    const { folder, start: command } = subject;
    const healthPath = surface.health;
    this.process = new RecordedProcess({ track, command, folder, port, healthPath, marker, sweeper, signal });
  }

  get url(): string {
    return this.#url;
  }

  get http(): Speaker {
    return this.#http;
  }

  get ready(): boolean {
    return this.process.ready;
  }

  get jwtSecret(): string | undefined {
    const { startOptions, jwtSecret } = this.#parts;
    const changes = startOptions.environment ?? {};
    return "JWT_SECRET" in changes ? changes.JWT_SECRET : jwtSecret;
  }

  /** From what the program really got: the manifest or a scenario may have set another. */
  get apiKey(): string | undefined {
    const { apiKey } = this.#parts.surface;
    return apiKey && this.#environment[apiKey.environment];
  }

  get database(): Database {
    if (!this.#database) throw new Error(`the database of ${this.id} is not there yet`);
    return this.#database;
  }

  whenStopped(action: () => void): void {
    this.#whenStopped.push(action);
  }

  /** Makes the database, migrates it, starts the program and waits for it as asked. */
  begin(): Promise<void> {
    return this.#occupy(this.#begin());
  }

  restart(options?: Parameters<Instance["restart"]>[0]): Promise<void> {
    return this.#occupy(this.#restart(options));
  }

  async waitUntilReady(limitMs: number): Promise<boolean> {
    const url = await this.process.waitUntilReady(limitMs);
    if (url !== undefined && url !== this.#url) {
      this.#url = url;
      this.#http.close();
      this.#http = this.#speakTo(url);
    }
    return url !== undefined;
  }

  async migrate(direction: "up" | "down" = "up"): Promise<Migrated> {
    const { migrate, migrateDown } = this.#parts.subject;
    const command = { up: migrate, down: migrateDown }[direction];
    if (command === undefined) throw new Error("a scenario that migrates has to say that it uses `migration`");
    const { ok, why, durationMs } = await this.#runMigration(command, this.database.url);
    return { ok, why, durationMs };
  }

  #speakTo(url: string): Speaker {
    const { surface, random, signal } = this.#parts;
    const probe = createHttp({ url, track: this.track, signal });
    const own = random.fork("default person");
    return speakingFor({ account: this.#account, surface, random: own, probe, apiKey: () => this.apiKey });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#clearAway();
    return this.#stopping;
  }

  #occupy(action: Promise<void>): Promise<void> {
    this.#busy = action.catch(() => {});
    return action;
  }

  async #begin(): Promise<void> {
    const { cluster, track, subject, startOptions, people } = this.#parts;
    const { database, fault, environment, readyWithinMs, program } = startOptions;
    if (database && !(database instanceof ProxiedDatabase)) throw new Error("a database of another kind of instance");
    this.#ownsDatabase = database === undefined;
    this.#database = database ?? (await createProxiedDatabase(cluster, track));
    people.set(this.#database, this.#account);
    if (program === false) return;
    if (!database && subject.migrate !== undefined && !(await this.#migrate(subject.migrate))) return;
    if (fault) await this.#database.fault(fault);
    await this.#start(environment, readyWithinMs);
  }

  /** Past the proxy and without the scenario's changes: what is done to the program is not done to its migration. */
  async #migrate(command: string): Promise<boolean> {
    const { ok, why } = await this.#runMigration(command, (this.#database as ProxiedDatabase).directUrl);
    if (!ok) this.process.noteNotReady(`the migration ${why}`);
    return ok;
  }

  #runMigration(command: string, databaseUrl: string): Promise<OnceResult> {
    const { subject, sweeper, signal, migrationMarker } = this.#parts;
    const marker = migrationMarker();
    const environment = { ...this.#makeEnvironment({}, databaseUrl), [markerVariable]: marker.value };
    const running = runOnce({
      ...{ command, folder: subject.folder, environment, marker, sweeper, limitMs: migrateLimitMs, signal },
    });
    // Whatever else is under way, the database may only go when this is over.
    this.#busy = Promise.allSettled([this.#busy, running]).then(() => {});
    return running;
  }

  async #restart(options: Parameters<Instance["restart"]>[0] = {}): Promise<void> {
    if (this.process.running) throw new Error(`${this.id} was to be restarted while it runs`);
    // What a launcher or an earlier life left would sit on the port.
    await this.process.kill();
    this.#http.programEnded();
    await this.#start({ ...this.#parts.startOptions.environment, ...options.environment }, options.readyWithinMs);
  }

  async #start(changes: StartOptions["environment"] = {}, readyWithinMs = readyLimitMs): Promise<void> {
    this.#parts.signal.throwIfAborted();
    this.#environment = this.#makeEnvironment(changes, this.database.url);
    await this.process.start(this.#environment);
    if (readyWithinMs > 0) await this.waitUntilReady(readyWithinMs);
  }

  #makeEnvironment(changes: NonNullable<StartOptions["environment"]>, databaseUrl: string): Record<string, string> {
    const { subject, surface, marker, jwtSecret, apiKey: value } = this.#parts;
    const { port } = this;
    const apiKey = surface.apiKey && value !== undefined ? { name: surface.apiKey.environment, value } : undefined;
    return makeEnvironment({
      port,
      databaseUrl,
      jwtSecret,
      apiKey,
      mapped: subject.env,
      marker: marker.value,
      changes,
    });
  }

  async #clearAway(): Promise<void> {
    this.#stop.abort(new Error(`${this.id} was stopped`));
    await this.#busy;
    this.#http.close();
    const steps = [
      () => this.process.sweep(),
      async () => {
        if (this.#ownsDatabase) await this.#database?.remove();
      },
      async () => {
        releasePort(this.port);
        for (const action of this.#whenStopped) action();
      },
    ];
    const failures: unknown[] = [];
    for (const step of steps) await step().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}

/** As long as 256 bits in base64, which satisfies whoever asks for a long one; in both cases, so that ignoring them shows. */
function newApiKey(random: Random): string {
  return [...random.token(43)].map((letter) => (random.integer(0, 1) === 0 ? letter : letter.toUpperCase())).join("");
}
