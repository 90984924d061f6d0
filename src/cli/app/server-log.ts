/**
 * The server's log as a file of the home folder: the last few megabytes of it. Losing a line loses nothing, so a full disk
 * stops no request.
 */
import { createWriteStream, type WriteStream } from "node:fs";
import { rename, stat } from "node:fs/promises";

export interface ServerLog {
  write(line: string): void;
  close(): Promise<void>;
}

/** Some 20,000 requests; the file before it is kept too. */
const mostBytes = 4 * 1024 * 1024;

export async function openServerLog(path: string): Promise<ServerLog> {
  let bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  let file = open(path);
  let turning: Promise<void> | undefined;
  const turn = async () => {
    await ended(file);
    await rename(path, `${path}.1`).catch(() => {});
    file = open(path);
    bytes = 0;
  };
  return {
    write: (line) => {
      // While the files change places, some lines are let go.
      if (turning) return;
      file.write(line);
      bytes += Buffer.byteLength(line);
      if (bytes < mostBytes) return;
      turning = turn().finally(() => {
        turning = undefined;
      });
    },
    close: async () => {
      await turning;
      await ended(file);
    },
  };
}

function open(path: string): WriteStream {
  const file = createWriteStream(path, { flags: "a", mode: 0o600 });
  file.on("error", () => {});
  return file;
}

function ended(file: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (file.closed || file.errored) return resolve();
    file.once("close", resolve);
    file.end();
  });
}
