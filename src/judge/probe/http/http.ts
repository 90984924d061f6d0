/**
 * How the judge speaks HTTP to a subject: each request is sent as given and recorded with what came of it.
 *
 * It never follows redirects, never decompresses, keeps no cookies and never repeats a request on its own account, but
 * for the one case in {@link mayReuse}. Nothing that a subject does makes it throw.
 */
import { Agent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import type { Exchange } from "../../../contract/recording.ts";
import type { NewEntry, Track } from "../../recorder.ts";
import { answerLimitMs, type Http, type RequestSpec } from "../../scenario.ts";
import { type Attempt, attemptExchange } from "./attempt.ts";
import { keptBody } from "./kept-body.ts";
import { requestOfOperation } from "./request-of-operation.ts";

export interface HttpTarget {
  /** "http://127.0.0.1:PORT", or what was given by `--url`: with https, a host elsewhere, a path that goes before all others. */
  url: string;
  track: Track;
  /** Ends everything that is under way; `send` then rejects with its reason. */
  signal: AbortSignal;
}

export interface HttpProbe extends Http {
  /** Gives up the kept connections. */
  close(): void;
}

/** More requests at once wait for a turn, and their clock starts when they get it. Well over the 20 database connections that a contract allows. */
const mostAtOnce = 64;

/**
 * Servers close idle connections when they like, five seconds being usual (Node) and one or two not rare. One that we
 * close ourselves after a second is never in that race, and keeps no program from stopping.
 */
const idleLimitMs = 1_000;

export function createHttp({ url, track, signal }: HttpTarget): HttpProbe {
  const base = new URL(url);
  const KindOfAgent = base.protocol === "https:" ? TlsAgent : Agent;
  const pool = new KindOfAgent({ keepAlive: true, timeout: idleLimitMs, maxFreeSockets: mostAtOnce });
  // We close, not the program: the side that closes first keeps the port in TIME_WAIT, and a program without
  // SO_REUSEADDR could then not be restarted on it.
  const single = new KindOfAgent({ keepAlive: false });
  const kept: Agent[] = [];
  const turns = createTurns(mostAtOnce);

  const send = async (spec: RequestSpec): Promise<Exchange> => {
    signal.throwIfAborted();
    const body = typeof spec.body === "string" ? Buffer.from(spec.body) : spec.body;
    const headers = headersOf(spec, base, body);
    const limitMs = spec.limitMs ?? answerLimitMs;
    const request = {
      base,
      method: spec.method,
      target: spec.url,
      headers,
      limitMs,
      signal,
      ...(body ? { body } : {}),
    };
    await turns.take();
    try {
      signal.throwIfAborted();
      let at = track.now();
      let attempt: Attempt;
      if (spec.keepOpenMs !== undefined) {
        const agent = new KindOfAgent({ keepAlive: true, timeout: spec.keepOpenMs });
        kept.push(agent);
        attempt = await attemptExchange({ ...request, agent });
      } else if (mayReuse(spec.method)) {
        attempt = await attemptExchange({ ...request, agent: pool });
        if (attempt.staleConnection && !signal.aborted) {
          at = track.now();
          attempt = await attemptExchange({ ...request, agent: single });
        }
      } else {
        closeOneIdle(pool);
        attempt = await attemptExchange({ ...request, agent: single });
      }
      return recordExchange(track, { ...spec, headers, body, limitMs, at, attempt });
    } finally {
      turns.give();
      signal.throwIfAborted();
    }
  };

  return {
    send: (spec) => handled(send(spec)),
    call: (operation, options) => handled(send(requestOfOperation(operation, options))),
    credentials: async () => ({}),
    close: () => {
      pool.destroy();
      single.destroy();
      for (const agent of kept) agent.destroy();
    },
  };
}

/**
 * A connection that is kept alive may be closed by the server at any moment, also just as we send (RFC 9112 §9.3.1): that
 * is not the program's failure, and every client repeats such a request, if that is harmless. Reading is; it is repeated once,
 * on a fresh connection. Whether anything else was carried out nobody could know, so it never goes on a used
 * connection in the first place: what then ends without an answer was really left without one.
 */
function mayReuse(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

/** A program that serves one connection at a time would not see the new one before we leave the idle one. */
function closeOneIdle(pool: Agent): void {
  Object.values(pool.freeSockets)[0]?.at(-1)?.destroy();
}

/** All headers as they go on the wire. What the spec gives comes as it is and takes precedence. */
function headersOf(spec: RequestSpec, base: URL, body: Uint8Array | undefined): [string, string][] {
  const given = Object.entries(spec.headers ?? {});
  const has = (name: string) => given.some(([known]) => known.toLowerCase() === name);
  const own: [string, string][] = [["host", base.host]];
  own.push(["user-agent", "seaworthy"], ["accept", "*/*"], ["connection", "keep-alive"]);
  const bodyExpected = !["GET", "HEAD", "DELETE", "OPTIONS"].includes(spec.method);
  if ((body || bodyExpected) && !has("transfer-encoding")) own.push(["content-length", String(body?.length ?? 0)]);
  return [...own.filter(([name]) => !has(name)), ...given];
}

export interface ExchangeParts {
  label: string;
  note?: RequestSpec["note"];
  operation?: string;
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | undefined;
  limitMs: number;
  at: number;
  attempt: Attempt;
}

export function recordExchange(track: Track, parts: ExchangeParts): Exchange {
  const { attempt, method, url, headers, body } = parts;
  const entry = {
    kind: "exchange",
    at: parts.at,
    label: parts.label,
    ...(parts.note === undefined ? {} : { note: parts.note }),
    ...(parts.operation === undefined ? {} : { operation: parts.operation }),
    request: { method, url, headers, ...(body ? { body: keptBody(body) } : {}) },
    ...(attempt.response ? { response: attempt.response } : {}),
    outcome: attempt.outcome,
    ...(attempt.error === undefined ? {} : { error: attempt.error }),
    limitMs: parts.limitMs,
    ...(attempt.firstByteMs === undefined ? {} : { firstByteMs: attempt.firstByteMs }),
    durationMs: attempt.durationMs,
  } satisfies NewEntry;
  const scenario = track.scenario;
  return { ...entry, id: track.append(entry), scenario, instance: track.instance };
}

/** A scenario that is broken off may leave requests that nobody awaits any more; their rejection is no bug. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function createTurns(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    take: (): Promise<void> | void => {
      if (free > 0) free--;
      else return new Promise((resolve) => waiting.push(resolve));
    },
    give: () => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
