/** The database is down: connecting is refused (ECONNREFUSED), and what was open is cut. */
import type { WireFault } from "../wire.ts";

export const refuse: WireFault<{ kind: "refuse" }> = {
  begin(wire) {
    wire.stopListening();
    wire.cut();
  },
  end: (wire) => wire.listenAgain(),
};
