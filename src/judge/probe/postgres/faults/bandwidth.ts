/**
 * A line that is thin, or full of somebody else's backup: so many bytes a second in each direction, for all connections together.
 * Small statements hardly notice, a page of a hundred rows does. When it ends, what waits goes on at once.
 */
import { ThinLine } from "../thin-line.ts";
import type { WireFault } from "../wire.ts";

export const bandwidth: WireFault<{ kind: "bandwidth"; bytesPerSecond: number }> = {
  begin(wire, { bytesPerSecond }) {
    wire.line = new ThinLine(bytesPerSecond);
  },
  end(wire) {
    wire.line = undefined;
    wire.changed();
  },
};
