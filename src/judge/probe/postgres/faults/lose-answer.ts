/**
 * A network that breaks in the worst moment: the database has done what it was told, and the connection ends before the program
 * learns of it. `skip` answers go through first, of all connections together, then one is lost; log-ins do not count.
 */
import type { WireFault } from "../wire.ts";

export const loseAnswer: WireFault<{ kind: "lose-answer"; skip: number }> = {
  begin(wire, { skip }) {
    wire.answersUntilCut = skip;
  },
  end(wire) {
    wire.answersUntilCut = undefined;
  },
};
