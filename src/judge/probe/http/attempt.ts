/**
 * One request over one connection, and what came of it. Knows node:http; knows nothing of the recording.
 */
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { Body, Exchange } from "../../../contract/recording.ts";
import { keptBodyBytes } from "../../../contract/recording.ts";
import { keptBody } from "./kept-body.ts";

export interface AttemptOptions {
  /** Origin, perhaps with a path that is put before `target`. */
  base: URL;
  method: string;
  target: string;
  /** All of them, with host; in the order of sending. */
  headers: readonly (readonly [string, string])[];
  body?: Uint8Array;
  agent?: http.Agent;
  /** Instead of an agent's connection. */
  connect?: () => Duplex;
  limitMs: number;
  signal: AbortSignal;
}

export interface Attempt {
  outcome: Exchange["outcome"];
  error?: string;
  response?: { status: number; headers: [string, string][]; body: Body };
  firstByteMs?: number;
  durationMs: number;
  /** The connection had served before, and ended or broke before a byte of this answer came. */
  staleConnection: boolean;
}

/** More than any page of 100 rows by orders of magnitude; an endless answer must not fill the judge's memory or time. */
const readLimitBytes = 64 * 1024 * 1024;

/** Node's default of 16 KiB is a limit of Node, not of HTTP. */
const headLimitBytes = 128 * 1024;

/** Between two looks for an early answer: large enough for 10 MB in some 160 turns, small enough to stop soon. */
const uploadPieceBytes = 64 * 1024;

/**
 * When our own event loop was held up, the timer fires before bytes that are already there are read.
 * So a timeout is believed only after the loop has had this long to read.
 */
const graceMs = 25;

export function attemptExchange(options: AttemptOptions): Promise<Attempt> {
  return new Promise((resolve) => new RunningAttempt(options, resolve).begin());
}

class RunningAttempt {
  private readonly options: AttemptOptions;
  private readonly resolve: (attempt: Attempt) => void;
  private readonly began = performance.now();
  private readonly kept: Buffer[] = [];
  private keptBytes = 0;
  private totalBytes = 0;
  private response: IncomingMessage | undefined;
  private firstByteMs: number | undefined;
  private uploading = false;
  private failure: NodeJS.ErrnoException | undefined;
  /** Why we ended it ourselves. */
  private gaveUp: { outcome: Exchange["outcome"]; error: string } | undefined;
  private settled = false;
  private bytesReadBefore = 0;
  private readonly request: http.ClientRequest;
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.giveUp("aborted", "the judge broke it off");

  constructor(options: AttemptOptions, resolve: (attempt: Attempt) => void) {
    this.options = options;
    this.resolve = resolve;
    const { base, method, target, headers, agent, connect } = options;
    this.request = (base.protocol === "https:" ? https : http).request({
      ...addressOf(base),
      method,
      path: base.pathname.replace(/\/$/, "") + target,
      headers: headers.flat(),
      maxHeaderSize: headLimitBytes,
      ...(connect ? { createConnection: connect } : { agent }),
    });
    this.timer = setTimeout(
      () => setTimeout(() => this.giveUp("timeout", `no whole answer within ${options.limitMs} ms`), graceMs),
      options.limitMs,
    );
  }

  begin(): void {
    const { request } = this;
    const { signal, body } = this.options;
    request.on("socket", (socket) => {
      this.bytesReadBefore = (socket as { bytesRead?: number }).bytesRead ?? 0;
    });
    request.on("response", (response) => this.read(response));
    request.on("error", (error) => {
      this.failure ??= error;
      // With an answer under way, its own end or close tells more.
      if (!this.response) this.settle();
    });
    request.on("close", () => {
      if (!this.response) this.settle();
    });
    // An answer of 101 that nobody asked for.
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      this.giveUp("unreadable", `status ${response.statusCode}, a switch of protocols that was not asked for`);
    });
    if (signal.aborted) this.onAbort();
    else signal.addEventListener("abort", this.onAbort, { once: true });
    if (!body || body.length <= uploadPieceBytes) request.end(body);
    else this.upload(body, 0);
  }

  /**
   * In pieces, and no further once the program has refused: a server that answers 413 and closes resets the connection
   * (RFC 9112 §9.6), and whoever goes on writing into it loses the answer. The turn of the loop between two pieces lets
   * what has arrived be read before the next write can fail.
   */
  private upload(body: Uint8Array, from: number): void {
    this.uploading = true;
    if (this.settled || this.request.destroyed || (this.response?.statusCode ?? 0) >= 400) return;
    const to = from + uploadPieceBytes;
    if (to >= body.length) {
      this.request.end(body.subarray(from), () => {
        this.uploading = false;
      });
      return;
    }
    const goOn = () => setImmediate(() => this.upload(body, to));
    if (this.request.write(body.subarray(from, to))) goOn();
    else this.request.once("drain", goOn);
  }

  private read(response: IncomingMessage): void {
    this.response = response;
    this.firstByteMs = performance.now() - this.began;
    response.on("data", (chunk: Buffer) => {
      this.totalBytes += chunk.length;
      if (this.keptBytes < keptBodyBytes) {
        this.kept.push(chunk);
        this.keptBytes += chunk.length;
      }
      if (this.totalBytes > readLimitBytes) {
        this.giveUp("unreadable", `status ${response.statusCode}, then more than ${readLimitBytes} bytes of body`);
      }
    });
    response.on("error", (error) => {
      this.failure ??= error;
    });
    response.on("end", () => this.settle());
    response.on("close", () => this.settle());
  }

  private giveUp(outcome: Exchange["outcome"], error: string): void {
    if (this.settled) return;
    const status = this.response && outcome !== "unreadable" ? `status ${this.response.statusCode}, then ` : "";
    this.gaveUp = { outcome, error: status + error };
    this.settle();
  }

  private settle(): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.timer);
    this.options.signal.removeEventListener("abort", this.onAbort);
    const attempt = { ...this.result(), durationMs: performance.now() - this.began };
    // 204, 304 and HEAD have no body (RFC 9112 §6.3). Some programs send one all the same; it would be read as the
    // beginning of the next answer, so such a connection is not used again.
    const bodyless = this.options.method === "HEAD" || [204, 304].includes(this.response?.statusCode ?? 0);
    if (attempt.outcome !== "answered" || this.uploading || bodyless) {
      this.request.destroy();
      // After the end of an answer `request.destroy()` does nothing, and the connection goes back to the agent.
      this.request.socket?.destroy();
    }
    this.resolve(attempt);
  }

  private result(): Omit<Attempt, "durationMs"> {
    const first = this.firstByteMs === undefined ? {} : { firstByteMs: this.firstByteMs };
    if (this.gaveUp) return { ...this.gaveUp, ...first, staleConnection: false };
    const { response, failure } = this;
    if (response && (response.complete || this.endedByRefusedUpload(response))) {
      return {
        outcome: "answered",
        ...(failure && isParseError(failure) ? { error: "more bytes followed the end of the answer" } : {}),
        response: {
          status: response.statusCode ?? 0,
          headers: pairs(response.rawHeaders),
          body: keptBody(Buffer.concat(this.kept), this.totalBytes),
        },
        ...first,
        staleConnection: false,
      };
    }
    const code = codeOf(failure);
    const outcome: Exchange["outcome"] =
      failure && isParseError(failure)
        ? "unreadable"
        : ownTrouble.has(code)
          ? "aborted"
          : connectFailures.has(code)
            ? "refused"
            : "closed";
    const socket = this.request.socket as { bytesRead?: number } | null;
    const silent = !response && (socket?.bytesRead ?? 0) === this.bytesReadBefore;
    return {
      outcome,
      error: this.describe(failure),
      ...first,
      staleConnection:
        this.request.reusedSocket && (outcome === "unreadable" ? !response : outcome === "closed" && silent),
    };
  }

  /**
   * An answer without a length, given while we were still sending, whose end is the reset that our unread upload caused
   * (RFC 9112 §9.6): its status is what the program wanted to say.
   */
  private endedByRefusedUpload(response: IncomingMessage): boolean {
    const framed = "content-length" in response.headers || "transfer-encoding" in response.headers;
    return this.uploading && !framed && (response.statusCode ?? 0) >= 400;
  }

  private describe(failure: NodeJS.ErrnoException | undefined): string {
    const reason = failure?.message || codeOf(failure) || "the connection ended";
    if (!this.response) return reason;
    return `status ${this.response.statusCode}, then ${this.totalBytes} bytes of body, then ${reason}`;
  }
}

/**
 * A program may listen on IPv4 or IPv6 loopback only ("localhost" is one or the other by platform and runtime), and both
 * are right. So both are tried for our own subjects; the second only when the first refuses, because a full accept
 * queue is silence, not refusal.
 */
function addressOf(base: URL): http.RequestOptions {
  const port = base.port === "" ? (base.protocol === "https:" ? 443 : 80) : Number(base.port);
  const loopback = base.hostname === "127.0.0.1" || base.hostname === "localhost";
  return loopback ? { ...loopbackAddresses, port } : { host: base.hostname.replace(/^\[|\]$/g, ""), port };
}

const loopbackAddresses = {
  host: "localhost",
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 60_000,
  lookup: ((_hostname: string, _options: unknown, callback: (error: null, addresses: object[]) => void) =>
    callback(null, [
      { address: "127.0.0.1", family: 4 },
      { address: "::1", family: 6 },
    ])) as never,
} as http.RequestOptions;

/** For sockets that are opened by hand. */
export function socketAddressOf(base: URL): { host: string; port: number } {
  return addressOf(base) as { host: string; port: number };
}

const connectFailures = new Set(
  "ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN ETIMEDOUT CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID".split(
    " ",
  ),
);

/** The judge's machine ran out of something: never the program's fault. */
const ownTrouble = new Set(["EMFILE", "ENFILE", "EADDRNOTAVAIL", "ENOBUFS", "ENOMEM"]);

/** Trying two addresses fails with an AggregateError, whose own code is that of the last one tried. */
function codeOf(failure: NodeJS.ErrnoException | undefined): string {
  const codes = failure instanceof AggregateError ? failure.errors.map((error) => error.code) : [failure?.code];
  return (
    codes.find((code) => ownTrouble.has(code)) ??
    codes.find((code) => code !== undefined && code !== "EAFNOSUPPORT") ??
    ""
  );
}

function isParseError(failure: NodeJS.ErrnoException): boolean {
  return failure.code?.startsWith("HPE_") ?? false;
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? "", flat[2 * i + 1] ?? ""]);
}
