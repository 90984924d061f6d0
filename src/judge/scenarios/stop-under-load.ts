/**
 * Asks the program to stop (SIGTERM) while more clients wait for an answer than it has connections to its database, each on a
 * connection that it keeps; then they go on asking, as clients do that nobody has told. What was acknowledged is read after the
 * next start.
 *
 * `stop-with-requests-in-flight` is about statements that are at the database. This is about those that wait inside the program,
 * and about those who come while it stops. Takes some 5 s, mostly waiting.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { holdTables } from "../acts/hold-tables.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { type OneConnection, openOneConnection } from "../probe/http/one-connection.ts";
import { succeeded } from "../reading/exchanges.ts";
import { answerLimitMs, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "under load", "asked on" and "read after the stop". */
export interface LoadedStopNote {
  client: number;
  /** Something was answered on this connection before, so the program knows of it. */
  kept: boolean;
}

/** The fact "asked on": answers to those who asked after the signal, beyond what is kept of them as exchanges. */
export interface AskedOn {
  asked: number;
  answered: number;
}

/** More than the connections that a contract allows, and fewer than the descriptors of anything. */
const clients = 24;
/** Until then a client's connection is one that the program has accepted, and its pool has opened what it wants to. */
const warmUps = 3;
/** A program that answers one after the other is left with fewer clients. */
const warmUpLimitMs = 8_000;
/** For everything that was sent to be read by the program, also on a busy machine; far below any sensible limit of a pool. */
const settleMs = 700;
const holdAfterSignalMs = 400;
/** Between two requests of one client that goes on: thousands of them say no more than some hundred. */
const pauseMs = 50;
const keptAskedOn = 200;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;
const mostReadBack = 60;

const scenario: Scenario = {
  title: "ask it to stop in the middle of a crowd",
  fast: false,
  instance: "quiet",
  production: { expectedMs: 7_000 },
  uses: ["process", "database"],
  promises: ["graceful-stop"],
  limitMs: 100_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const made = await makeThing(here, instance, resource, "read by all");
    const { url, track } = instance;
    const credentials = await instance.http.credentials();
    const crowd = Array.from({ length: clients }, (_, client) => ({
      client,
      connection: openOneConnection({ url, track, signal: here.signal, credentials }),
    }));
    try {
      const answered = await stopInTheMiddle(here, instance, { resource, made, crowd });
      await readAcknowledged(here, instance, resource, answered);
    } finally {
      for (const { connection } of crowd) connection.close();
    }
  },
};
export default scenario;

interface Crowded {
  resource: Resource;
  made: Made;
  crowd: { client: number; connection: OneConnection }[];
}

async function stopInTheMiddle(stage: Stage, instance: Instance, crowded: Crowded): Promise<Exchange[]> {
  const { stopMs } = stage.surface.limits;
  await warmUp(stage, crowded);
  const held = await holdTables(instance.database);
  let underWay: Promise<Exchange>[];
  let asking: Promise<void>;
  // Of those who go on, who would ask for ever a program that never ends.
  const over = new AbortController();
  try {
    underWay = crowded.crowd.map((one) => ask(stage, crowded, one, "under load"));
    await stage.wait(settleMs);
    tellToStop(instance);
    asking = askOn(stage, instance, crowded, underWay, over.signal);
    await stage.wait(holdAfterSignalMs);
  } finally {
    await held?.release();
  }
  await instance.process.waitUntilEnded(stopMs + graceMs);
  over.abort();
  await asking;
  return Promise.all(underWay);
}

async function warmUp(stage: Stage, crowded: Crowded): Promise<void> {
  const began = stage.track.now();
  const leftMs = () => warmUpLimitMs - (stage.track.now() - began);
  await Promise.all(
    crowded.crowd.map(async (one) => {
      for (let i = 0; i < warmUps && leftMs() > 0; i++)
        await ask(stage, crowded, one, "warm up", { reads: true, limitMs: leftMs() });
    }),
  );
}

/** Behind a launcher (npm, go run, a shell) the program itself is told, see stop-with-requests-in-flight. */
function tellToStop({ process }: Instance): void {
  if (!process.signalListener("SIGTERM")) process.signal("SIGTERM");
}

/** Every other client makes something, the others read. */
function ask(
  { surface, random }: Stage,
  { resource, made }: Crowded,
  { client, connection }: Crowded["crowd"][number],
  label: string,
  { reads = client % 2 === 0, limitMs = surface.limits.stopMs + answerLimitMs } = {},
): Promise<Exchange> {
  const note = { client, kept: connection.kept } satisfies LoadedStopNote;
  const create = operationOf(surface, resource.create);
  return reads
    ? connection.call(operationOf(surface, resource.read), { label, note, limitMs, path: pathOf(resource, made.id) })
    : connection.call(create, { label, note, limitMs, body: markedBody(create, random) });
}

/** Each goes on as soon as it is answered, until nobody listens any more. */
async function askOn(
  stage: Stage,
  { track, process }: Instance,
  crowded: Crowded,
  underWay: readonly Promise<Exchange>[],
  over: AbortSignal,
): Promise<void> {
  const seen: AskedOn = { asked: 0, answered: 0 };
  track.sieve = ({ kind }) => (kind !== "exchange" && kind !== "statement") || seen.asked < keptAskedOn;
  try {
    await Promise.all(
      crowded.crowd.map(async (one, i) => {
        await underWay[i];
        while (!over.aborted && process.running) {
          const { outcome } = await ask(stage, crowded, one, "asked on", { reads: true });
          seen.asked++;
          if (outcome === "answered") seen.answered++;
          if (outcome === "refused") return;
          await stage.wait(pauseMs);
        }
      }),
    );
  } finally {
    track.sieve = undefined;
  }
  track.append({ kind: "fact", at: track.now(), name: "asked on", value: { ...seen } });
}

/** Through the program itself, started again: what it answered 2xx has to be there. */
async function readAcknowledged(stage: Stage, instance: Instance, resource: Resource, answered: Exchange[]) {
  const created = answered.filter((exchange) => succeeded(exchange) && exchange.operation === resource.create);
  if (created.length === 0) return;
  await instance.process.kill();
  await instance.restart();
  if (!instance.ready) return;
  for (const exchange of created.slice(0, mostReadBack)) {
    const id = idOf(exchange, resource);
    if (id === undefined || exchange.note === undefined) continue;
    const read = operationOf(stage.surface, resource.read);
    await instance.http.call(read, { label: "read after the stop", note: exchange.note, path: pathOf(resource, id) });
  }
}
