/**
 * A network that swallows everything, or a database that hangs: connections stay open, and new ones are accepted, but
 * nothing is ever answered. When it ends all of them are cut, as no real network brings the swallowed bytes back.
 */
import type { WireFault } from "../wire.ts";

export const silence: WireFault<{ kind: "silence" }> = {
  begin(wire) {
    wire.silent = true;
    wire.changed();
  },
  end(wire) {
    wire.silent = false;
    wire.cut();
  },
};
