/**
 * Runs that are under way: one at a time, because two would disturb each other's times; the others wait in a line that is
 * bounded. What happens is kept in memory for who follows, and can be followed from any point; the end is in the database.
 */
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { UserError } from "../../base/errors.ts";
import type { Run, RunEvent, RunProblem, RunRequest } from "../../contract/api/run.ts";
import { keepEvidenceRow } from "../evidence/sql.ts";
import { HttpProblem } from "../ground/problems.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import type { PreparedRun, RunJudge } from "./run-judge.ts";
import { addRun, noteBegun, noteEnded, noteInterrupted, type Outcome, readRun } from "./sql.ts";

export interface LiveRuns {
  /** Throws a {@link UserError} for a subject that cannot be judged, and answers 429 when too many wait. */
  start(request: RunRequest): Promise<Run>;
  /** Ends it and waits until nothing of it is left. What has ended already stays as it is. */
  cancel(id: string): Promise<void>;
  /** Undefined for a run that ended long ago, or before this server was started. */
  log(id: string): EventLog | undefined;
  /** Called once before anything is started: tells what a kill interrupted. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Nobody waits for more, and each holds the files of its subject. */
const longestLine = 8;
/** For who comes back a little late; some hundred small events each. */
const logsKept = 20;

interface Live {
  id: string;
  prepared: PreparedRun;
  log: EventLog;
  abort: AbortController;
  ended: PromiseWithResolvers<void>;
}

export interface LiveRunsOptions {
  pool: pg.Pool;
  account: string;
  judge: RunJudge;
  /** From a check to the skills that it takes part in proving, for the draft of a log entry. */
  skillsOf: (check: string) => readonly string[];
  logger: FastifyBaseLogger;
}

export function createLiveRuns({ pool, account, judge, skillsOf, logger }: LiveRunsOptions): LiveRuns {
  const line: Live[] = [];
  let current: Live | undefined;
  let preparing = 0;
  let isClosed = false;
  const logs = new Map<string, EventLog>();

  const tellPlaces = () => {
    for (const [i, { log }] of line.entries()) {
      log.append({ type: "state", at: 0, state: "queued", ahead: i + (current ? 1 : 0) });
    }
  };

  const next = () => {
    if (current) return;
    current = line.shift();
    if (!current) return;
    tellPlaces();
    const run = current;
    carryOut(run)
      .catch((error: unknown) => logger.error(error, "a run's end could not be noted"))
      .finally(() => {
        current = undefined;
        run.ended.resolve();
        next();
      });
  };

  const carryOut = async (run: Live) => {
    const began = performance.now();
    const see = (event: Parameters<Parameters<PreparedRun["judge"]>[0]["see"]>[0]) =>
      run.log.append({ ...event, at: Math.round(performance.now() - began) } as RunEvent);
    let outcome: Outcome;
    try {
      run.abort.signal.throwIfAborted();
      await noteBegun(pool, account, run.id);
      see({ type: "state", state: "running", ahead: 0 });
      const { report, evidence } = await run.prepared.judge({ signal: run.abort.signal, see });
      // The evidence first: a run that says it ended has left what it proved.
      const kept = evidence && (await keepEvidenceRow(pool, account, evidence, skillsOf));
      outcome = { state: "ended", report, evidence: kept?.hash, drafted: kept?.drafted };
    } catch (error) {
      outcome = outcomeOf(error, run.abort.signal);
      if (outcome.problem?.code === "bug") logger.error(error, "a run failed");
    }
    await noteEnded(pool, account, run.id, outcome).finally(() => {
      see({ type: "state", state: outcome.state, ahead: 0 });
      run.log.end();
    });
  };

  return {
    async start(request) {
      if (isClosed || line.length + preparing >= longestLine) {
        throw new HttpProblem(429, "Too many runs wait already", {
          fix: "cancel one, or wait until the first is done",
        });
      }
      preparing++;
      try {
        const prepared = await judge.prepare(request);
        const { name, project, seed, change } = prepared;
        const run = await addRun(pool, account, { ...request, name, project, seed, change });
        const log = createEventLog();
        logs.set(run.id, log);
        const live = { id: run.id, prepared, log, abort: new AbortController(), ended: Promise.withResolvers<void>() };
        for (const id of [...logs.keys()].slice(0, -logsKept)) if (logs.get(id)?.ended) logs.delete(id);
        line.push(live);
        if (current) tellPlaces();
        else next();
        return run;
      } finally {
        preparing--;
      }
    },
    async cancel(id) {
      const run = current?.id === id ? current : line.find((waiting) => waiting.id === id);
      if (!run) return;
      run.abort.abort(new Cancelled());
      if (run !== current) {
        line.splice(line.indexOf(run), 1);
        await noteEnded(pool, account, id, { state: "cancelled" });
        run.log.append({ type: "state", at: 0, state: "cancelled", ahead: 0 });
        run.log.end();
        run.ended.resolve();
        tellPlaces();
      }
      await run.ended.promise;
    },
    log: (id) => logs.get(id),
    recover: () => noteInterrupted(pool, account, interrupted),
    async close() {
      isClosed = true;
      const open = [...(current ? [current] : []), ...line.splice(0)];
      for (const run of open) {
        run.abort.abort(new ServerEnds());
        if (run === current) continue;
        await noteEnded(pool, account, run.id, { state: "failed", problem: interrupted }).catch(() => {});
        run.log.end();
        run.ended.resolve();
      }
      await Promise.all(open.map((run) => run.ended.promise));
    },
  };
}

class Cancelled extends Error {}
class ServerEnds extends Error {}

const interrupted: RunProblem = {
  code: "interrupted",
  says: "The app was ended while this run was under way.",
  fix: "Start it again: with the same seed it sends the same data.",
};

function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) {
    return signal.reason instanceof Cancelled ? { state: "cancelled" } : { state: "failed", problem: interrupted };
  }
  if (error instanceof UserError) {
    return { state: "failed", problem: { code: error.code, says: error.message, fix: error.fix } };
  }
  const says = "Seaworthy itself broke. Your program is not to blame, and nothing was judged.";
  return { state: "failed", problem: { code: "bug", says, fix: "The app's output in the terminal says more." } };
}

/** For routes: the run, or 404. */
export async function runOrNone(pool: pg.Pool, account: string, id: string): Promise<Run> {
  const run = await readRun(pool, account, id);
  if (!run) throw new HttpProblem(404, "There is no such run");
  return run;
}
