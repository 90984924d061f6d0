/**
 * Is it there at all? The first requests to a copy that has just been started.
 */
import { canBeCalled } from "../acts/things.ts";
import { operationOf, resourcesWith, type Scenario, type Stage } from "../scenario.ts";

const scenario: Scenario = {
  title: "start it and ask whether it serves",
  fast: true,
  instance: "shared",
  first: true,
  uses: [],
  limitMs: 60_000,
  async run(stage) {
    const { shared, surface } = stage;
    if (surface.health) await shared.http.send({ label: "health", method: "GET", url: surface.health });
    if (!shared.ready) return;
    await comeIn(stage);
    for (const resource of resourcesWith(surface, "list")) {
      const list = operationOf(surface, resource.list);
      // What lies below something else needs that first, and making things is for later.
      if (list.path.includes("{") || !canBeCalled(surface, list)) continue;
      await shared.http.call(list, {
        label: "first list",
        note: { resource: resource.name },
      });
    }
  },
};
export default scenario;

/** Somebody signs up, logs in and asks who that was, where there is such a thing. */
async function comeIn({ shared, surface }: Stage): Promise<void> {
  if (!surface.identity) return;
  await shared.http.credentials();
  const { me } = surface.identity;
  if (me !== undefined) await shared.http.call(operationOf(surface, me), { label: "who am I" });
}
