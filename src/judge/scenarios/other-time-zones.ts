/**
 * Copies of the program in time zones far apart, on one database: a date that is made in one is read in the others.
 */
import type { Resource, Surface } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { inTurns } from "../acts/in-turns.ts";
import { isDate, membersOf } from "../acts/members.ts";
import { makeable, pathOf } from "../acts/things.ts";
import { unusualDates } from "../acts/unusual-values.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "create date" and "read date". */
export interface DateNote {
  resource: string;
  member: string;
  what: string;
  /** TZ of the copy that was asked. */
  zone: string;
  /** TZ of the copy that made it. */
  madeIn: string;
  case: string;
}

/**
 * The ends of the world, 25 hours apart, so that midnight in one is another day in the other at any moment; and a zone with
 * half an hour, which a shift by whole hours does not repair.
 */
const zones = ["Pacific/Kiritimati", "America/Los_Angeles", "Pacific/Marquesas"] as const;

const scenario: Scenario = {
  title: "run copies in other time zones on one database",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  limitMs: 90_000,
  inapplicable: (surface) =>
    datedResources(surface).length > 0 ? undefined : "nothing with a date can be created and read",
  async run(stage) {
    // One after the other at first: making the table is a race that no contract asks a program to win.
    const first = requireReady(await stage.start({ environment: { TZ: zones[0] } }));
    const others = await Promise.all(
      zones.slice(1).map((zone) => stage.start({ environment: { TZ: zone }, database: first.database })),
    );
    const copies = [first, ...others.map(requireReady)].map((instance, i) => ({ instance, zone: zones[i] as string }));
    for (const wanted of datedResources(stage.surface)) {
      const { stage: here, resource } = await inPlace(stage, first, wanted);
      for (const copy of copies.slice(0, 2)) await makeDates(here, resource, copy, copies);
    }
  },
};
export default scenario;

interface Copy {
  instance: Instance;
  zone: string;
}

function datedResources(surface: Surface): Resource[] {
  return makeable(surface, "read").filter((resource) => membersOf(operationOf(surface, resource.create)).some(isDate));
}

async function makeDates({ surface, random }: Stage, resource: Resource, maker: Copy, copies: Copy[]): Promise<void> {
  const create = operationOf(surface, resource.create);
  const read = operationOf(surface, resource.read);
  const member = membersOf(create).find(isDate)?.name as string;
  await inTurns([...unusualDates.entries()], 2, async ([i, { what, value }]) => {
    const about = { resource: resource.name, member, what, madeIn: maker.zone, case: `${maker.zone}-${i}` };
    const body = { ...validBody(create, random), [member]: value };
    const note = { ...about, zone: maker.zone } satisfies DateNote;
    const created = await maker.instance.http.call(create, { label: "create date", note, body });
    const id = succeeded(created) ? idOf(created, resource) : undefined;
    if (id === undefined) throw new CannotGoOn(`creating one with ${value} did not work (${created.response?.status})`);
    for (const { instance, zone } of copies) {
      const note = { ...about, zone } satisfies DateNote;
      await instance.http.call(read, { label: "read date", note, path: pathOf(resource, id) });
    }
  });
}
