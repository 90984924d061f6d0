/**
 * Waits until a program is well again by itself: users can make and read things several times in a row.
 */
import type { Resource } from "../../contract/surface.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { type Instance, operationOf, type Stage } from "../scenario.ts";
import { markedBody } from "./marked-bodies.ts";
import { pathOf } from "./things.ts";

/**
 * A pool finds out about its dead connections one request at a time, and asks again for the database in steps of a few
 * seconds. Beyond this, users would call it an outage of the program and no longer one of the database.
 */
export const recoveryLimitMs = 15_000;

/**
 * Ten times the traffic for 3 s is what a program serves in 30 s. One that works off all of it, also for those who have gone,
 * is well again by then, if it is that slow; beyond half as much again it does not work but is stuck.
 */
export const crowdRecoveryLimitMs = 45_000;

/** One success may be luck (one good connection among dead ones); three in a row seldom are. */
const successesInARow = 3;
const pauseMs = 200;

/** The value of the fact "recovery". */
export interface Recovery {
  after: string;
  recovered: boolean;
  /** Since the fault ended, or until we gave up. */
  afterMs: number;
  tries: number;
}

/** Records the fact "recovery"; the requests are labelled "recovering". */
export async function waitForRecovery(
  { surface, random, wait }: Pick<Stage, "surface" | "random" | "wait">,
  instance: Instance,
  resource: Resource,
  after: string,
  limitMs = recoveryLimitMs,
): Promise<boolean> {
  const { track } = instance;
  const began = track.now();
  const leftMs = () => limitMs - (track.now() - began);
  const create = operationOf(surface, resource.create);
  const note = { resource: resource.name, after };
  // What is begun in time has the time of any answer, and a row of successes may be finished: slow is not still failing.
  const call = (operation: typeof create, options: object) => {
    const answerMs = Math.max(leftMs(), surface.limits.outageAnswerMs);
    return instance.http.call(operation, { label: "recovering", note, limitMs: answerMs, ...options });
  };

  let inARow = 0;
  let tries = 0;
  while (inARow < successesInARow && (leftMs() > 0 || inARow > 0) && instance.process.running) {
    tries++;
    const made = await call(create, { body: markedBody(create, random) });
    const id = succeeded(made) ? idOf(made, resource) : undefined;
    const works =
      id !== undefined &&
      (!resource.read || succeeded(await call(operationOf(surface, resource.read), { path: pathOf(resource, id) })));
    inARow = works ? inARow + 1 : 0;
    if (!works) await wait(pauseMs);
  }
  const recovery = { after, recovered: inARow === successesInARow, afterMs: track.now() - began, tries };
  track.append({ kind: "fact", at: track.now(), name: "recovery", value: recovery });
  return recovery.recovered;
}
