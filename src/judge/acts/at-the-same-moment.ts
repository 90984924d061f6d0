/**
 * Sends requests so that they really meet: the program's tables are held while they come in, so that each gets as far as its
 * first write; then all go on at once. Without it they would meet now and then, and a verdict would be a matter of luck.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Instance, Stage } from "../scenario.ts";
import { holdTables } from "./hold-tables.ts";

/** Far below any sensible limit of a statement. */
const mostHeldMs = 1_000;
/** Nobody new for so long: the rest waits for a connection of the pool. */
const settledMs = 150;

export async function atTheSameMoment(
  { wait }: Pick<Stage, "wait">,
  { database, track }: Instance,
  send: () => Promise<Exchange>[],
): Promise<Exchange[]> {
  const held = await holdTables(database, "writes");
  let answers: Promise<Exchange[]>;
  try {
    const requests = send();
    answers = Promise.all(requests);
    answers.catch(() => {});
    const began = track.now();
    let most = 0;
    let since = began;
    while (held && track.now() - began < mostHeldMs) {
      const waiting = (await held.waiting()).length;
      if (waiting > most) {
        most = waiting;
        since = track.now();
      }
      if (most >= requests.length || (most > 0 && track.now() - since > settledMs)) break;
      await wait(20);
    }
  } finally {
    await held?.release();
  }
  return answers;
}
