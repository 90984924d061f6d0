/**
 * No fault at all, to copy from. A fault is one file: what it is in the world outside, its parameters as a member of `Fault` in
 * scenario.ts, and how it is begun and ended on the wire. `begin` resolves when it holds for whatever comes next, `end`
 * when nothing of it is left; the proxy records both, with the parameters, so a fault records nothing itself.
 */
import type { WireFault } from "../wire.ts";

export const none: WireFault<{ kind: "none" }> = {
  begin: () => {},
  end: () => {},
};
