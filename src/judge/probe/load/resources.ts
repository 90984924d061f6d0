/**
 * Who worked and who waited while a load was on: the program's processes and threads, the database's, our own, the whole
 * machine. From Linux's /proc; elsewhere nothing is said.
 *
 * `schedstat` of a thread tells two things apart that CPU time alone confuses on a busy machine: how long it ran, and how
 * long it wanted to run and had to wait for a core (https://docs.kernel.org/scheduler/sched-stats.html).
 */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { findProcesses } from "../../subject/process-tree.ts";

/** In cores: 1 is one core all the time. `wanted` is what ran and what waited for a core. */
export interface Use {
  ran: number;
  wanted: number;
}

export interface ResourceUse {
  cores: number;
  /** Of all cores together, 0 to 1. */
  machineBusy: number;
  program: Use;
  /** The busiest thread of the program, and whether it is the first of its process: in most runtimes the event loop. */
  busiestThread: Use;
  programMemoryMb: number;
  database: Use;
  busiestBackend: Use;
  /** The thread of the judge that carries the database's traffic. */
  judge: Use;
  /** Cores that were used by none of these and not by the load generator: other programs on this machine. */
  others: number;
}

export interface Whom {
  /** The started process of the program. */
  root: number | undefined;
  /** Process ids of the database's sessions. */
  backends: readonly number[];
}

interface Times {
  ranNs: number;
  waitedNs: number;
}

export interface Look {
  at: number;
  machine: { busy: number; all: number };
  /** By thread id. */
  program: Map<number, Times>;
  memoryMb: number;
  database: Map<number, Times>;
  judge: Times;
  /** Of this whole process, the generator included. */
  ownMs: number;
}

/** Undefined where there is no /proc. */
export function lookAtResources({ root, backends }: Whom): Look | undefined {
  if (process.platform !== "linux") return undefined;
  const tree = root === undefined ? [] : findProcesses({ root }).map(({ pid }) => pid);
  const program = new Map<number, Times>();
  for (const pid of tree) for (const [thread, times] of threadsOf(pid)) program.set(thread, times);
  const { user, system } = process.cpuUsage();
  const machine = { busy: 0, all: 0 };
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    machine.all += all;
    machine.busy += all - times.idle;
  }
  return {
    at: performance.now(),
    machine,
    program,
    memoryMb: tree.reduce((sum, pid) => sum + memoryMbOf(pid), 0),
    database: new Map(backends.map((pid) => [pid, timesIn(`/proc/${pid}/schedstat`)])),
    judge: timesIn(`/proc/self/task/${process.pid}/schedstat`),
    ownMs: (user + system) / 1000,
  };
}

export function resourcesBetween(before: Look, after: Look): ResourceUse {
  const windowNs = (after.at - before.at) * 1e6;
  const use = (now: Times, then: Times = { ranNs: 0, waitedNs: 0 }): Use => {
    const ran = Math.max(0, now.ranNs - then.ranNs) / windowNs;
    return { ran, wanted: ran + Math.max(0, now.waitedNs - then.waitedNs) / windowNs };
  };
  // A thread or session that was not there before has all its times from this window.
  const each = (now: Map<number, Times>, then: Map<number, Times>) =>
    [...now].map(([id, times]) => use(times, then.get(id)));
  const program = each(after.program, before.program);
  const database = each(after.database, before.database);
  const cores = availableParallelism();
  const machineBusy = (after.machine.busy - before.machine.busy) / Math.max(1, after.machine.all - before.machine.all);
  const own = (after.ownMs - before.ownMs) / (after.at - before.at);
  return {
    cores,
    machineBusy: hundredths(machineBusy),
    others: hundredths(Math.max(0, cores * machineBusy - own - sum(program).ran - sum(database).ran)),
    program: rounded(sum(program)),
    busiestThread: rounded(busiest(program)),
    programMemoryMb: Math.round(after.memoryMb),
    database: rounded(sum(database)),
    busiestBackend: rounded(busiest(database)),
    judge: rounded(use(after.judge, before.judge)),
  };
}

function threadsOf(pid: number): [number, Times][] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => [
      Number(thread),
      timesIn(`/proc/${pid}/task/${thread}/schedstat`),
    ]);
  } catch {
    return [];
  }
}

/** Nothing for a thread that has ended, and where the kernel keeps no such account. */
function timesIn(file: string): Times {
  try {
    const [ranNs = 0, waitedNs = 0] = readFileSync(file, "latin1").split(" ").map(Number);
    return { ranNs, waitedNs };
  } catch {
    return { ranNs: 0, waitedNs: 0 };
  }
}

function memoryMbOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function sum(uses: Use[]): Use {
  return uses.reduce((all, { ran, wanted }) => ({ ran: all.ran + ran, wanted: all.wanted + wanted }), nothing);
}

function busiest(uses: Use[]): Use {
  return uses.reduce((most, use) => (use.wanted > most.wanted ? use : most), nothing);
}

const nothing: Use = { ran: 0, wanted: 0 };

function rounded({ ran, wanted }: Use): Use {
  return { ran: hundredths(ran), wanted: hundredths(wanted) };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
