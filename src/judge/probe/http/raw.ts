/**
 * Requests that node:http would not send: any bytes in the target, wrong lengths, a body that trickles. The answer is
 * read and recorded like any other; each goes on a connection of its own.
 */
import { connect as connectTcp, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Json } from "../../../contract/json.ts";
import type { Exchange } from "../../../contract/recording.ts";
import { answerLimitMs } from "../../scenario.ts";
import { attemptExchange, socketAddressOf } from "./attempt.ts";
import { type HttpTarget, recordExchange } from "./http.ts";

export interface RawSpec {
  label: string;
  note?: Json;
  operation?: string;
  method: string;
  /** One character is one byte (0 to 255), so that any bytes can be said. */
  url: string;
  /** All of them but host, which is put first; nothing is added, so content-length is yours to give, or to get wrong. */
  headers?: readonly [string, string][];
  /** Each piece is sent `afterMs` after the one before it. */
  body?: readonly { bytes: Uint8Array; afterMs?: number }[];
  limitMs?: number;
}

export async function sendRaw({ url, track, signal }: HttpTarget, spec: RawSpec): Promise<Exchange> {
  signal.throwIfAborted();
  const base = new URL(url);
  const headers: [string, string][] = [["host", base.host], ...(spec.headers ?? [])];
  const target = base.pathname.replace(/\/$/, "") + spec.url;
  const lines = [`${spec.method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
  const head = Buffer.from(lines.join("\r\n"), "latin1");
  const limitMs = spec.limitMs ?? answerLimitMs;
  const at = track.now();
  const attempt = await attemptExchange({
    base,
    method: spec.method,
    // What node:http writes is thrown away, so anything that it accepts will do.
    target: "/",
    headers: [["host", base.host]],
    limitMs,
    signal,
    connect: () => new ReplacedRequest(openSocket(base), [{ bytes: head }, ...(spec.body ?? [])]),
  });
  const body = spec.body && Buffer.concat(spec.body.map((piece) => piece.bytes));
  const exchange = recordExchange(track, { ...spec, headers, body, limitMs, at, attempt });
  signal.throwIfAborted();
  return exchange;
}

function openSocket(base: URL): Socket {
  const address = socketAddressOf(base);
  return base.protocol === "https:" ? connectTls({ ...address, servername: base.hostname }) : connectTcp(address);
}

/** A connection whose written side is ours: node:http reads the answer from it, but what it writes goes nowhere. */
class ReplacedRequest extends Duplex {
  private readonly socket: Socket;

  constructor(socket: Socket, pieces: readonly { bytes: Uint8Array; afterMs?: number }[]) {
    super();
    this.socket = socket;
    socket.on("data", (chunk) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
    socket.on("connect", () => void this.sendPieces(pieces));
  }

  get bytesRead(): number {
    return this.socket.bytesRead;
  }

  private async sendPieces(pieces: readonly { bytes: Uint8Array; afterMs?: number }[]): Promise<void> {
    for (const { bytes, afterMs = 0 } of pieces) {
      if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
      if (this.socket.destroyed || !this.socket.writable) return;
      this.socket.write(bytes);
    }
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  // What node:http expects of a connection; the limit is kept by the attempt itself.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
