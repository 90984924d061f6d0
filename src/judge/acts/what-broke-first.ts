/**
 * From what was seen under a load that was too much: what was full first. Pure. Only what was measured is claimed; where
 * two things were full at once, the one nearer to the program is named.
 */
import type { Use } from "../probe/load/resources.ts";
import type { LoadSeen } from "./loads.ts";

export type Cause =
  | "ended"
  | "lock"
  | "rate-limit"
  | "event-loop"
  | "program-cpu"
  | "database-cpu"
  | "connections"
  | "machine"
  | "judge"
  | "unknown";

export interface BrokeFirst {
  cause: Cause;
  /** One sentence with the numbers that say so. */
  evidence: string;
}

/** A core or a pool of which so much is used has no room for a burst: at 85% the queue is five times as long as at half. */
const full = 0.85;
/** In cores: what a quiet machine's own upkeep takes stays far below. */
export const muchElsewhere = 0.4;

export function whatBrokeFirst(load: LoadSeen, context: { ended: boolean }): BrokeFirst {
  const { resources, sessions, wire, byStatus } = load;
  if (context.ended) return { cause: "ended", evidence: "the program ended" };
  const limited = byStatus["429"] ?? 0;
  if (limited > 0 && limited >= load.byOutcome.refused / 2) {
    return {
      cause: "rate-limit",
      evidence: `${limited} of ${load.sent} requests were answered 429: the program's own limit`,
    };
  }
  if (sessions.looks >= 3 && sessions.lockedLooks >= sessions.looks / 2) {
    return {
      cause: "lock",
      evidence: `in ${sessions.lockedLooks} of ${sessions.looks} looks, most sessions at work waited for a lock (${sessions.waitingFor})`,
    };
  }
  // Beside other programs everybody waits for a core: only what was really used says something then.
  const besideOthers = resources !== undefined && resources.others > muchElsewhere;
  if (resources) {
    const { cores } = resources;
    const [program, busiestThread, database, busiestBackend, judge] = [
      ...[resources.program, resources.busiestThread, resources.database, resources.busiestBackend, resources.judge],
    ].map(({ ran, wanted }) => ({ ran, wanted: besideOthers ? ran : wanted })) as [Use, Use, Use, Use, Use];
    if (busiestThread.wanted >= full) {
      return {
        cause: "event-loop",
        evidence: `one thread of the program ran ${percent(busiestThread.ran)} of the time and waited for a core ${percent(busiestThread.wanted - busiestThread.ran)}: it had no time left`,
      };
    }
    if (program.wanted >= full && program.ran >= database.ran) {
      return {
        cause: "program-cpu",
        evidence: `the program's threads together used ${inCores(program.ran)} and wanted ${inCores(program.wanted)}, of ${cores}`,
      };
    }
    if (busiestBackend.wanted >= full || (database.wanted >= full && database.ran > program.ran)) {
      return {
        cause: "database-cpu",
        evidence: `the database used ${inCores(database.ran)} and wanted ${inCores(database.wanted)}, of ${cores}`,
      };
    }
    if (judge.wanted >= full) {
      return {
        cause: "judge",
        evidence: `the judge's own thread, which carries the statements, wanted ${inCores(judge.wanted)}`,
      };
    }
  }
  if (wire.open > 0 && wire.busy >= full * wire.open) {
    return {
      cause: "connections",
      evidence: `${wire.busy} of ${wire.open} database connections were busy on average, so requests waited for one`,
    };
  }
  if (besideOthers) {
    return {
      cause: "machine",
      evidence: `other programs used ${inCores(resources.others)} of ${resources.cores}, the program only ${inCores(resources.program.ran)}`,
    };
  }
  if (resources && resources.machineBusy >= 0.92) {
    return {
      cause: "machine",
      evidence: `all ${resources.cores} cores were busy ${percent(resources.machineBusy)} of the time; the program used ${inCores(resources.program.ran)}`,
    };
  }
  return { cause: "unknown", evidence: "nothing that was looked at was full" };
}

/** For people. */
export const causeInWords: Readonly<Record<Cause, string>> = {
  ended: "the program ended",
  lock: "a lock in the database",
  "rate-limit": "its own rate limit",
  "event-loop": "one thread of the program (its event loop)",
  "program-cpu": "the program's CPU",
  "database-cpu": "the database's CPU",
  connections: "waiting for a database connection",
  machine: "the CPU of the whole machine",
  judge: "the judge itself",
  unknown: "not seen",
};

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function inCores(use: number): string {
  return `${use.toFixed(2)} cores`;
}
