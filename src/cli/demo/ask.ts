/**
 * One question on a terminal, answered by a line. The terminal keeps its own line editing, so Ctrl-C stays what it is.
 */
import { createInterface } from "node:readline";
import type { Door } from "../door.ts";

/** Whether somebody sits there who can answer. */
export function canAsk({ stdin, stdout, environment }: Door): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && !environment.CI);
}

/** Without spaces around it; "" at the end of input (Ctrl-D). */
export async function ask(question: string, { stdin, stdout, signal }: Door): Promise<string> {
  signal.throwIfAborted();
  stdout.write(question);
  const lines = createInterface({ input: stdin, terminal: false });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once("line", (line) => resolve(line.trim()));
      lines.once("close", () => {
        stdout.write("\n");
        resolve("");
      });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  } finally {
    lines.removeAllListeners("close");
    lines.close();
    stdin.pause();
  }
}
