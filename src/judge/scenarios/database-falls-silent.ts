/**
 * Makes the database fall silent: nothing is closed, nothing is refused, nothing is answered. Asks for everything at once,
 * then lets the database come back (what was open is cut, as no network brings back swallowed bytes).
 *
 * Twice, because a pool's old connections and new ones are waited for in different places. Takes 6 to 20 s, twice the
 * program's own patience, and only waits: the requests are sent side by side, while another scenario waits for 22 s.
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
    const silent = { label: "during the silence", kept, given, limitMs };
    const first = await useEveryOperation(stage, instance, resource, silent);
    // The first met connections of the pool that had gone silent; these have to connect, which is another wait.
    if (first.every(({ outcome }) => outcome === "answered"))
      await useEveryOperation(stage, instance, resource, silent);
    await endSilence();
    await waitForRecovery(stage, instance, resource, "the silence");
  },
};
export default scenario;
