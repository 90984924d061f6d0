/**
 * Kills the program (SIGKILL to all of its processes) while four clients write as fast as it answers, right after an
 * acknowledgement; starts it again and reads back everything that was acknowledged. Twice, at different moments.
 *
 * Takes some 5 s: three starts, two times at most 0.9 s of writing, and reading back.
 */
import type { Random } from "../../base/random.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import { makeable, pathOf, richest } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "write" and "read after the kill". The writes of one thing follow one another. */
export interface WriteNote {
  resource: string;
  round: number;
  thing: string;
  /** Absent for reads. */
  does?: "create" | "update" | "delete";
}

const rounds = 2;
/** Enough for parallel transactions, few enough to leave the program a core. */
const writers = 4;
/** Reading back takes as long as writing did. */
const mostWrites = 200;
/** A program that writes behind does so every 100 ms to 1 s; somewhere in here lies a moment before its next write. */
const killAfterMs = { least: 400, most: 900 };
/** When nothing at all is acknowledged any more, there is nothing to wait for. */
const patienceMs = 3_000;
const readersAtOnce = 4;
/** One 5xx just after a start is a warm-up; twice, the row cannot be had. */
const secondLookMs = 500;

const scenario: Scenario = {
  title: "kill it during a stream of writes",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["writes-survive-kill"],
  limitMs: 120_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    for (let round = 1; round <= rounds; round++) {
      const kept = await writeUntilKilled(here, instance, resource, round);
      await instance.restart();
      // Not coming back is for the check to see.
      if (!instance.ready) return;
      await readBack(here, instance, resource, round, kept);
    }
  },
};
export default scenario;

interface Written {
  thing: string;
  id: string;
  deleted: boolean;
}

/** Returns what was acknowledged as created. */
async function writeUntilKilled(
  stage: Stage,
  instance: Instance,
  resource: Resource,
  round: number,
): Promise<Written[]> {
  const { now } = instance.track;
  const killAt = now() + stage.random.integer(killAfterMs.least, killAfterMs.most);
  const all: Written[] = [];
  let acknowledged = 0;
  let killed: Promise<void> | undefined;

  const write = async (writer: number) => {
    const random = stage.random.fork(`round ${round} writer ${writer}`);
    const own: Written[] = [];
    for (let n = 1; !killed; n++) {
      const target = random.integer(1, 100) > 60 ? own.findLast(({ deleted }) => !deleted) : undefined;
      const written = await writeOnce(stage, instance, resource, { random, target, round, name: `${writer}.${n}` });
      if (written) {
        acknowledged++;
        if (!own.includes(written)) own.push(written);
        if (!all.includes(written)) all.push(written);
      }
      const due = acknowledged >= mostWrites || now() >= killAt;
      if (due && (written || now() >= killAt + patienceMs)) killed ??= instance.process.kill();
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, i) => write(i + 1)));
  await killed;
  if (all.length === 0) throw new CannotGoOn("no write was acknowledged");
  return all;
}

interface OneWrite {
  random: Random;
  /** Changed or deleted; without one, something is created. */
  target: Written | undefined;
  round: number;
  name: string;
}

/** What was written, or undefined when that was not acknowledged. */
async function writeOnce(
  { surface }: Stage,
  { http }: Instance,
  resource: Resource,
  { random, target, round, name }: OneWrite,
): Promise<Written | undefined> {
  const note = (does: "create" | "update" | "delete") => ({
    label: "write",
    note: { resource: resource.name, round, thing: target?.thing ?? name, does },
  });
  const path = target && pathOf(resource, target.id);
  if (path && resource.remove && (!resource.update || random.integer(1, 3) === 1)) {
    // Whether or not it is acknowledged, nothing more is done to it.
    target.deleted = true;
    return succeeded(await http.call(operationOf(surface, resource.remove), { ...note("delete"), path }))
      ? target
      : undefined;
  }
  if (path && resource.update) {
    const update = operationOf(surface, resource.update);
    const exchange = await http.call(update, { ...note("update"), path, body: markedChange(update, random) });
    return succeeded(exchange) ? target : undefined;
  }
  const create = operationOf(surface, resource.create);
  const exchange = await http.call(create, {
    label: "write",
    note: { resource: resource.name, round, thing: name, does: "create" },
    body: markedBody(create, random),
  });
  const id = succeeded(exchange) ? idOf(exchange, resource) : undefined;
  return id === undefined ? undefined : { thing: name, id, deleted: false };
}

async function readBack(
  { surface, wait }: Stage,
  instance: Instance,
  resource: Resource,
  round: number,
  written: Written[],
): Promise<void> {
  const left = [...written];
  const read = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const request = {
        label: "read after the kill",
        note: { resource: resource.name, round, thing: one.thing },
        path: pathOf(resource, one.id),
      };
      const operation = operationOf(surface, resource.read);
      const exchange = await instance.http.call(operation, request);
      if ((exchange.response?.status ?? 500) < 500) continue;
      await wait(secondLookMs);
      await instance.http.call(operation, request);
    }
  };
  await Promise.all(Array.from({ length: readersAtOnce }, read));
}
