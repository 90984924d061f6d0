/**
 * Starts two copies at once, each with a port and a database of its own, and sees whether each keeps to its own.
 *
 * Takes some 2 s: two starts side by side and six requests.
 */
import type { Resource } from "../../contract/surface.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { makeThing, pathOf, standingAlone } from "../acts/things.ts";
import { type Instance, operationOf, type Scenario, type Stage } from "../scenario.ts";

/** Of "create", "list", "read its own" and "read across": what is looked for, and in which copy it was made. */
export interface CopyNote {
  resource: string;
  madeIn: string;
  sent: { [member: string]: string | number };
}

const scenario: Scenario = {
  title: "start two copies with other ports and other databases",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["port-and-database-from-environment"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    standingAlone(surface, "create", "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const copies = await Promise.all([stage.start(), stage.start()]);
    for (const copy of copies) {
      const configuration = { port: copy.port, database: copy.database.name };
      copy.track.append({ kind: "fact", at: copy.track.now(), name: "configuration", value: configuration });
    }
    // Which of them are ready, and where, is for the check to see.
    if (!copies.every((copy) => copy.ready)) return;
    const resource = standingAlone(stage.surface, "create", "read")[0] as Resource;
    const [first, second] = copies as [Instance, Instance];
    await makeAndLook(stage, resource, first, second);
    await makeAndLook(stage, resource, second, first);
  },
};
export default scenario;

async function makeAndLook(stage: Stage, resource: Resource, home: Instance, other: Instance): Promise<void> {
  const body = markedBody(operationOf(stage.surface, resource.create), stage.random);
  const made = await makeThing(stage, home, resource, home.id, { body });
  const note = { resource: resource.name, madeIn: home.id, sent: made.sent };
  const path = pathOf(resource, made.id);
  const read = operationOf(stage.surface, resource.read);
  await home.http.call(read, { label: "read its own", note, path });
  await other.http.call(read, { label: "read across", note, path });
}
