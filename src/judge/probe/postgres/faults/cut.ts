/** A failover or a firewall that forgets: all open connections end at once by RST; new ones are let through. */
import type { WireFault } from "../wire.ts";

export const cut: WireFault<{ kind: "cut" }> = {
  begin: (wire) => wire.cut(),
  end: () => {},
};
