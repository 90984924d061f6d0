/**
 * Stands between a program and its PostgreSQL: sees every statement, and can make the database look down, slow, silent,
 * full or flaky. Works for any driver, as it speaks the protocol of the server; see docs/decisions for how and how fast.
 *
 * It appends `connection`, `statement` and `fault` entries to the track. A statement is appended when the database is
 * ready for the next, or the connection ends. Texts are cut at 64 KiB and parameters at 8 KiB each; what was cut ends
 * in "…".
 */
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "../../../contract/json.ts";
import type { Track } from "../../recorder.ts";
import type { Fault } from "../../scenario.ts";
import { freePort, releasePort } from "../../subject/free-port.ts";
import type { Address } from "./cluster.ts";
import { bandwidth } from "./faults/bandwidth.ts";
import { cut } from "./faults/cut.ts";
import { cutMidStatement } from "./faults/cut-mid-statement.ts";
import { failWrites } from "./faults/fail-writes.ts";
import { latency } from "./faults/latency.ts";
import { loseAnswer } from "./faults/lose-answer.ts";
import { none } from "./faults/none.ts";
import { readOnly } from "./faults/read-only.ts";
import { refuse } from "./faults/refuse.ts";
import { rejectConnections } from "./faults/reject-connections.ts";
import { restart } from "./faults/restart.ts";
import { silence } from "./faults/silence.ts";
import { type Home, Link } from "./link.ts";
import type { Wire, WireFault } from "./wire.ts";

export interface ProxyOptions {
  upstream: Address;
  /** Name of the database that the program is given; another one that it asks for is noted. */
  database?: string;
  track: Track;
  /** For faults that are made in the database itself. */
  query?: (sql: string) => Promise<unknown>;
  /** On before anything can connect. Ended by {@link WireProxy.endFault}. */
  fault?: Fault;
}

export interface WireProxy {
  /** On 127.0.0.1; stays the same until `close`, also while connecting is refused. */
  readonly port: number;
  /** Sessions of the program that are open now. Cancel requests and mere TCP probes do not count. */
  readonly openConnections: number;
  /** The most that were open at once. */
  readonly mostConnections: number;
  /**
   * Begins a fault; the result ends it (once; more calls do nothing). Only one may be on, `cut` aside, which is over at
   * once. While connecting is refused, attempts leave no entry: the operating system refuses them, as it would.
   */
  fault(fault: Fault): Promise<() => Promise<void>>;
  /** Ends the fault that is on, if any. */
  endFault(): Promise<void>;
  /** Cuts everything and resolves when no socket is left. */
  close(): Promise<void>;
}

const faults: { [Kind in Fault["kind"]]: WireFault<Extract<Fault, { kind: Kind }>> } = {
  refuse,
  cut,
  silence,
  latency,
  bandwidth,
  "reject-connections": rejectConnections,
  "fail-writes": failWrites,
  "read-only": readOnly,
  restart,
  "lose-answer": loseAnswer,
  "cut-mid-statement": cutMidStatement,
  none,
};

export async function startProxy(options: ProxyOptions): Promise<WireProxy> {
  const { upstream, database, track, fault: firstFault } = options;
  const links = new Set<Link>();
  let connections = 0;
  let openConnections = 0;
  let mostConnections = 0;
  let closed = false;
  let endCurrent: (() => Promise<void>) | undefined;

  const note = (link: Link, event: "opened" | "refused" | "closed") => {
    const isElsewhere = event === "opened" && database !== undefined && link.database && link.database !== database;
    const other = isElsewhere ? { database: link.database } : {};
    const { connection } = link;
    track.append({ kind: "connection", at: track.now(), connection, event, open: openConnections, ...other });
  };
  const wire: Wire = {
    silent: false,
    latencyMs: 0,
    line: undefined,
    refusal: undefined,
    answersUntilCut: undefined,
    statementsUntilCut: undefined,
    query: options.query ?? (() => Promise.reject(new Error("this proxy knows no other way to its database"))),
    cut() {
      for (const link of [...links]) link.cut();
    },
    changed() {
      for (const link of [...links]) link.wireChanged();
    },
    // The operating system refuses from here on; what is open stays open.
    stopListening: () => void server.close(),
    async listenAgain() {
      if (closed) return;
      server = await listenAgain(newServer, port);
      if (closed) server.close();
    },
  };
  const home: Home = {
    upstream,
    track,
    wire,
    opened(link) {
      openConnections++;
      mostConnections = Math.max(mostConnections, openConnections);
      note(link, "opened");
    },
    refused: (link) => note(link, "refused"),
    closed(link) {
      openConnections--;
      note(link, "closed");
    },
    over: (link) => links.delete(link),
  };
  const newServer = () =>
    createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (accepted) => {
      links.add(new Link(++connections, accepted, home));
    });

  let { server, port } = await listenSomewhere(newServer);

  const noteFault = (event: "begins" | "ends", fault: string, parameters: Record<string, Json>) =>
    track.append({ kind: "fault", at: track.now(), event, fault, parameters });

  async function begin(fault: Fault): Promise<() => Promise<void>> {
    const { kind, ...parameters } = fault;
    if (endCurrent && kind !== "cut") throw new Error(`${kind} was to begin while another fault is on`);
    const wireFault = faults[kind] as WireFault<Fault>;
    let over: Promise<void> | undefined;
    const end = () => {
      over ??= (async () => {
        await wireFault.end(wire);
        if (endCurrent === end) endCurrent = undefined;
        noteFault("ends", kind, parameters);
      })();
      return over;
    };
    if (kind !== "cut") endCurrent = end;
    noteFault("begins", kind, parameters);
    await wireFault.begin(wire, fault);
    return end;
  }

  if (firstFault) await begin(firstFault);

  return {
    port,
    get openConnections() {
      return openConnections;
    },
    get mostConnections() {
      return mostConnections;
    },
    fault: begin,
    endFault: async () => endCurrent?.(),
    async close() {
      const isFirst = !closed;
      closed = true;
      server.close();
      wire.cut();
      while (links.size > 0) await sleep(1);
      if (isFirst) releasePort(port);
    },
  };
}

/** Only a stranger's program can come between finding a port and listening on it; hardly ten times in a row. */
const mostTries = 10;

/** The port is ours until it is released, also while we do not listen: no other copy or run is given it meanwhile. */
async function listenSomewhere(newServer: () => Server): Promise<{ server: Server; port: number }> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      return { server: await listen(newServer(), port), port };
    } catch (error) {
      releasePort(port);
      if (!isTaken(error) || tries === mostTries) throw error;
    }
  }
}

/** A few seconds of patience, should somebody have taken the port for a moment after all; then it is our failure. */
async function listenAgain(newServer: () => Server, port: number): Promise<Server> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    try {
      return await listen(newServer(), port);
    } catch (error) {
      if (!isTaken(error) || performance.now() > deadline) throw error;
    }
    await sleep(20);
  }
}

async function listen(server: Server, port: number): Promise<Server> {
  server.listen({ host: "127.0.0.1", port });
  await once(server, "listening");
  return server;
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
}
