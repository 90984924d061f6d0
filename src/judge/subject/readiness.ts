/**
 * Waits until a program serves, and says what was seen when it does not.
 */
import { Agent, request } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { performance } from "node:perf_hooks";
import { findListeners } from "./listener.ts";
import type { StartedProcess } from "./start-process.ts";

export interface ReadinessOptions {
  /** Where it may be, the likeliest first; "http://127.0.0.1:PORT", without a slash at the end. */
  urls: readonly string[];
  /** Path of the health operation, which has to answer 2xx. Without one, any HTTP answer at "/" will do. */
  healthPath: string | undefined;
  limitMs: number;
  signal: AbortSignal;
  /** Undefined for a program that is known by its address only. */
  program: { process: StartedProcess; port: number; lastLines: () => string[] } | undefined;
}

export type Readiness = {
  /** True when another process than the started one holds the listening socket; undefined when that is not known. */
  launcher: boolean | undefined;
} & ({ ready: true; url: string } | { ready: false; why: string });

/** A program that listens on "localhost" may be on either, by the machine's hosts file. */
export function urlsOfPort(port: number): string[] {
  return [`http://127.0.0.1:${port}`, `http://[::1]:${port}`];
}

/** From 25 ms, so that a quick program is seen quickly, to 200 ms, so that a slow one has the cores for itself. */
const firstPauseMs = 25;
const longestPauseMs = 200;

/** One question at a time: a program that serves one connection after another must not queue up ours. */
const attemptLimitMs = 10_000;

/** What is begun just before the limit gets so long all the same: on a busy machine less would tell of us, not of the program. */
const lastAttemptMs = 1_000;

/** A forking program's parent has ended when the child is on its way: so long is waited for a sign of life. */
const orphanGraceMs = 300;

export async function waitUntilReady(options: ReadinessOptions): Promise<Readiness> {
  const { urls, healthPath, limitMs, signal, program } = options;
  const launcher = () => program && isLauncher(program.process, program.port);
  const until = performance.now() + limitMs;
  let wasUnreadable = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    let last: Answer = { kind: "refused" };
    for (const url of urls) {
      signal.throwIfAborted();
      const leftMs = Math.max(until - performance.now(), lastAttemptMs);
      const answer = await ask(url + (healthPath ?? "/"), { limitMs: Math.min(attemptLimitMs, leftMs), signal });
      if (answer.kind === "answered" && (healthPath === undefined || isSuccess(answer.status))) {
        return { ready: true, url, launcher: launcher() };
      }
      if (answer.kind === "refused") continue;
      // A program that talks first and then closes is at times seen to close only.
      wasUnreadable ||= answer.kind === "unreadable";
      last = answer.kind === "closed" && wasUnreadable ? { kind: "unreadable" } : answer;
      break;
    }
    if (program && last.kind === "refused" && (await isGone(program.process))) {
      return { ready: false, why: describeEnd(program.process, program.lastLines()), launcher: undefined };
    }
    if (performance.now() >= until) return { ready: false, why: describe(last, options), launcher: launcher() };
    await pause(Math.min(pauseMs, until - performance.now()), signal);
  }
}

/** True when another process than the started one holds the listening socket; undefined when nobody is seen to hold it. */
export function isLauncher(subject: StartedProcess, port: number): boolean | undefined {
  const holders = findListeners(subject.tree().map(({ pid }) => pid)).filter((one) => one.port === port);
  return holders.length === 0 ? undefined : !holders.some(({ pid }) => pid === subject.pid);
}

type Answer =
  | { kind: "answered"; status: number }
  | { kind: "refused" }
  | { kind: "silent" }
  | { kind: "unreadable" }
  | { kind: "closed" };

function ask(url: string, { limitMs, signal }: { limitMs: number; signal: AbortSignal }): Promise<Answer> {
  return new Promise((resolve) => {
    const secure = url.startsWith("https:");
    // Kept alive and then closed by us: the side that closes first keeps the port in TIME_WAIT, and that may not be the program.
    const agent = new (secure ? TlsAgent : Agent)({ keepAlive: true, maxSockets: 1 });
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
      agent.destroy();
      outgoing.destroy();
    };
    // Not even connected within the limit: nobody there, or this machine is too busy to tell.
    let isConnected = false;
    const timer = setTimeout(() => finish({ kind: isConnected ? "silent" : "refused" }), limitMs);
    const outgoing = (secure ? tlsRequest : request)(url, { agent, signal, headers: { accept: "*/*" } }, (response) => {
      const answer: Answer = { kind: "answered", status: response.statusCode ?? 0 };
      // The answer counts from its first line on; the rest is read so that the program can end it in peace, but not for ever.
      clearTimeout(timer);
      const enough = setTimeout(() => finish(answer), Math.min(limitMs, 1_000));
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > 64 * 1024) response.destroy();
      });
      response.on("error", () => {});
      response.once("close", () => {
        clearTimeout(enough);
        finish(answer);
      });
    });
    outgoing.once("socket", (socket) => {
      socket.once("connect", () => {
        isConnected = true;
      });
    });
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      if (nobodyThere.has(error.code ?? "")) finish({ kind: "refused" });
      else finish({ kind: error.code?.startsWith("HPE_") ? "unreadable" : "closed" });
    });
    outgoing.end();
  });
}

/** All but the first: the machine has no IPv6. */
const nobodyThere = new Set(["ECONNREFUSED", "EADDRNOTAVAIL", "EAFNOSUPPORT", "ENETUNREACH", "EHOSTUNREACH"]);

async function isGone(subject: StartedProcess): Promise<boolean> {
  if (subject.end === undefined || subject.tree().length > 0) return false;
  const leftMs = subject.end.endedAt + orphanGraceMs - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
  return subject.tree().length === 0;
}

function describeEnd({ end }: StartedProcess, lastLines: string[]): string {
  if (end?.error) return `it could not be started: ${end.error}`;
  const how = end?.signal ? `was ended by ${end.signal}` : `ended with status ${end?.status}`;
  const said = lastLines.length > 0 ? `; the last it said: ${lastLines.slice(-5).join(" ⏎ ")}` : ", and said nothing";
  return `it ${how} before it answered${said}`;
}

function describe(last: Answer, { urls, program, healthPath, limitMs }: ReadinessOptions): string {
  const question = `GET ${healthPath ?? "/"}`;
  const after = `after ${Math.round(limitMs / 100) / 10} s`;
  const where = program ? `PORT (${program.port})` : urls[0];
  if (last.kind === "answered") return `${question} was still answered ${last.status} ${after}`;
  if (last.kind === "silent") return `it accepts connections on ${where}, but ${question} was not answered ${after}`;
  if (last.kind === "unreadable") return `what it answers on ${where} is not HTTP`;
  if (last.kind === "closed") return `it accepts connections on ${where}, but closes them without an answer`;
  const others = program ? findListeners(program.process.tree().map(({ pid }) => pid)).map((one) => one.port) : [];
  if (others.length === 0) return `nothing listens on ${where} ${after}`;
  return `it listens on port ${[...new Set(others)].join(" and ")}, not on ${where}`;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal.addEventListener("abort", abort, { once: true });
  });
}
