/**
 * What a subject prints, line by line, into the recording.
 *
 * However much it prints, it is read: a full pipe would block the program, and ten gigabytes must not fill our memory.
 */
import type { Readable } from "node:stream";
import type { Track } from "../recorder.ts";

/** A log line with a stack trace has some kilobytes; what is longer is no line to read. */
const lineLimitBytes = 16 * 1024;

/** A full check sends some thousand requests to all instances together, one line each. */
const linesLimit = 5_000;

/** For "the last it said". */
const keptLines = 20;

/** Python and others draw a line of carets under the place in the line above. */
const markersOnly = /^[\s^~]*$/;

export interface OutputLog {
  /** Reads the stream to its end. */
  read(stream: Readable, name: "stdout" | "stderr"): Promise<void>;
  /** The last lines of both streams, in order of arrival. */
  lastLines(): string[];
  /** Records, once, how much was not kept. */
  recordDropped(): void;
}

/** One for an instance, also over restarts. Without a track only the last lines are kept. */
export function createOutputLog(track?: Track): OutputLog {
  const last: string[] = [];
  let kept = 0;
  let droppedBytes = 0;
  const keep = (name: "stdout" | "stderr", line: string, cut: boolean) => {
    if (!markersOnly.test(line)) last.push(line.slice(0, 500));
    if (last.length > keptLines) last.shift();
    kept++;
    track?.append({ kind: "output", at: track.now(), stream: name, line, ...(cut ? { cut: true } : {}) });
  };
  return {
    read: (stream, name) => {
      const splitter = createSplitter((line, cut) => keep(name, line, cut));
      stream.on("data", (chunk: Buffer) => {
        if (kept < linesLimit) droppedBytes += splitter.add(chunk, () => kept < linesLimit);
        else droppedBytes += chunk.length;
      });
      return new Promise((resolve) => {
        stream.once("close", () => {
          if (kept < linesLimit) splitter.end();
          resolve();
        });
        stream.on("error", () => stream.destroy());
      });
    },
    lastLines: () => [...last],
    recordDropped: () => {
      if (droppedBytes === 0) return;
      track?.append({ kind: "fact", at: track.now(), name: "output-not-kept", value: { bytes: droppedBytes } });
      droppedBytes = 0;
    },
  };
}

function createSplitter(onLine: (line: string, cut: boolean) => void) {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let cut = false;
  const flush = () => {
    const line = Buffer.concat(pending).toString("utf8");
    onLine(line.endsWith("\r") ? line.slice(0, -1) : line, cut);
    pending = [];
    pendingBytes = 0;
    cut = false;
  };
  const hold = (part: Buffer) => {
    const room = lineLimitBytes - pendingBytes;
    if (part.length > room) cut = true;
    const taken = part.subarray(0, room);
    if (taken.length > 0) pending.push(taken);
    pendingBytes += taken.length;
  };
  return {
    /** Returns how many bytes were left when nothing more was wanted. */
    add: (chunk: Buffer, wanted: () => boolean): number => {
      let from = 0;
      for (let to = chunk.indexOf(10); to !== -1; to = chunk.indexOf(10, from)) {
        if (!wanted()) return chunk.length - from;
        hold(chunk.subarray(from, to));
        flush();
        from = to + 1;
      }
      hold(Buffer.from(chunk.subarray(from)));
      return 0;
    },
    end: () => {
      if (pendingBytes > 0) flush();
    },
  };
}
