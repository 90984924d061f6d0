/** A database that is full, or shutting down: new connections are told so and closed, open ones go on. */
import { fatalError } from "../protocol.ts";
import type { WireFault } from "../wire.ts";

export const rejectConnections: WireFault<{ kind: "reject-connections"; sqlState: string; message: string }> = {
  begin(wire, fault) {
    wire.refusal = fatalError(fault);
  },
  end(wire) {
    wire.refusal = undefined;
  },
};
