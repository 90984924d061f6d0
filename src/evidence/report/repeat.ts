/**
 * The command line that repeats what was judged, for pasting.
 */
import type { JudgedRun } from "./judged-run.ts";

export function checkCommand(
  { called, target, recording }: Pick<JudgedRun, "called" | "target" | "recording">,
  { only, seed = recording.seed }: { only?: string; seed?: string | null } = {},
): string {
  const words = [called, "check", ...target.map(shellWord)];
  if (only !== undefined) words.push("--only", only);
  // A recording that is judged again has its data in itself.
  if (seed !== null && !target.includes("--from")) words.push("--seed", shellWord(seed));
  return words.join(" ");
}

export function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
