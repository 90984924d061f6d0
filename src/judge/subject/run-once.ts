/**
 * Runs a command of the manifest that is expected to end: `setup` and `migrate`.
 */
import type { Marker } from "./marker.ts";
import { createOutputLog } from "./output-lines.ts";
import { startProcess } from "./start-process.ts";
import type { Sweeper } from "./sweeper.ts";

export interface OnceOptions {
  command: string;
  folder: string;
  environment: Record<string, string>;
  marker: Marker;
  sweeper: Sweeper;
  limitMs: number;
  signal: AbortSignal;
}

export interface OnceResult {
  ok: boolean;
  /** What came of it, as a half sentence with the last lines that it printed; for reports. */
  why: string;
  status: number | null;
  lines: string[];
  durationMs: number;
}

/** Downloads and compilers: `npm ci`, `pip install`, `go build`. */
export const setupLimitMs = 10 * 60_000;

/** Creating tables in an empty database takes a second; runtimes that start slowly some more. */
export const migrateLimitMs = 60_000;

/** Never throws for what the command does. When it is over, by itself or not, nothing of it is left running. */
export async function runOnce(options: OnceOptions): Promise<OnceResult> {
  const { command, limitMs, signal } = options;
  signal.throwIfAborted();
  const output = createOutputLog();
  const started = await startProcess({ ...options, output });
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  const end = await Promise.race([
    started.ended,
    new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, limitMs, undefined);
      abort = () => resolve(undefined);
      signal.addEventListener("abort", abort);
    }),
  ]);
  clearTimeout(timer);
  if (abort) signal.removeEventListener("abort", abort);
  await started.kill();
  signal.throwIfAborted();
  const lines = output.lastLines();
  const how = end
    ? (end.error ?? (end.signal ? `was ended by ${end.signal}` : `ended with status ${end.status}`))
    : `did not end within ${limitMs / 1000} s`;
  return {
    ok: end?.status === 0,
    why: `\`${command}\` ${how}${lines.length > 0 ? `; the last it said: ${lines.slice(-5).join(" ⏎ ")}` : ""}`,
    status: end?.status ?? null,
    lines,
    durationMs: (end?.endedAt ?? performance.now()) - started.startedAt,
  };
}
