/**
 * Cuts a stream of bytes, as it comes in chunks of any size, into PostgreSQL messages.
 *
 * A message that lies whole in one chunk is handed on in place, without a copy. Of one that is spread over chunks, only
 * the part that `keep` asks for is put together; the rest is passed over by its length. So a result of a gigabyte
 * costs five bytes a row.
 */
import { readInt32 } from "./protocol.ts";

/** `bytes` from `start` to `end` is the body, cut at what `keep` allows for the type; valid only during the call. */
export type OnMessage = (type: number, bytes: Buffer, start: number, end: number) => void;

const headerBytes = 5;

export class MessageSplitter {
  /** Set by bytes that are no message, and by the owner: everything after is ignored. */
  stopped = false;
  readonly #keep: Int32Array;
  readonly #onMessage: OnMessage;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFilled = 0;
  /** Of a message that is spread over chunks: bytes of its body that are still to come, and what is kept of it. */
  #missing = 0;
  #body = Buffer.alloc(0);
  #bodyFilled = 0;

  constructor(keep: Int32Array, onMessage: OnMessage) {
    this.#keep = keep;
    this.#onMessage = onMessage;
  }

  push(chunk: Buffer): void {
    const keep = this.#keep;
    const end = chunk.length;
    let at = this.#headerFilled > 0 ? this.#goOn(chunk) : 0;
    while (end - at >= headerBytes && !this.stopped) {
      const type = chunk[at] as number;
      const length = readInt32(chunk, at + 1);
      const kept = keep[type] as number;
      if (length < 4 || kept < 0) {
        this.stopped = true;
        return;
      }
      const next = at + 1 + length;
      if (next > end) break;
      const start = at + headerBytes;
      this.#onMessage(type, chunk, start, next - start > kept ? start + kept : next);
      at = next;
    }
    if (at < end && !this.stopped) this.#goOn(chunk.subarray(at));
  }

  /** Takes up a message that is not whole yet. Returns where in the chunk it ends. */
  #goOn(chunk: Buffer): number {
    let at = 0;
    if (this.#headerFilled < headerBytes) {
      at = chunk.copy(this.#header, this.#headerFilled, 0, headerBytes - this.#headerFilled);
      this.#headerFilled += at;
      if (this.#headerFilled < headerBytes || !this.#beginBody()) return chunk.length;
    }
    const here = Math.min(this.#missing, chunk.length - at);
    this.#bodyFilled += chunk.copy(this.#body, this.#bodyFilled, at, at + here);
    this.#missing -= here;
    if (this.#missing > 0) return chunk.length;
    this.#headerFilled = 0;
    const body = this.#body;
    this.#body = this.#header.subarray(0, 0);
    this.#onMessage(this.#header[0] as number, body, 0, this.#bodyFilled);
    return at + here;
  }

  #beginBody(): boolean {
    const length = readInt32(this.#header, 1);
    const kept = this.#keep[this.#header[0] as number] as number;
    if (length < 4 || kept < 0) {
      this.stopped = true;
      return false;
    }
    this.#missing = length - 4;
    this.#body = Buffer.allocUnsafe(Math.min(this.#missing, kept));
    this.#bodyFilled = 0;
    return true;
  }
}
