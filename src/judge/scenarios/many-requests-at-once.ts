/**
 * First a crowd: 80 requests at once, with a database that is a little slow, so that they really are at work together.
 * Then everything that goes wrong, 25 times and more: unknown ids, invalid and malformed bodies, clients that hang up,
 * statements that the database cancels. Then 25 good requests, and a moment of rest.
 *
 * Takes some 4 s: a start, 1 s of crowd, 1 s of refusals, 1 s of cancelled statements.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { holdTables } from "../acts/hold-tables.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { succeeded } from "../reading/exchanges.ts";
import { leftInTransaction } from "../reading/left-in-transaction.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "after the failures". */
export interface WaveNote {
  wave: number;
}

const crowd = 80;
const crowdLatencyMs = 40;
/** More than the 20 connections that a contract allows: one that is lost each time is then missed. */
const times = 25;
const atOnce = 5;
/** Of clients that hang up: after their statement is on its way, before it is answered. */
const hangUp = { latencyMs: 150, afterMs: 100 };
/** Of requests whose statements are cancelled. A pool that has lost all its connections answers nothing any more. */
const cancelledLimitMs = 4_000;
/** A pool may need a moment, a circuit breaker a few seconds, until it trusts the database again. */
const pausesMs = [0, 500, 1_500, 3_000];
const restMs = 2_000;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "send it many requests at once, and many that fail",
  fast: false,
  instance: "own",
  uses: ["database"],
  promises: ["connection-limit"],
  limitMs: 110_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const made = await makeThing(here, instance, resource, "kept");

    const endLatency = await instance.database.fault({ kind: "latency", ms: crowdLatencyMs });
    await Promise.all(
      Array.from({ length: crowd }, (_, i) => mixed(here, instance, resource, made, i, "in the crowd")),
    );
    await endLatency();

    // Good requests may put right what bad ones left behind (a COMMIT ends whose transaction ever), so each has its rest.
    await sendWhatIsRefused(here, instance, resource, made);
    // What a transaction that is left open holds would be in the way of all that follows, and is enough to know.
    if (!(await comeToRest(here, instance, "requests that are refused"))) return;
    await hangUpOnIt(here, instance, resource, made);
    if (!(await comeToRest(here, instance, "clients that hang up"))) return;
    await cancelStatements(here, instance, resource, made);
    await comeToRest(here, instance, "statements that the database cancels");
    await sendGoodOnes(here, instance, resource, made);
    await comeToRest(here, instance, "good requests");
  },
};
export default scenario;

/** Creates, reads, lists and updates, by turns. */
function mixed(
  { surface, random }: Stage,
  { http }: Instance,
  resource: Resource,
  made: Made,
  turn: number,
  label: string,
  more: object = {},
): Promise<Exchange> {
  const path = pathOf(resource, made.id);
  const { create, read, update, list } = resource;
  if (turn % 4 === 1) return http.call(operationOf(surface, read), { label, path, ...more });
  if (turn % 4 === 2 && list) return http.call(operationOf(surface, list), { label, ...more });
  if (turn % 4 === 3 && update) {
    const operation = operationOf(surface, update);
    return http.call(operation, { label, path, body: markedChange(operation, random), ...more });
  }
  const operation = operationOf(surface, create);
  return http.call(operation, { label, body: markedBody(operation, random), ...more });
}

async function sendWhatIsRefused({ surface, random }: Stage, { http }: Instance, resource: Resource, made: Made) {
  const { create, read, update, remove } = resource;
  const label = "refused";
  const unknown = () => ({ label, path: pathOf(resource, unknownIdLike(made.id, random).id) });
  const createOperation = operationOf(surface, create);
  const kinds: (() => Promise<Exchange>)[] = [
    () => http.call(operationOf(surface, read), unknown()),
    () => http.call(createOperation, { label, body: {} }),
    () => http.call(createOperation, { label, rawBody: '{"' }),
    // A value that the schema may allow and a column may not hold.
    () => http.call(createOperation, { label, body: { ...made.sent, ...tooMuch(made.sent) } }),
    () => http.call(operationOf(surface, read), { label, path: pathOf(resource, "99999999999999999999999999") }),
  ];
  if (update) {
    const operation = operationOf(surface, update);
    kinds.push(() => http.call(operation, { ...unknown(), body: markedChange(operation, random) }));
  }
  if (remove) kinds.push(() => http.call(operationOf(surface, remove), unknown()));
  for (const kind of kinds) {
    for (let sent = 0; sent < times; sent += atOnce) {
      const answers = await Promise.all(Array.from({ length: atOnce }, kind));
      // Nothing is left to lose: more of them would only wait as long, and the time for the rest would run out.
      if (answers.every(({ outcome, response }) => outcome === "timeout" || response?.status === 503)) return;
    }
  }
}

function tooMuch(sent: Made["sent"]): Made["sent"] {
  const names = Object.keys(sent);
  return Object.fromEntries(
    names.map((name) => [name, typeof sent[name] === "number" ? 9_007_199_254_740_991 : "x".repeat(1_000)]),
  );
}

async function hangUpOnIt(stage: Stage, instance: Instance, resource: Resource, made: Made): Promise<void> {
  const endLatency = await instance.database.fault({ kind: "latency", ms: hangUp.latencyMs });
  const more = { limitMs: hangUp.afterMs };
  await Promise.all(
    Array.from({ length: times }, (_, i) => mixed(stage, instance, resource, made, i, "hung up", more)),
  );
  await endLatency();
}

/** An error of the database in the middle of a request, as a deadlock or a statement timeout is one. */
async function cancelStatements(stage: Stage, instance: Instance, resource: Resource, made: Made): Promise<void> {
  await cancelWhile(stage, instance, resource, made, "everything");
  // Where somebody has to log in, the first statement of a request asks who it is, and none gets further than that.
  if (stage.surface.identity) await cancelWhile(stage, instance, resource, made, "writes");
}

async function cancelWhile(
  stage: Stage,
  instance: Instance,
  resource: Resource,
  made: Made,
  what: "everything" | "writes",
): Promise<void> {
  const held = await holdTables(instance.database, what);
  if (!held) return;
  let cancelled = 0;
  let answered = false;
  const more = { limitMs: cancelledLimitMs };
  const requests = Promise.all(
    Array.from({ length: times }, (_, i) => mixed(stage, instance, resource, made, i, "cancelled", more)),
  ).finally(() => {
    answered = true;
  });
  try {
    while (!answered) {
      cancelled += await held.cancelWaiting();
      await stage.wait(25);
    }
  } finally {
    await held.release();
  }
  await requests;
  const { track } = instance;
  track.append({ kind: "fact", at: track.now(), name: "cancelled-statements", value: cancelled });
}

async function sendGoodOnes(stage: Stage, instance: Instance, resource: Resource, made: Made): Promise<void> {
  const limitMs = stage.surface.limits.outageAnswerMs + graceMs;
  for (const [wave, pauseMs] of pausesMs.entries()) {
    await stage.wait(pauseMs);
    const more = { limitMs, note: { wave } };
    const answers = await Promise.all(
      Array.from({ length: times }, (_, i) => mixed(stage, instance, resource, made, i, "after the failures", more)),
    );
    // A good one ends here, and one that hangs would only hang again.
    if (answers.every(succeeded) || answers.some((answer) => answer.outcome === "timeout")) return;
  }
}

/** The fact "at-rest". */
export interface AtRest {
  after: string;
  /** Connections of the program. */
  open: number;
  /** Statements after which their connections were left in a transaction. */
  inTransaction: number[];
}

/** Until no connection is in a transaction any more, or the time for that is up. */
async function comeToRest(stage: Stage, instance: Instance, after: string): Promise<boolean> {
  const { track } = instance;
  const until = track.now() + restMs;
  const leftNow = () => leftInTransaction(stage.seen(instance)).map(({ id }) => id);
  let left = leftNow();
  while (left.length > 0 && track.now() < until) {
    await stage.wait(25);
    left = leftNow();
  }
  const value: AtRest = { after, open: instance.database.openConnections, inTransaction: left };
  track.append({ kind: "fact", at: track.now(), name: "at-rest", value: { ...value } });
  return left.length === 0;
}
