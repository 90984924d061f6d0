/**
 * The machine on which something was judged, as far as it matters for the figures. Nothing that tells whose it is.
 */
import { arch, availableParallelism, platform, release, totalmem } from "node:os";
import type { Evidence } from "../contract/evidence.ts";

export function describeMachine(): Evidence["machine"] {
  // A container may have less memory than its machine.
  const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  return { os: `${platform()} ${release()} ${arch()}`, cores: availableParallelism(), memoryBytes };
}
