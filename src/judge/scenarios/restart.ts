/**
 * Stops the program in an orderly way and starts it again on the same database, as every release does.
 *
 * Takes some 2 s: two starts and a stop of the program.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedChange } from "../acts/marked-bodies.ts";
import { type Made, makeable, makeThing, pathOf } from "../acts/things.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "read before the stop" and "read after the restart". */
export interface RestartNote {
  resource: string;
  thing: string;
}

const things = 5;

/** How a program stops is judged elsewhere; one that does not is killed, so that it can be started again. */
const stopLimitMs = 5_000;

const scenario: Scenario = {
  title: "stop it and start it again on the same database",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["writes-survive-kill"],
  limitMs: 80_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const made: Kept[] = [];
    for (const wanted of makeable(stage.surface, "read")) {
      const { stage: here, resource } = await inPlace(stage, instance, wanted);
      const these: Made[] = [];
      for (let n = 1; n <= things; n++) these.push(await makeThing(here, instance, resource, `${n}`));
      await changeOneAndDeleteOne(here, instance, resource, these);
      made.push(...these.map(({ id }, i) => ({ stage: here, resource, thing: `${resource.name} ${i + 1}`, id })));
    }
    for (const one of made) await read(instance, one, "read before the stop");

    instance.process.signal("SIGTERM");
    await instance.process.waitUntilEnded(stopLimitMs);
    // Also when it has ended: what a launcher has left behind would hold the port.
    await instance.process.kill();
    await instance.restart();
    if (!instance.ready) return;
    for (const one of made) await read(instance, one, "read after the restart");
  },
};
export default scenario;

interface Kept {
  /** In the place of the thing. */
  stage: Stage;
  resource: Resource;
  thing: string;
  id: string;
}

/** So that changes and deletions are kept too, and not only what was made. */
async function changeOneAndDeleteOne({ surface, random }: Stage, instance: Instance, resource: Resource, made: Made[]) {
  const [changed, deleted] = made as [Made, Made];
  const note = { resource: resource.name };
  if (resource.update) {
    const update = operationOf(surface, resource.update);
    const body = markedChange(update, random);
    await instance.http.call(update, { label: "update", note, path: pathOf(resource, changed.id), body });
  }
  if (resource.remove) {
    const remove = operationOf(surface, resource.remove);
    await instance.http.call(remove, { label: "delete", note, path: pathOf(resource, deleted.id) });
  }
}

function read(instance: Instance, { stage, resource, thing, id }: Kept, label: string): Promise<Exchange> {
  const note = { resource: resource.name, thing };
  return instance.http.call(operationOf(stage.surface, resource.read), { label, note, path: pathOf(resource, id) });
}
