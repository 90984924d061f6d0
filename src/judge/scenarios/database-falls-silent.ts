/**
 * Makes the database fall silent: nothing is closed, nothing is refused, nothing is answered. Asks for everything at once,
 * then lets the database come back (what was open is cut, as no network brings back swallowed bytes).
 *
 * Takes 4 to 13 s, as long as the program's own patience, and only waits: the requests are sent side by side.
 */
import type { Resource } from "../../contract/surface.ts";
import { useEveryOperation } from "../acts/every-operation.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { makeThing, standingAlone } from "../acts/things.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, requireReady, type Scenario } from "../scenario.ts";

/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "make its database fall silent",
  fast: false,
  instance: "quiet",
  uses: ["process", "database"],
  promises: ["outage-is-answered-503"],
  limitMs: 90_000,
  inapplicable: (surface) => (standingAlone(surface, "create").length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const resource = standingAlone(stage.surface, "create")[0] as Resource;
    const kept = await makeThing(stage, instance, resource, "kept");
    const given = await makeThing(stage, instance, resource, "given");
    const spare = await makeThing(stage, instance, resource, "spare");
    const limitMs = stage.surface.limits.outageAnswerMs + graceMs;
    const before = await useEveryOperation(stage, instance, resource, { label: "before", kept, given: spare, limitMs });
    if (!before.every(succeeded)) throw new CannotGoOn("not everything works while the database is there");

    const endSilence = await instance.database.fault({ kind: "silence" });
    await useEveryOperation(stage, instance, resource, { label: "during the silence", kept, given, limitMs });
    await endSilence();
    await waitForRecovery(stage, instance, resource, "the silence");
  },
};
export default scenario;
