/**
 * How the processes of a run are recognised, wherever they went.
 *
 * A process that forks twice and opens its own session is nobody's descendant any more. Two things stay with it all the
 * same, both inherited by fork and exec: an environment variable, and a resource limit. The variable can be seen on
 * Linux and macOS but may be cleared (`env -i`, many daemon libraries); the limit is seen on Linux only, in
 * /proc/<pid>/limits. It is the soft RLIMIT_RSS, which Linux has ignored since 2.4.30 (getrlimit(2)), so that a value of
 * some petabytes changes nothing. Rejected: cgroups (need privileges), a subreaper (Node cannot call prctl).
 */
import { randomInt } from "node:crypto";

export const markerVariable = "SEAWORTHY_INSTANCE";

export interface Marker {
  /** "<run>.<number>": value of {@link markerVariable}. */
  readonly value: string;
  /** For `ulimit -S -m`, in KiB; unique like the value. */
  readonly limitKib: number;
}

export interface Run {
  readonly id: string;
  /** A marker that no other process of the machine has. Number 0 is the database server. */
  marker(number: number): Marker;
}

/** 16 PiB: no machine has it, and with 28 bits of run and 14 bits of number above it stays far below 2^63 bytes. */
const baseKib = 2 ** 44;
const numbers = 2 ** 14;

export function createRun(run = randomInt(2 ** 28)): Run {
  const id = run.toString(36);
  return {
    id,
    marker: (number) => ({ value: `${id}.${number}`, limitKib: baseKib + run * numbers + (number % numbers) }),
  };
}

export interface MarkerTest {
  environment(text: string): boolean;
  limitBytes(bytes: number): boolean;
}

/** Recognises one instance. */
export function byMarker({ value, limitKib }: Marker): MarkerTest {
  const variable = new RegExp(`(^|[\\0 ])${markerVariable}=${value.replace(".", "\\.")}($|[\\0 \\n])`);
  return { environment: (text) => variable.test(text), limitBytes: (bytes) => bytes === limitKib * 1024 };
}

/** Recognises everything that a run started. */
export function byRun(id: string): MarkerTest {
  const first = baseKib + Number.parseInt(id, 36) * numbers;
  return {
    environment: (text) => text.includes(`${markerVariable}=${id}.`),
    limitBytes: (bytes) => bytes >= first * 1024 && bytes < (first + numbers) * 1024,
  };
}
