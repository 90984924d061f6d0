/**
 * The command lines that repeat what was judged, for pasting.
 */
import type { JudgedRun } from "./judged-run.ts";

type Named = Pick<JudgedRun, "called" | "target" | "recording">;

/** `seed`: null for other random data. Without `only` all the usual checks. */
export function checkCommand(run: Named, { only, seed }: { only?: string; seed?: string | null } = {}): string {
  return commandLine(run, ["check"], only === undefined ? [] : ["--only", only], seed);
}

/** The same checks again, whatever command and options they were asked for by. */
export function sameCommand(
  run: Named & Pick<JudgedRun, "command" | "evidence">,
  { seed }: { seed?: string | null } = {},
): string {
  if (run.command) return commandLine(run, run.command, [], seed);
  const { scope } = run.evidence;
  const options = typeof scope !== "string" ? ["--only", scope.join(",")] : scope === "full" ? [] : [`--${scope}`];
  return commandLine(run, ["check"], options, seed);
}

function commandLine(
  { called, target, recording }: Named,
  command: readonly string[],
  options: readonly string[],
  seed: string | null = recording.seed,
): string {
  const [name = "", ...own] = command;
  const words = [called, name, ...target.map(shellWord), ...own, ...options];
  // A recording that is judged again has its data in itself.
  if (seed !== null && !target.includes("--from")) words.push("--seed", shellWord(seed));
  return words.join(" ");
}

export function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
