/**
 * Asks the program to stop (SIGTERM) while statements of its requests wait inside the database; lets them go on, and sees
 * whether they are answered, what became of the process, and whether what was acknowledged is there.
 *
 * A connection that is kept alive and idle stays open beside it, as a load balancer's would.
 * Takes some 3 s: two starts, 0.5 s of waiting, and as long as the program takes to stop.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { type HeldTables, holdTables } from "../acts/hold-tables.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { answerLimitMs, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "in flight" and "read after the stop". */
export interface InFlightNote {
  resource: string;
  thing: string;
}

/** The fact "waiting when asked to stop": the statements that wait for our lock just before the signal. */
export type WaitingStatements = string[];

const creates = 3;
/** For the statements to reach the database; with none there by then, nothing is in flight. */
const arrivalLimitMs = 3_000;
/** When no further one arrives for so long, the program works on fewer at once than we asked for. */
const settledMs = 300;
/** Within this, a program that does not care about its requests has ended. */
const holdAfterSignalMs = 400;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_000;

const scenario: Scenario = {
  title: "ask it to stop while requests are in flight",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["graceful-stop"],
  limitMs: 100_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    // Its mark shows what this program's create looks like at the database.
    const body = markedBody(operationOf(here.surface, resource.create), here.random);
    const old = await makeThing(here, instance, resource, "old", { body });
    await instance.http.send({
      label: "leaves a connection open",
      method: "GET",
      url: resource.collection,
      keepOpenMs: here.surface.limits.stopMs * 2,
    });

    const held = await holdTables(instance.database, "writes");
    const answers = Promise.all(sendWrites(here, instance, resource, old.id));
    try {
      if (held) {
        await untilArrived(here, instance, held);
        const { track } = instance;
        const value = await held.waitingStatements();
        track.append({ kind: "fact", at: track.now(), name: "waiting when asked to stop", value });
      }
      // Behind a launcher (npm, go run, a shell) the program itself is told: launchers hand on a status, but not every one a
      // signal. npm 11 died within 8 ms of it and left node running.
      if (!instance.process.signalListener("SIGTERM")) instance.process.signal("SIGTERM");
      await here.wait(holdAfterSignalMs);
    } finally {
      await held?.release();
    }
    const answered = await answers;
    await instance.process.waitUntilEnded(here.surface.limits.stopMs + graceMs);
    await readAcknowledged(here, instance, resource, answered);
  },
};
export default scenario;

function sendWrites({ surface, random }: Stage, { http }: Instance, resource: Resource, oldId: string) {
  const limitMs = surface.limits.stopMs + answerLimitMs;
  const create = operationOf(surface, resource.create);
  const requests = Array.from({ length: creates }, (_, i) =>
    http.call(create, {
      label: "in flight",
      note: { resource: resource.name, thing: `new ${i + 1}` },
      body: markedBody(create, random),
      limitMs,
    }),
  );
  if (resource.update) {
    const update = operationOf(surface, resource.update);
    requests.push(
      http.call(update, {
        label: "in flight",
        note: { resource: resource.name, thing: "old" },
        path: pathOf(resource, oldId),
        body: markedChange(update, random),
        limitMs,
      }),
    );
  }
  return requests;
}

async function untilArrived({ wait }: Stage, { track }: Instance, held: HeldTables): Promise<void> {
  const began = track.now();
  let most = 0;
  let since = began;
  for (;;) {
    const waiting = (await held.waiting()).length;
    const now = track.now();
    if (waiting > most) {
      most = waiting;
      since = now;
    }
    if (most > creates || now - began > arrivalLimitMs || (most > 0 && now - since > settledMs)) return;
    await wait(25);
  }
}

/** Through the program itself, started again: what it answered 2xx has to be there. */
async function readAcknowledged(stage: Stage, instance: Instance, resource: Resource, answered: Exchange[]) {
  const acknowledged = answered.filter(succeeded);
  if (acknowledged.length === 0) return;
  await instance.process.kill();
  await instance.restart();
  if (!instance.ready) return;
  for (const exchange of acknowledged) {
    const id = idOf(exchange, resource);
    if (id === undefined || exchange.note === undefined) continue;
    const read = operationOf(stage.surface, resource.read);
    await instance.http.call(read, { label: "read after the stop", note: exchange.note, path: pathOf(resource, id) });
  }
}
