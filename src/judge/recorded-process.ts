/**
 * The process side of an instance: what a scenario does to the program, and what becomes of it, recorded.
 *
 * One object for all lives of the copy: it is started again after it was ended.
 */
import type { ProcessEvent } from "../contract/recording.ts";
import type { Track } from "./recorder.ts";
import type { Ended, SubjectProcess } from "./scenario.ts";
import { findListeners } from "./subject/listener.ts";
import type { Marker } from "./subject/marker.ts";
import { createOutputLog } from "./subject/output-lines.ts";
import { sendSignal } from "./subject/process-tree.ts";
import { urlsOfPort, waitUntilReady } from "./subject/readiness.ts";
import { startSampling } from "./subject/sampler.ts";
import { type StartedProcess, startProcess } from "./subject/start-process.ts";
import type { Sweeper } from "./subject/sweeper.ts";

export interface RecordedProcessOptions {
  track: Track;
  command: string;
  folder: string;
  port: number;
  healthPath: string | undefined;
  marker: Marker;
  sweeper: Sweeper;
  /** Ends every wait. Ending the process works also after it was aborted. */
  signal: AbortSignal;
}

/** Well-behaved programs end within milliseconds. How long they may take is judged by a scenario, not here. */
const graceMs = 1_000;

export class RecordedProcess implements SubjectProcess {
  readonly #options: RecordedProcessOptions;
  readonly #output;
  readonly #endSampling: () => void;
  #started: StartedProcess | undefined;
  #ended: Promise<Ended> | undefined;
  #ready = false;
  #launcher: boolean | undefined;
  #signalledAt: number | undefined;
  #sweeping = false;

  constructor(options: RecordedProcessOptions) {
    const { track } = options;
    this.#options = options;
    this.#output = createOutputLog(track);
    this.#endSampling = startSampling({ track, root: () => (this.running ? this.#started?.pid : undefined) });
  }

  get running(): boolean {
    return this.#started !== undefined && this.#started.end === undefined;
  }

  /** Was seen to serve, and was not killed since. */
  get ready(): boolean {
    return this.#ready;
  }

  async start(environment: Record<string, string>): Promise<void> {
    const { command, folder, marker, sweeper } = this.#options;
    const started = await startProcess({ command, folder, environment, marker, sweeper, output: this.#output });
    this.#started = started;
    this.#ready = false;
    this.#launcher = undefined;
    this.#signalledAt = undefined;
    this.#append({ event: "started", command, pid: started.pid });
    this.#ended = started.ended.then(({ status, signal, endedAt, error }) => {
      const durationMs = endedAt - (this.#signalledAt ?? started.startedAt);
      const how = { status, ...(signal && { signal }), ...(error !== undefined && { why: error }) };
      this.#append({ event: "ended", pid: started.pid, durationMs, ...how });
      return { status, signal, afterMs: durationMs };
    });
  }

  /** The address at which it serves, or undefined when it does not. */
  async waitUntilReady(limitMs: number): Promise<string | undefined> {
    const process = this.#started;
    if (!process) return undefined;
    const { port, healthPath, signal } = this.#options;
    const program = { process, port, lastLines: this.#output.lastLines };
    const outcome = await waitUntilReady({ urls: urlsOfPort(port), healthPath, limitMs, signal, program });
    this.#launcher = outcome.launcher;
    this.#ready = outcome.ready;
    const told = { pid: process.pid, durationMs: performance.now() - process.startedAt };
    if (outcome.ready) this.#append({ event: "ready", ...told });
    else this.#append({ event: "not-ready", ...told, why: outcome.why });
    return outcome.ready ? outcome.url : undefined;
  }

  signal(signal: "SIGTERM" | "SIGINT"): void {
    const started = this.#started;
    if (!started || started.end) return;
    // Recorded first: the program may end before we are back from the call.
    this.#noteSignal(signal, started.pid);
    started.signal(signal);
  }

  signalListener(signal: "SIGTERM"): boolean {
    const tree = this.#started?.tree() ?? [];
    const holders = findListeners(tree.map(({ pid }) => pid)).filter(({ port }) => port === this.#options.port);
    const pids = new Set(holders.map(({ pid }) => pid));
    // Of a parent and its workers, the parent.
    const head = tree.find(({ pid, parent }) => pids.has(pid) && !pids.has(parent));
    if (!head || head.pid === this.#started?.pid) return false;
    this.#noteSignal(signal, head.pid);
    return sendSignal(head.pid, signal);
  }

  async kill(): Promise<void> {
    const started = this.#started;
    if (!started) return;
    this.#ready = false;
    if (started.tree().length > 0) this.#noteSignal("SIGKILL", started.pid);
    await started.kill();
    await this.#ended;
  }

  async waitUntilEnded(limitMs: number): Promise<Ended | undefined> {
    if (!this.#ended) return undefined;
    const { signal } = this.#options;
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

  /** Ends what is left, in whatever state it is; nothing but what had to be swept up is recorded. */
  async sweep(): Promise<void> {
    this.#sweeping = true;
    this.#ready = false;
    this.#endSampling();
    const leftover = await this.#started?.stop(graceMs);
    for (const { pid } of leftover ?? []) {
      this.#append({ event: "leftover", pid, why: "it had left the process group that it was started in" });
    }
  }

  /** It could not even be started. */
  noteNotReady(why: string): void {
    this.#append({ event: "not-ready", why });
  }

  #noteSignal(signal: string, pid: number): void {
    this.#signalledAt = performance.now();
    this.#append({ event: "signalled", signal, pid });
  }

  #append(event: Omit<ProcessEvent, "kind" | "at" | "id" | "scenario" | "instance">): void {
    // How it ends when the judge clears up says nothing about it.
    if (this.#sweeping && event.event !== "leftover") return;
    const tellsLauncher = this.#launcher !== undefined && ["ready", "signalled", "ended"].includes(event.event);
    const launcher = tellsLauncher ? { launcher: this.#launcher } : {};
    const { track } = this.#options;
    track.append({ kind: "process", at: track.now(), ...event, ...launcher });
  }
}
