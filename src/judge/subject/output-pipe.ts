/**
 * Pipes for a subject's stdout and stderr.
 *
 * Node gives its children sockets instead. Linux does not let a program open those by name: `echo … >/dev/stderr` in a
 * script, or a log file configured as /dev/stdout, would fail with ENXIO, which no terminal and no container does. So on
 * Linux named pipes are made, opened, and unlinked at once. (macOS duplicates the descriptor and has no such trouble.)
 */
import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Sweeper } from "./sweeper.ts";

export interface OutputPipe {
  /** Our end. It ends when every process that holds the other one is gone. */
  reader: Socket;
  /** Descriptor for the child. */
  writer: number;
  /** To be called when the child was spawned: from then on only the child holds the writer. */
  closeWriter(): void;
}

/** Undefined where named pipes cannot be made: then Node's own ones have to do. */
export async function makePipes(sweeper: Sweeper): Promise<{ stdout: OutputPipe; stderr: OutputPipe } | undefined> {
  if (process.platform !== "linux") return undefined;
  const folder = sweeper.newFolder("pipes");
  try {
    await mkdir(folder, { mode: 0o700 });
    const [out, err] = [join(folder, "stdout"), join(folder, "stderr")];
    await promisify(execFile)("mkfifo", ["-m", "600", out, err]);
    return { stdout: openPipe(out), stderr: openPipe(err) };
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function openPipe(path: string): OutputPipe {
  // The reader first, without waiting for a writer (fifo(7)); the writer blocks when full, as a program expects it.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  return {
    reader: new Socket({ fd: reader, readable: true, writable: false }),
    writer,
    closeWriter: () => closeSync(writer),
  };
}
