/**
 * Puts the database far away: each message of the program takes 150 ms longer. Everything still has to work, only slower.
 *
 * 150 ms is a database on another continent; a fresh connection with its log-in takes a second then, a request with a
 * transaction around it half a second. Takes some 4 s, mostly waiting.
 */
import type { Resource } from "../../contract/surface.ts";
import { type OperationNote, useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "while it is slow". `expects` is what was sent when the thing was made. */
export interface SlowNote extends OperationNote {
  expects?: Made["sent"];
}

const latencyMs = 150;
const readsAtOnce = 5;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "make its database slow",
  fast: false,
  instance: "quiet",
  uses: ["database"],
  limitMs: 110_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface));
    const limitMs = here.surface.limits.outageAnswerMs + graceMs;
    const make = (thing: string) => makeThing(here, instance, resource, thing);
    const [kept, given, alsoGiven] = [await make("kept"), await make("given"), await make("given before")];
    const others: Made[] = [];
    for (let n = 1; n <= readsAtOnce; n++) others.push(await make(`other ${n}`));
    const before = { label: "before", kept, given: alsoGiven, limitMs };
    if (!(await useEveryOperation(here, instance, resource, before)).every(succeeded)) {
      throw new CannotGoOn("not everything works while the database is quick");
    }

    const endLatency = await instance.database.fault({ kind: "latency", ms: latencyMs });
    try {
      await useEveryOperation(here, instance, resource, { label: "while it is slow", kept, given, limitMs });
      await Promise.all(others.map((other) => readSlowly(here, instance, resource, other, limitMs)));
    } finally {
      await endLatency();
    }
  },
};
export default scenario;

async function readSlowly({ surface }: Stage, instance: Instance, resource: Resource, made: Made, limitMs: number) {
  if (!resource.read) return;
  await instance.http.call(operationOf(surface, resource.read), {
    label: "while it is slow",
    note: { resource: resource.name, does: "read", expects: made.sent },
    path: pathOf(resource, made.id),
    limitMs,
  });
}
