/**
 * Connections of clients that behave badly: they say little, slowly or nothing, never read, or hang up in the middle. Many
 * at once, each a bare socket; none of them is an exchange, so none of them is recorded here.
 */
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { socketAddressOf } from "./attempt.ts";
import type { HttpTarget } from "./http.ts";

export interface RudeClient {
  /** Sent as soon as the connection is there. */
  first: Uint8Array;
  /** Then one byte after the other, with a pause before each. */
  trickle?: { bytes: Uint8Array; everyMs: number };
  /** False: what the program answers stays in the socket. */
  reads: boolean;
}

export interface RudeConnections {
  /** How many got a connection; the others were refused, or not taken in time. */
  readonly connected: number;
  /** Of those, how many the program has closed or answered and closed since. */
  readonly closed: number;
  /** Hangs up, by RST as a phone in a tunnel does, or by FIN. */
  leave(how: "reset" | "end"): Promise<void>;
}

/** A program that takes its connections does so within milliseconds; a full backlog makes the system try again after a second. */
const connectLimitMs = 3_000;

export async function openRudeConnections(
  { url, signal }: Pick<HttpTarget, "url" | "signal">,
  clients: readonly RudeClient[],
): Promise<RudeConnections> {
  const base = new URL(url);
  const open = clients.map((client) => new RudeConnection(base, client));
  const hangUp = () => {
    for (const connection of open) connection.leave("reset");
  };
  signal.addEventListener("abort", hangUp, { once: true });
  await Promise.all(open.map((connection) => connection.connected));
  return {
    get connected() {
      return open.filter((connection) => connection.wasConnected).length;
    },
    get closed() {
      return open.filter((connection) => connection.wasConnected && connection.isOver).length;
    },
    async leave(how) {
      signal.removeEventListener("abort", hangUp);
      await Promise.all(open.map((connection) => connection.leave(how)));
    },
  };
}

class RudeConnection {
  readonly connected: Promise<void>;
  wasConnected = false;
  isOver = false;
  readonly #socket: Socket;
  #timer: NodeJS.Timeout | undefined;

  constructor(base: URL, client: RudeClient) {
    const address = socketAddressOf(base);
    const socket: Socket =
      base.protocol === "https:" ? connectTls({ ...address, servername: base.hostname }) : connectTcp(address);
    this.#socket = socket;
    // It is rude, and knows that others may be so too.
    socket.on("error", () => {});
    socket.setNoDelay(true);
    if (client.reads) socket.resume();
    this.connected = new Promise((resolve) => {
      const limit = setTimeout(resolve, connectLimitMs);
      const settle = () => {
        clearTimeout(limit);
        resolve();
      };
      socket.on("connect", () => {
        this.wasConnected = true;
        if (client.first.length > 0) socket.write(client.first);
        this.#trickle(client, 0);
        settle();
      });
      socket.on("close", () => {
        this.isOver = true;
        clearTimeout(this.#timer);
        settle();
      });
    });
  }

  leave(how: "reset" | "end"): Promise<void> {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    if (socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      socket.on("close", () => resolve());
      // A half-closed connection of somebody who does not read would stay for ever.
      if (how === "end") socket.destroySoon();
      else socket.resetAndDestroy();
    });
  }

  #trickle(client: RudeClient, at: number): void {
    const { trickle } = client;
    if (!trickle || at >= trickle.bytes.length) return;
    this.#timer = setTimeout(() => {
      if (!this.#socket.writable) return;
      this.#socket.write(trickle.bytes.subarray(at, at + 1));
      this.#trickle(client, at + 1);
    }, trickle.everyMs);
  }
}
