/**
 * What a program's processes hold at this moment. From Linux's /proc; elsewhere nothing is said.
 */
import { readdirSync, readFileSync } from "node:fs";
import { findProcesses } from "../../subject/process-tree.ts";

export interface Holdings {
  /** Resident and not backed by a file: code that is read in for the first time is nobody's leak. */
  memoryMb: number;
  descriptors: number;
}

export function lookAtHoldings(root: number | undefined): Holdings | undefined {
  if (process.platform !== "linux" || root === undefined) return undefined;
  const tree = findProcesses({ root }).map(({ pid }) => pid);
  if (tree.length === 0) return undefined;
  return {
    memoryMb: tree.reduce((sum, pid) => sum + memoryMbOf(pid), 0),
    descriptors: tree.reduce((sum, pid) => sum + descriptorsOf(pid), 0),
  };
}

/** Some virtual machines keep their heap in shared memory. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function memoryMbOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
    return (kilobytes("RssAnon") + kilobytes("RssShmem")) / 1024;
  } catch {
    return 0;
  }
}

function descriptorsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/**
 * What these variables were for the processes of a program when each was started, those that had it: some write their title over it.
 */
export function lookAtEnvironment(root: number | undefined, names: readonly string[]): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  if (process.platform !== "linux" || root === undefined) return seen;
  for (const { pid } of findProcesses({ root })) {
    const variables = new Map(environmentOf(pid).map((line) => splitOnce(line)));
    for (const name of names) {
      const value = variables.get(name);
      if (value !== undefined) seen.get(name)?.add(value);
    }
  }
  return seen;
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
  } catch {
    return [];
  }
}

function splitOnce(line: string): [string, string] {
  const equals = line.indexOf("=");
  return [line.slice(0, equals), line.slice(equals + 1)];
}
