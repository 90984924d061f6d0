/**
 * Starts two copies at once, each with a port and a database of its own, and sees whether each keeps to its own.
 *
 * Takes some 2 s: two starts side by side and six requests.
 */
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
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
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const copies = await Promise.all([stage.start(), stage.start()]);
    for (const copy of copies) {
      const configuration = { port: copy.port, database: copy.database.name };
      copy.track.append({ kind: "fact", at: copy.track.now(), name: "configuration", value: configuration });
    }
    // Which of them are ready, and where, is for the check to see.
    if (!copies.every((copy) => copy.ready)) return;
    const [first, second] = copies as [Instance, Instance];
    await makeAndLook(stage, first, second);
    await makeAndLook(stage, second, first);
  },
};
export default scenario;

async function makeAndLook(everywhere: Stage, home: Instance, other: Instance): Promise<void> {
  const { stage, resource } = await inPlace(everywhere, home, richest(everywhere.surface, "read"));
  const body = markedBody(operationOf(stage.surface, resource.create), stage.random);
  const made = await makeThing(stage, home, resource, home.id, { body });
  const note = { resource: resource.name, madeIn: home.id, sent: made.sent };
  const path = pathOf(resource, made.id);
  const read = operationOf(stage.surface, resource.read);
  await home.http.call(read, { label: "read its own", note, path });
  await other.http.call(read, { label: "read across", note, path });
}
