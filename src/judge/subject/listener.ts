/**
 * Who listens where: to find a program on a port that it was not given, and the process that really serves behind a launcher.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface Listener {
  pid: number;
  port: number;
}

/** Every TCP port that one of these processes listens on. A port held by several processes (parent and workers) comes once for each. */
export function findListeners(pids: readonly number[]): Listener[] {
  if (pids.length === 0) return [];
  return process.platform === "linux" ? listenersByProc(pids) : listenersByLsof(pids);
}

function listenersByProc(pids: readonly number[]): Listener[] {
  const ports = new Map<string, number>();
  for (const file of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readText(file).split("\n").slice(1)) {
      // proc_net(5): sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode; 0A is TCP_LISTEN.
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === "0A" && inode) ports.set(inode, Number.parseInt(local.slice(local.lastIndexOf(":") + 1), 16));
    }
  }
  const found: Listener[] = [];
  for (const pid of pids) {
    for (const port of new Set(socketsOf(pid).flatMap((inode) => ports.get(inode) ?? []))) found.push({ pid, port });
  }
  return found;
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    // Ended meanwhile, or not ours to look into.
    return [];
  }
}

function listenersByLsof(pids: readonly number[]): Listener[] {
  let text = "";
  try {
    text = execFileSync("lsof", ["-nP", "-a", "-iTCP", "-sTCP:LISTEN", "-p", pids.join(","), "-Fpn"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    // Status 1: none of them listens.
    return [];
  }
  const found: Listener[] = [];
  let pid = 0;
  for (const line of text.split("\n")) {
    if (line.startsWith("p")) pid = Number(line.slice(1));
    else if (line.startsWith("n")) found.push({ pid, port: Number(line.slice(line.lastIndexOf(":") + 1)) });
  }
  return found;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
