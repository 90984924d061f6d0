/**
 * Many creates at once, each with values of its own.
 */
import { inPlace } from "../acts/in-place.ts";
import { inTurns } from "../acts/in-turns.ts";
import { makeable, pathOf } from "../acts/things.ts";
import { idOf } from "../probe/http/messages.ts";
import { sentObject, succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, operationOf, type Scenario } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "create at once", "create alone" and "read at once". */
export interface ParallelNote {
  resource: string;
  /** The same for a create and the read of what it made. */
  thing: string;
}

/** As many as the connections that a contract may allow, so that they meet in the program and not in a queue before it. */
const together = 20;

/** What failed among others is sent again by itself: what fails then too has nothing to do with the others. */
const mostAlone = 5;

const scenario: Scenario = {
  title: "create twenty at the same moment",
  fast: true,
  instance: "shared",
  uses: [],
  limitMs: 60_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    for (const wanted of makeable(stage.surface)) {
      const { stage: here, resource } = await inPlace(stage, stage.shared, wanted);
      const { surface, shared, random } = here;
      const create = operationOf(surface, resource.create);
      const numbers = Array.from({ length: together }, (_, i) => i);
      const noteOf = (i: number) => ({ resource: resource.name, thing: `t${i}` }) satisfies ParallelNote;
      const created = await Promise.all(
        numbers.map((i) =>
          shared.http.call(create, { label: "create at once", note: noteOf(i), body: validBody(create, random) }),
        ),
      );
      if (!created.some(succeeded)) throw new CannotGoOn("none of twenty creates at once worked");
      const failed = created.flatMap((exchange, i) => (succeeded(exchange) ? [] : [{ body: sentObject(exchange), i }]));
      for (const { body, i } of failed.slice(0, mostAlone)) {
        if (body) await shared.http.call(create, { label: "create alone", note: noteOf(i), body });
      }
      if (!resource.read) continue;
      const read = operationOf(surface, resource.read);
      await inTurns(numbers, 4, async (i) => {
        const exchange = created[i];
        const id = exchange && succeeded(exchange) ? idOf(exchange, resource) : undefined;
        if (id === undefined) return;
        await shared.http.call(read, { label: "read at once", note: noteOf(i), path: pathOf(resource, id) });
      });
    }
  },
};
export default scenario;
