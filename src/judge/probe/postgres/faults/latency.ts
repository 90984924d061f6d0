/**
 * A database that is far away: each message of the program goes on `ms` after it came, in order. Messages that are sent
 * together arrive together, as on a real line: pipelining pays. When it ends, what waits goes on at once.
 */
import type { WireFault } from "../wire.ts";

export const latency: WireFault<{ kind: "latency"; ms: number }> = {
  begin(wire, { ms }) {
    wire.latencyMs = ms;
    wire.changed();
  },
  end(wire) {
    wire.latencyMs = 0;
    wire.changed();
  },
};
