/**
 * Is it there at all? The first requests to a copy that has just been started.
 */
import { canBeCalled } from "../acts/things.ts";
import { operationOf, resourcesWith, type Scenario } from "../scenario.ts";

const scenario: Scenario = {
  title: "start it and ask whether it serves",
  fast: true,
  instance: "shared",
  first: true,
  uses: [],
  limitMs: 60_000,
  async run({ shared, surface }) {
    if (surface.health) await shared.http.send({ label: "health", method: "GET", url: surface.health });
    if (!shared.ready) return;
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
