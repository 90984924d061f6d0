/**
 * One call of the command from its arguments to its exit code: interruption, errors and the end of the process.
 */
import { CommanderError } from "commander";
import { UserError } from "../base/errors.ts";
import { neutralise } from "../base/neutralise.ts";
import { version } from "../base/version.ts";
import { type Door, Interrupted, openDoor } from "./door.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { buildProgram, loadCommands } from "./program.ts";

/** How long something forgotten may keep the process from ending by itself. */
const lingerMs = 1_000;

/** Runs, and ends the process: a forgotten handle must not keep a shell waiting. */
export async function runAndExit(words: string[]): Promise<void> {
  const interruption = new AbortController();
  const door = openDoor(interruption.signal);
  watchStreams(door);
  watchSignals(door, interruption);
  process.on("uncaughtException", (error) => {
    // What is cut off in the middle of its work may fail in ways that say nothing.
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    reportBug(error, words, door);
    process.exit(exitCodes.bug);
  });
  const code = await run(words, door);
  await Promise.all([flush(door.stdout), flush(door.stderr)]);
  process.exitCode = code;
  // Not at once: process.exit() while V8 compiles WebAssembly in the background (libpg-query, right after the start) waits
  // for ever for a thread that waits for it. Seen in Node 24.21 with one call in six of `check --only <typo>`.
  setTimeout(() => process.exit(code), lingerMs).unref();
}

async function run(words: string[], door: Door): Promise<ExitCode> {
  try {
    let code: ExitCode = exitCodes.ok;
    const program = buildProgram(await loadCommands(), door, (result) => {
      code = result;
    });
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (door.signal.aborted || error instanceof Interrupted) return exitCodes.interrupted;
    // Help and version were asked for and are printed already.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof UserError) return reportUserError(error, door);
    return reportBug(error, words, door);
  }
}

function reportUserError(error: UserError, door: Door): ExitCode {
  const pen = door.pen("stderr");
  // Hanging indent, so that a fix of several lines stays one block.
  const block = (head: string, text: string) =>
    `${head}${neutralise(pen.say(text)).replaceAll("\n", `\n${" ".repeat(head.length)}`)}`;
  const [message, fix] = [block("error: ", error.message), block("fix: ", error.fix)];
  door.stderr.write(`${pen.paint("red", message.slice(0, 6))}${message.slice(6)}\n`);
  door.stderr.write(`${pen.paint("green", fix.slice(0, 4))}${fix.slice(4)}\n`);
  return exitCodes.noVerdict;
}

function reportBug(error: unknown, words: string[], door: Door): ExitCode {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause ? `\ncaused by: ${String(error.cause)}` : "";
  door.stderr.write(
    `bug: Seaworthy itself broke. Your program is not to blame, and nothing was judged.\n\n${neutralise(stack + cause)}\n\n` +
      `fix: please report this with the lines above and these:\n` +
      `     seaworthy ${version} · node ${process.versions.node} · ${process.platform} ${process.arch}\n` +
      `     command: seaworthy ${neutralise(words.join(" "))}\n`,
  );
  return exitCodes.bug;
}

/** First: everything that was started is swept up, then 130. Second: out at once; the sweeper does the rest. */
function watchSignals(door: Door, interruption: AbortController): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
      if (signal === "SIGINT" && door.stderr.isTTY) {
        door.stderr.write("\r\x1b[2Kstopping and sweeping up … (Ctrl-C again to leave at once)\n");
      }
      interruption.abort(new Interrupted(signal));
    });
  }
}

/** A reader that goes away (`| head`) is no error of ours: write on into nothing, and keep the exit code. */
function watchStreams(door: Door): void {
  for (const stream of [door.stdout, door.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
