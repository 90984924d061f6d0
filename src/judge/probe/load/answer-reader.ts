/**
 * Reads the answers that come on one connection, as little of them as a load test needs: the status, where the answer
 * ends, whether the connection may be used again. `node:http` would cost several times as much time as all the rest of
 * the generator. Pure: bytes go in, answers come out.
 *
 * One request at a time is under way on a connection, so one answer at a time is expected.
 */

export interface ReadAnswer {
  status: number;
  /** The server keeps the connection open. */
  keepAlive: boolean;
  /** Bytes of the body, without the framing. */
  bytes: number;
  /** The beginning of head and body as they came, when the reader was told to keep them. */
  kept: Buffer | undefined;
}

/** Node's own limit for a whole head is 16 KiB; a server that sends more than this is not read on. */
const longestHeadBytes = 64 * 1024;
/** Of an answer that is kept as evidence, or for the id in it. */
const keptBytes = 8 * 1024;
/** "HTTP/1.1 200" */
const statusLineBytes = 12;

type State = "head" | "length" | "chunk-size" | "chunk" | "chunk-end" | "trailer" | "until-close";

export class AnswerReader {
  /** Set for requests whose answer is wanted and not only counted. */
  keep = false;
  /** The bytes are not HTTP. */
  broken = false;
  #state: State = "head";
  #head: Buffer | undefined;
  #left = 0;
  #line = "";
  #status = 0;
  #keepAlive = true;
  #bytes = 0;
  #kept: Buffer[] = [];
  #keptBytes = 0;

  /** True as soon as anything of an answer has come. */
  get begun(): boolean {
    return this.#state !== "head" || this.#head !== undefined;
  }

  /** The answer, when it is whole with this chunk. What lies behind it is not asked for and ends the connection's use. */
  read(chunk: Buffer): ReadAnswer | undefined {
    if (this.keep && this.#keptBytes < keptBytes) this.#keepSome(chunk);
    let at = 0;
    while (at < chunk.length || (this.#state === "length" && this.#left === 0)) {
      switch (this.#state) {
        case "head": {
          const end = this.#readHead(chunk, at);
          if (end === -1) return undefined;
          at = end;
          break;
        }
        case "length": {
          const taken = Math.min(this.#left, chunk.length - at);
          this.#left -= taken;
          this.#bytes += taken;
          at += taken;
          if (this.#left === 0) return this.#whole(at === chunk.length);
          break;
        }
        case "chunk": {
          const taken = Math.min(this.#left, chunk.length - at);
          this.#left -= taken;
          this.#bytes += taken;
          at += taken;
          if (this.#left === 0) this.#state = "chunk-end";
          break;
        }
        case "until-close":
          this.#bytes += chunk.length - at;
          return undefined;
        default: {
          const byte = chunk[at++] as number;
          if (byte !== 10) {
            if (byte !== 13) this.#line += String.fromCharCode(byte);
            if (this.#line.length > 8_192) this.broken = true;
          } else if (this.#lineEnded()) {
            return this.#whole(at === chunk.length);
          }
          if (this.broken) return undefined;
        }
      }
    }
    return undefined;
  }

  /** The connection has ended: the answer whose end this was, if there is one. */
  ended(): ReadAnswer | undefined {
    return this.#state === "until-close" ? this.#whole(false) : undefined;
  }

  /** Behind the head, or -1 when it is not whole yet. */
  #readHead(chunk: Buffer, at: number): number {
    const bytes = this.#head ? Buffer.concat([this.#head, chunk.subarray(at)]) : chunk;
    const from = this.#head ? 0 : at;
    const end = bytes.indexOf("\r\n\r\n", from, "latin1");
    if (end === -1) {
      this.#head = Buffer.from(bytes.subarray(from));
      if (this.#head.length > longestHeadBytes) this.broken = true;
      return -1;
    }
    const before = this.#head?.length ?? 0;
    this.#head = undefined;
    this.#understand(bytes.toString("latin1", from, end + 2));
    if (this.broken) return -1;
    return end + 4 - before + (before > 0 ? at : 0);
  }

  #understand(head: string): void {
    const status = Number(head.slice(9, statusLineBytes));
    if (!head.startsWith("HTTP/1.") || !(status >= 100 && status <= 999)) {
      this.broken = true;
      return;
    }
    // 100 Continue and 103 Early Hints: the answer is still to come.
    if (status < 200) return;
    this.#status = status;
    this.#bytes = 0;
    const headers = head.toLowerCase();
    const connection = fieldOf(headers, "connection");
    this.#keepAlive = headers.startsWith("http/1.0")
      ? connection.includes("keep-alive")
      : !connection.includes("close");
    if (status === 204 || status === 304) {
      this.#expect(0);
    } else if (fieldOf(headers, "transfer-encoding").includes("chunked")) {
      this.#state = "chunk-size";
      this.#line = "";
    } else {
      const length = fieldOf(headers, "content-length");
      if (length === "") this.#state = "until-close";
      else if (/^\d{1,15}$/.test(length)) this.#expect(Number(length));
      else this.broken = true;
    }
  }

  #expect(bytes: number): void {
    this.#state = "length";
    this.#left = bytes;
  }

  /** True at the end of the answer. */
  #lineEnded(): boolean {
    const line = this.#line;
    this.#line = "";
    if (this.#state === "chunk-end") {
      this.#state = "chunk-size";
    } else if (this.#state === "trailer") {
      return line === "";
    } else {
      const size = /^[0-9a-f]{1,8}/i.exec(line);
      if (!size) this.broken = true;
      this.#left = Number.parseInt(size?.[0] ?? "0", 16);
      this.#state = this.#left === 0 ? "trailer" : "chunk";
    }
    return false;
  }

  #whole(isLast: boolean): ReadAnswer {
    const kept = this.keep ? Buffer.concat(this.#kept) : undefined;
    const answer = { status: this.#status, keepAlive: this.#keepAlive && isLast, bytes: this.#bytes, kept };
    this.#state = "head";
    this.keep = false;
    this.#kept = [];
    this.#keptBytes = 0;
    return answer;
  }

  #keepSome(chunk: Buffer): void {
    const some = Buffer.from(chunk.subarray(0, keptBytes - this.#keptBytes));
    this.#kept.push(some);
    this.#keptBytes += some.length;
  }
}

/** Of a head in lower case; "" when it is not there. */
function fieldOf(headers: string, name: string): string {
  const at = headers.indexOf(`\r\n${name}:`);
  if (at === -1) return "";
  const from = at + name.length + 3;
  return headers.slice(from, headers.indexOf("\r\n", from)).trim();
}
