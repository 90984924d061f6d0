/**
 * What a command may touch of the world outside: streams, environment, folder, interruption. Tests hand in their own.
 */
import { resolve } from "node:path";
import { lookOf } from "./terminal/look.ts";
import { type Pen, penFor } from "./terminal/pen.ts";

export interface Door {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  environment: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C; its reason is an {@link Interrupted}. Every long work ends with it. */
  signal: AbortSignal;
  /** How the person called us, for lines to paste: "seaworthy", "npx seaworthy", "npm run -s seaworthy --". */
  called: string;
  /** A path that the person wrote, resolved against the folder they wrote it in. */
  resolve(path: string): string;
  /** For writing on that stream: knows its width and whether it has colour. */
  pen(stream: "stdout" | "stderr"): Pen;
}

/** The person pressed Ctrl-C, or the terminal went away. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

export function openDoor(signal: AbortSignal): Door {
  const { stdout, stderr, stdin, env: environment } = process;
  // npm runs scripts in the package's folder, and says in INIT_CWD where the person stands.
  const here = environment.npm_lifecycle_event ? (environment.INIT_CWD ?? process.cwd()) : process.cwd();
  return {
    stdout,
    stderr,
    stdin,
    environment,
    signal,
    called: howCalled(environment),
    resolve: (path) => resolve(here, path),
    pen: (stream) => penFor(lookOf(stream === "stdout" ? stdout : stderr, environment)),
  };
}

function howCalled(environment: NodeJS.ProcessEnv): string {
  // In a clone; `npm start` opens the app, and what it says to type next is typed there.
  if (["seaworthy", "start"].includes(environment.npm_lifecycle_event ?? "")) return "npm run -s seaworthy --";
  if (environment.npm_lifecycle_event === "npx" || environment.npm_command === "exec") return "npx seaworthy";
  return "seaworthy";
}
