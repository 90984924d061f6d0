/**
 * A connection that ends while the database is at work for it: the statement was sent, and is carried out or not, and nobody hears
 * of it. `skip` questions to the database are answered first, of all connections together, then one is cut; log-ins do not count.
 *
 * `lose-answer` waits until the database has answered, so the statement was carried out for certain. This one does not wait:
 * the statement may still be running when the program already tries again.
 */
import type { WireFault } from "../wire.ts";

export const cutMidStatement: WireFault<{ kind: "cut-mid-statement"; skip: number }> = {
  begin(wire, { skip }) {
    wire.statementsUntilCut = skip;
  },
  end(wire) {
    wire.statementsUntilCut = undefined;
  },
};
