/**
 * One connection of the program: two sockets, and what passes between them.
 *
 * Bytes go on first and are read afterwards, so that reading costs no time that the program would see. Each side is
 * stopped while the other cannot take more. What one side ends, ends for the other as it would without us: FIN as FIN,
 * a lost server as a cut.
 */
import type { Socket } from "node:net";
import type { Track } from "../../recorder.ts";
import type { Address } from "./cluster.ts";
import { Conversation } from "./conversation.ts";
import { DueQueue } from "./due-queue.ts";
import { databaseOf, noEncryption, readOpening } from "./protocol.ts";
import { acceptReading, connectReading } from "./reading-socket.ts";
import type { Wire } from "./wire.ts";

/** Where a connection leads, and who counts it. */
export interface Home {
  readonly upstream: Address;
  readonly track: Track;
  readonly wire: Wire;
  /** The program has asked for a session (cancel requests and mere TCP probes are none). */
  opened(link: Link): void;
  refused(link: Link): void;
  closed(link: Link): void;
  /** Both sockets are gone. */
  over(link: Link): void;
}

/** In silence, what the program says is still read up to here (to record it); then its writes stall, as they would. */
const mostSwallowedBytes = 64 * 1024;
/** Bytes that wait for a latency to pass; beyond it the program's writes stall. */
const mostDelayedBytes = 1024 * 1024;
/** For a question that comes in several pieces: the rest of it goes on, its answer does not. */
const doomedMs = 10;

interface Delayed {
  /** Undefined: the program has ended its side. */
  bytes: Buffer | undefined;
  /** The conversation has read it already. */
  read: boolean;
}

export class Link {
  readonly connection: number;
  /** The name of the database that the program asked for, as soon as it has. */
  database: string | undefined;
  readonly #home: Home;
  readonly #client: Socket;
  #server: Socket | undefined;
  /** Undefined before the startup packet, and for what is no session. */
  #conversation: Conversation | undefined;
  /** First packets, until they tell what this is; undefined when they have. */
  #opening: Buffer | undefined = Buffer.alloc(0);
  #counted: "no" | "open" | "closed" = "no";
  #swallowedBytes = 0;
  /** Since the program last said something. */
  #isBeingAnswered = false;
  readonly #delayed: DueQueue<Delayed>;
  #delayedBytes = 0;
  /** Answers on a thin line. */
  readonly #held: DueQueue<Buffer>;
  /** Will be cut in a moment; the program hears nothing more. */
  #doomed: NodeJS.Timeout | undefined;

  constructor(connection: number, accepted: Socket, home: Home) {
    this.connection = connection;
    this.#home = home;
    const { now } = home.track;
    this.#delayed = new DueQueue(now, (delayed) => this.#sendDelayed(delayed));
    this.#held = new DueQueue(now, (bytes) => this.#sendHeld(bytes));
    const client = acceptReading(accepted, (chunk) => this.#fromClient(chunk));
    this.#client = client;
    client.on("drain", () => this.#resumeServer());
    client.on("end", () => this.#clientEnded());
    client.on("error", () => {});
    client.on("close", () => this.#clientClosed());
  }

  /** RST to the program; the database sees its client vanish. */
  cut(): void {
    this.#finish();
    this.#reset();
    this.#server?.destroy();
    this.#settle();
  }

  /** Silence, latency or a thin line has begun or ended. */
  wireChanged(): void {
    const { silent, latencyMs, line } = this.#home.wire;
    if (silent) {
      this.#server?.pause();
    } else if (latencyMs === 0 && !line) {
      this.#delayed.deliverAll();
      this.#held.deliverAll();
    }
  }

  /** True when the chunk is still needed afterwards, as its writing is not finished. */
  #fromClient(chunk: Buffer): boolean {
    const { wire, track } = this.#home;
    if (wire.silent) {
      this.#swallow(chunk);
    } else if (wire.latencyMs > 0 || wire.line || this.#delayed.length > 0) {
      // A copy: what waits would hold a whole reading buffer otherwise, for a message of some bytes.
      this.#delay(Buffer.from(chunk));
    } else if (this.#opening !== undefined) {
      this.#open(chunk);
    } else {
      const written = this.#toServer(chunk);
      this.#isBeingAnswered = false;
      const mayBeCut = wire.statementsUntilCut !== undefined && this.#conversation?.isAsked === false;
      this.#conversation?.fromSubject(chunk, track.now());
      if (mayBeCut) this.#mayBeCut(wire);
      return !written;
    }
    return false;
  }

  #toServer(chunk: Buffer): boolean {
    const server = this.#server as Socket;
    if (!server.write(chunk) && server.writableLength > 0) this.#client.pause();
    return server.writableLength === 0;
  }

  /** A new question of the program is on its way to the database. */
  #mayBeCut(wire: Wire): void {
    if (!this.#conversation?.isAsked || wire.statementsUntilCut === undefined) return;
    if (wire.statementsUntilCut-- > 0) return;
    wire.statementsUntilCut = undefined;
    this.#doomed = setTimeout(() => this.cut(), doomedMs);
  }

  #fromServer(chunk: Buffer): boolean {
    const client = this.#client;
    const { wire } = this.#home;
    if (this.#doomed) return false;
    if (wire.answersUntilCut !== undefined && this.#isLost()) return false;
    if (wire.line || this.#held.length > 0) {
      this.#hold(Buffer.from(chunk));
      return false;
    }
    if (!client.write(chunk) && client.writableLength > 0) this.#server?.pause();
    this.#conversation?.fromDatabase(chunk, this.#home.track.now());
    return client.writableLength > 0;
  }

  /** Whether this answer is the one that is lost. Answers come in pieces: what counts is the first piece of each. */
  #isLost(): boolean {
    const { wire } = this.#home;
    if (!this.#conversation?.isAsked) return false;
    if (!this.#isBeingAnswered && wire.answersUntilCut !== undefined && wire.answersUntilCut-- === 0) {
      wire.answersUntilCut = undefined;
      this.cut();
      return true;
    }
    this.#isBeingAnswered = true;
    return false;
  }

  #resumeClient(): void {
    if (this.#home.wire.silent || this.#delayedBytes > mostDelayedBytes) return;
    if (this.#server?.writableNeedDrain) return;
    this.#client.resume();
  }

  #resumeServer(): void {
    if (!this.#home.wire.silent && this.#held.length === 0) this.#server?.resume();
  }

  #open(chunk: Buffer): void {
    let bytes = Buffer.concat([this.#opening as Buffer, chunk]);
    let first = readOpening(bytes);
    while (first?.opening === "encryption") {
      this.#client.write(noEncryption);
      bytes = bytes.subarray(first.length);
      first = readOpening(bytes);
    }
    this.#opening = bytes;
    if (!first) return;
    this.#opening = undefined;
    if (first.opening === "startup") this.database = databaseOf(bytes);
    if (first.opening !== "cancel") {
      if (this.#home.wire.refusal) {
        this.#refuse(this.#home.wire.refusal);
        return;
      }
      this.#count();
    }
    this.#connect();
    this.#toServer(bytes);
    if (first.opening !== "startup") return;
    const { track, connection } = { track: this.#home.track, connection: this.connection };
    this.#conversation = new Conversation(connection, (statement) => track.append(statement));
    this.#conversation.fromSubject(bytes.subarray(first.length), track.now());
  }

  #refuse(refusal: Buffer): void {
    this.#counted = "closed";
    this.#home.refused(this);
    this.#client.write(refusal);
    this.#client.destroySoon();
  }

  #connect(): void {
    const options = { ...this.#home.upstream, noDelay: true, allowHalfOpen: true };
    const server = connectReading(options, (chunk) => this.#fromServer(chunk));
    this.#server = server;
    server.on("drain", () => this.#resumeClient());
    server.on("end", () => this.#serverEnded());
    server.on("error", () => this.#serverLost());
    server.on("close", () => this.#serverEnded());
  }

  #swallow(chunk: Buffer): void {
    this.#swallowedBytes += chunk.length;
    if (this.#swallowedBytes > mostSwallowedBytes) this.#client.pause();
    if (this.#opening === undefined) {
      this.#conversation?.fromSubject(chunk, this.#home.track.now());
    } else {
      this.#opening = Buffer.concat([this.#opening, chunk]);
      const first = readOpening(this.#opening);
      if (first && first.opening !== "cancel") this.#count();
    }
  }

  #delay(bytes: Buffer | undefined): void {
    const now = this.#home.track.now();
    const read = bytes !== undefined && this.#opening === undefined;
    if (read) this.#conversation?.fromSubject(bytes, now);
    const { latencyMs, line } = this.#home.wire;
    const dueAt = line ? line.passedAt("toDatabase", bytes?.length ?? 0, now) : now + latencyMs;
    this.#delayed.push({ bytes, read }, dueAt);
    this.#delayedBytes += bytes?.length ?? 0;
    if (this.#delayedBytes > mostDelayedBytes) this.#client.pause();
  }

  #sendDelayed({ bytes, read }: Delayed): void {
    this.#delayedBytes -= bytes?.length ?? 0;
    if (bytes === undefined) this.#endServer();
    else if (this.#opening !== undefined) this.#open(bytes);
    else if (this.#server) {
      this.#toServer(bytes);
      if (!read) this.#conversation?.fromSubject(bytes, this.#home.track.now());
    }
    this.#resumeClient();
  }

  /** What the database says meanwhile stays with it, as it would. */
  #hold(bytes: Buffer): void {
    const now = this.#home.track.now();
    const dueAt = this.#home.wire.line?.passedAt("toProgram", bytes.length, now) ?? now;
    this.#held.push(bytes, dueAt);
    this.#server?.pause();
  }

  #sendHeld(bytes: Buffer): void {
    this.#client.write(bytes);
    this.#conversation?.fromDatabase(bytes, this.#home.track.now());
    if (!this.#client.writableNeedDrain) this.#resumeServer();
  }

  #clientEnded(): void {
    this.#uncount();
    if (this.#home.wire.silent) {
      this.#client.destroy();
    } else if (this.#delayed.length > 0) {
      this.#delay(undefined);
    } else {
      this.#endServer();
    }
  }

  #endServer(): void {
    if (this.#server) this.#server.end();
    else this.#client.destroySoon();
  }

  #clientClosed(): void {
    this.#uncount();
    // In silence the database learns of it only afterwards, when all is cut.
    if (!this.#home.wire.silent) this.#server?.destroy();
    this.#settle();
  }

  /** The database has ended the session, or is gone after an orderly end: what it said last still goes to the program. */
  #serverEnded(): void {
    this.#held.deliverAll();
    this.#finish();
    this.#client.destroySoon();
    this.#server?.destroy();
    this.#settle();
  }

  #serverLost(): void {
    this.#finish();
    this.#reset();
  }

  /** Not once its FIN is on the way: libuv refuses that (EINVAL), and Node then keeps the socket and never exits. */
  #reset(): void {
    if (this.#client.writableEnded) this.#client.destroy();
    else this.#client.resetAndDestroy();
  }

  #count(): void {
    if (this.#counted !== "no") return;
    this.#counted = "open";
    this.#home.opened(this);
  }

  #uncount(): void {
    if (this.#counted === "open") this.#home.closed(this);
    this.#counted = "closed";
  }

  #finish(): void {
    clearTimeout(this.#doomed);
    this.#delayed.clear();
    this.#held.clear();
    this.#conversation?.ended();
    this.#uncount();
  }

  #settle(): void {
    const serverGone = this.#server === undefined || this.#server.closed;
    if (!this.#client.closed || !serverGone) return;
    this.#finish();
    this.#home.over(this);
  }
}
