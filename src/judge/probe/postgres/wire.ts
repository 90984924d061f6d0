/**
 * What the faults act on: the way between a program and its database, as all connections of one proxy see it.
 */
import type { ThinLine } from "./thin-line.ts";

export interface Wire {
  /** Nothing goes through, and nothing is closed. */
  silent: boolean;
  /** How long each message of the program waits; 0 when there is no latency. */
  latencyMs: number;
  /** What everything has to pass, each way; undefined when the line is as fast as it can be. */
  line: ThinLine | undefined;
  /** What a new connection is told instead of being let through: a whole ErrorResponse. */
  refusal: Buffer | undefined;
  /** So many answers still go to the program; the one after them is lost with its connection, once. */
  answersUntilCut: number | undefined;
  /** So many questions are still put to the database; the connection of the one after them is cut before its answer, once. */
  statementsUntilCut: number | undefined;
  /** Past all of this, in the database itself: as the owner of the program's tables. */
  query(sql: string): Promise<unknown>;
  /** Ends all connections now by RST. */
  cut(): void;
  /** Tells every connection that `silent`, `latencyMs` or `line` has changed. */
  changed(): void;
  /** From here on, connecting is refused by the operating system, as with a database that is down. */
  stopListening(): void;
  /** Takes the same port again. */
  listenAgain(): Promise<void>;
}

/** How a fault of the wire is begun, and ended again. */
export interface WireFault<F> {
  begin(wire: Wire, fault: F): void | Promise<void>;
  end(wire: Wire): void | Promise<void>;
}
