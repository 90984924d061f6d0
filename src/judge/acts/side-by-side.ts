/**
 * Does the same with several resources, side by side: while one waits for its answer, the other works.
 *
 * For scenarios in which nothing that is done to one resource is meant to be seen at another.
 */
import type { Resource } from "../../contract/surface.ts";
import type { Stage } from "../scenario.ts";
import { inPlace } from "./in-place.ts";

/** On the shared copy, each in its place. Whatever becomes of one, the others are finished: nothing is under way afterwards. */
export async function sideBySide(
  stage: Stage,
  resources: readonly Resource[],
  act: (here: Stage, resource: Resource) => Promise<void>,
): Promise<void> {
  const acts = resources.map(async (wanted) => {
    // Draws of its own, or the data would depend on who is answered first.
    const random = stage.random.fork(wanted.name);
    const own: Stage = Object.create(stage, { random: { value: random, enumerable: true } });
    const { stage: here, resource } = await inPlace(own, stage.shared, wanted);
    await act(here, resource);
  });
  for (const outcome of await Promise.allSettled(acts)) if (outcome.status === "rejected") throw outcome.reason;
}
