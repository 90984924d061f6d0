/**
 * How much a pass still says. Pure: what was seen last is compared with what was seen when the check passed.
 *
 * A pass is never taken back; it is about that program on that day. What can change since then is the program, the contract
 * and the judge, and each is named.
 */
import type { ProofState } from "../contract/api/evidence.ts";

/** A pass or a failure, with what it was seen on. */
export interface SeenOn {
  beganAt: string;
  tree: string | null;
  contract: string;
  judge: string;
}

/** Program and contract as the newest run saw them, and the judge as it is now. */
export interface Present {
  tree: string | null;
  contract: string;
  judge: string;
}

export interface Freshness {
  state: ProofState;
  /** One sentence for every state but fresh. */
  why: string | null;
}

export function freshnessOf(
  { lastPassed, lastFailed }: { lastPassed: SeenOn | undefined; lastFailed: SeenOn | undefined },
  present: Present,
): Freshness {
  if (!lastPassed) return { state: "failing", why: "It has not passed yet." };
  if (lastFailed && lastFailed.beganAt > lastPassed.beganAt)
    return { state: "broken", why: "It passed before, and failed when it was asked last." };
  const changes = [
    // Without a repository two states of a program cannot be told apart; then nothing is said to have changed.
    lastPassed.tree !== present.tree && lastPassed.tree !== null && "the program",
    lastPassed.contract !== present.contract && "the contract",
    releaseOf(lastPassed.judge) !== releaseOf(present.judge) && "the judge",
  ].filter((change) => change !== false);
  if (changes.length === 0) return { state: "fresh", why: null };
  return { state: "stale", why: `Since it passed, ${listed(changes)} changed. Run the check again.` };
}

/** A patch of the judge changes no verdict on purpose: 1.4.2 and 1.4.7 are the same release. Before 1.0 each minor one counts. */
const releaseOf = (version: string) => version.split(".").slice(0, 2).join(".");

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
