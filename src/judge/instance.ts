/**
 * Running copies of a subject: a process, its own database behind its own proxy, and the probe that speaks to it.
 *
 * What a subject does is never an exception here: a program that does not come up is an instance that is not ready, and
 * the recording says why. Whatever happens, `stop` leaves no process, database or port behind.
 */
import { randomBytes } from "node:crypto";
import type { ProcessEvent } from "../contract/recording.ts";
import type { Surface } from "../contract/surface.ts";
import type { Subject } from "./events.ts";
import { createHttp, type HttpProbe } from "./probe/http/http.ts";
import type { Cluster } from "./probe/postgres/cluster.ts";
import { createProxiedDatabase, ProxiedDatabase } from "./proxied-database.ts";
import type { Recorder, Track } from "./recorder.ts";
import {
  type Database,
  type Ended,
  type Instance,
  readyLimitMs,
  type StartOptions,
  type SubjectProcess,
} from "./scenario.ts";
import { makeEnvironment } from "./subject/environment.ts";
import { freePort, releasePort } from "./subject/free-port.ts";
import { findListeners } from "./subject/listener.ts";
import type { Marker } from "./subject/marker.ts";
import { createOutputLog, type OutputLog } from "./subject/output-lines.ts";
import { sendSignal } from "./subject/process-tree.ts";
import { urlsOfPort, waitUntilReady } from "./subject/readiness.ts";
import { migrateLimitMs, runOnce } from "./subject/run-once.ts";
import { startSampling } from "./subject/sampler.ts";
import { type StartedProcess, startProcess } from "./subject/start-process.ts";
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

/** Well-behaved programs end within milliseconds. How long they may take is judged by a scenario, not here. */
const graceMs = 1_000;

export function createInstances(options: InstancesOptions): Instances {
  const running = new Set<RunningInstance>();
  const jwtSecret = randomBytes(24).toString("base64url");
  let started = 0;
  return {
    start: async (scenario, startOptions = {}, signal = options.signal) => {
      signal.throwIfAborted();
      const number = ++started;
      const track = options.recorder.track(scenario, `i${number}`);
      const port = await freePort();
      const marker = options.sweeper.run.marker(number);
      const instance = new RunningInstance({ ...options, startOptions, track, port, marker, jwtSecret, signal });
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

interface Parts extends InstancesOptions {
  startOptions: StartOptions;
  track: Track;
  port: number;
  marker: Marker;
  jwtSecret: string;
}

class RunningInstance implements Instance {
  readonly id: string;
  readonly track: Track;
  readonly port: number;
  readonly process: SubjectProcess;
  #url: string;
  #http: HttpProbe;
  #ready = false;
  #launcher: boolean | undefined;
  #database: ProxiedDatabase | undefined;
  #ownsDatabase = false;
  #started: StartedProcess | undefined;
  #ended: Promise<Ended> | undefined;
  #signalledAt: number | undefined;
  #stopping: Promise<void> | undefined;
  /** What is under way now and has to come to its end before anything can be cleared away. */
  #busy: Promise<void> = Promise.resolve();
  readonly #stop = new AbortController();
  readonly #parts: Parts;
  readonly #output: OutputLog;
  readonly #endSampling: () => void;
  readonly #whenStopped: (() => void)[] = [];

  constructor(parts: Parts) {
    const { track, port } = parts;
    const signal = AbortSignal.any([parts.signal, this.#stop.signal]);
    this.#parts = { ...parts, signal };
    this.id = track.instance;
    this.track = track;
    this.port = port;
    this.#url = `http://127.0.0.1:${port}`;
    this.#http = createHttp({ url: this.#url, track, signal });
    this.#output = createOutputLog(track);
    this.#endSampling = startSampling({ track, root: () => (this.#started?.end ? undefined : this.#started?.pid) });
    const running = () => this.#started !== undefined && this.#started.end === undefined;
    this.process = {
      get running() {
        return running();
      },
      signal: (signal) => this.#signal(signal),
      kill: () => this.#kill(),
      waitUntilEnded: (limitMs) => this.#waitUntilEnded(limitMs),
      signalListener: (signal) => this.#signalListener(signal),
    };
  }

  get url(): string {
    return this.#url;
  }

  get http(): HttpProbe {
    return this.#http;
  }

  get ready(): boolean {
    return this.#ready;
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
    const started = this.#started;
    if (!started) return false;
    const { surface, signal } = this.#parts;
    const outcome = await waitUntilReady({
      urls: urlsOfPort(this.port),
      healthPath: surface.health,
      limitMs,
      signal,
      program: { process: started, port: this.port, lastLines: this.#output.lastLines },
    });
    this.#launcher = outcome.launcher;
    this.#ready = outcome.ready;
    const durationMs = performance.now() - started.startedAt;
    if (outcome.ready) this.#append({ event: "ready", pid: started.pid, durationMs });
    else this.#append({ event: "not-ready", pid: started.pid, durationMs, why: outcome.why });
    if (outcome.ready && outcome.url !== this.#url) {
      this.#url = outcome.url;
      this.#http.close();
      this.#http = createHttp({ url: outcome.url, track: this.track, signal });
    }
    return outcome.ready;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopEverything();
    return this.#stopping;
  }

  #occupy(action: Promise<void>): Promise<void> {
    this.#busy = action.catch(() => {});
    return action;
  }

  async #begin(): Promise<void> {
    const { startOptions, cluster, track, subject, sweeper, marker, signal } = this.#parts;
    const { database, fault, readyWithinMs = readyLimitMs } = startOptions;
    if (database && !(database instanceof ProxiedDatabase)) throw new Error("a database of another kind of instance");
    this.#ownsDatabase = database === undefined;
    this.#database = database ?? (await createProxiedDatabase(cluster, track));
    if (!database && subject.migrate !== undefined) {
      // Past the proxy and without the scenario's changes: what is done to the program is not done to its migration.
      const environment = this.#environment({}, this.#database.directUrl);
      const { folder, migrate: command } = subject;
      const once = { command, folder, environment, marker, sweeper, limitMs: migrateLimitMs, signal };
      const { ok, why } = await runOnce(once);
      if (!ok) return this.#append({ event: "not-ready", why: `the migration ${why}` });
    }
    if (fault) await this.#database.fault(fault);
    await this.#start(startOptions.environment, readyWithinMs);
  }

  async #restart({
    environment,
    readyWithinMs = readyLimitMs,
  }: Parameters<Instance["restart"]>[0] = {}): Promise<void> {
    if (this.process.running) throw new Error(`${this.id} was to be restarted while it runs`);
    // What a launcher or an earlier life left would sit on the port.
    await this.#started?.kill();
    await this.#start({ ...this.#parts.startOptions.environment, ...environment }, readyWithinMs);
  }

  async #start(changes: StartOptions["environment"], readyWithinMs: number): Promise<void> {
    const { subject, sweeper, marker, signal } = this.#parts;
    signal.throwIfAborted();
    const { folder, start: command } = subject;
    const environment = this.#environment(changes, this.database.url);
    const started = await startProcess({ command, folder, environment, marker, sweeper, output: this.#output });
    this.#started = started;
    this.#ready = false;
    this.#launcher = undefined;
    this.#signalledAt = undefined;
    this.#append({ event: "started", command, pid: started.pid });
    this.#ended = started.ended.then(({ status, signal, endedAt, error }) => {
      const since = this.#signalledAt;
      const durationMs = endedAt - (since ?? started.startedAt);
      const why = error === undefined ? {} : { why: error };
      this.#append({ event: "ended", pid: started.pid, status, ...(signal && { signal }), durationMs, ...why });
      return { status, signal, afterMs: durationMs };
    });
    if (readyWithinMs > 0) await this.waitUntilReady(readyWithinMs);
  }

  #environment(changes: StartOptions["environment"], databaseUrl: string): Record<string, string> {
    const { subject, marker, jwtSecret } = this.#parts;
    return makeEnvironment({
      port: this.port,
      databaseUrl,
      jwtSecret,
      mapped: subject.env,
      marker: marker.value,
      ...(changes && { changes }),
    });
  }

  #signal(signal: "SIGTERM" | "SIGINT"): void {
    const started = this.#started;
    if (!started || started.end) return;
    // Recorded first: the program may end before we are back from the call.
    this.#noteSignal(signal, started.pid);
    started.signal(signal);
  }

  #signalListener(signal: "SIGTERM"): boolean {
    const tree = this.#started?.tree() ?? [];
    const holders = findListeners(tree.map(({ pid }) => pid)).filter(({ port }) => port === this.port);
    const pids = new Set(holders.map(({ pid }) => pid));
    // Of a parent and its workers, the parent.
    const head = tree.find(({ pid, parent }) => pids.has(pid) && !pids.has(parent));
    if (!head || head.pid === this.#started?.pid) return false;
    this.#noteSignal(signal, head.pid);
    return sendSignal(head.pid, signal);
  }

  async #kill(): Promise<void> {
    const started = this.#started;
    if (!started) return;
    this.#ready = false;
    if (started.tree().length > 0) this.#noteSignal("SIGKILL", started.pid);
    await started.kill();
    await this.#ended;
  }

  #noteSignal(signal: string, pid: number): void {
    this.#signalledAt = performance.now();
    this.#append({ event: "signalled", signal, pid });
  }

  async #waitUntilEnded(limitMs: number): Promise<Ended | undefined> {
    if (!this.#ended) return undefined;
    const { signal } = this.#parts;
    let finish = () => {};
    const limit = new Promise<undefined>((resolve) => {
      finish = () => resolve(undefined);
    });
    const timer = setTimeout(finish, limitMs);
    signal.addEventListener("abort", finish);
    try {
      const ended = await Promise.race([this.#ended, limit]);
      if (!ended) signal.throwIfAborted();
      return ended;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
    }
  }

  async #stopEverything(): Promise<void> {
    this.#stop.abort(new Error(`${this.id} was stopped`));
    await this.#busy;
    this.#endSampling();
    this.#ready = false;
    this.#http.close();
    const steps = [
      async () => {
        const leftover = await this.#started?.stop(graceMs);
        for (const { pid } of leftover ?? []) {
          this.#append({ event: "leftover", pid, why: "it had left the process group that it was started in" });
        }
      },
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

  #append(event: Omit<ProcessEvent, "kind" | "at" | "id" | "scenario" | "instance">): void {
    // How it ends when the judge clears up says nothing about it.
    if (this.#stopping && event.event !== "leftover") return;
    const tellsLauncher = this.#launcher !== undefined && ["ready", "signalled", "ended"].includes(event.event);
    const launcher = tellsLauncher ? { launcher: this.#launcher } : {};
    this.track.append({ kind: "process", at: this.track.now(), ...event, ...launcher });
  }
}
