/**
 * Makes the database fall silent: nothing is closed, nothing is refused, nothing is answered. Asks for everything at once,
 * then lets the database come back (what was open is cut, as no network brings back swallowed bytes).
 *
 * Twice, because a pool's old connections and new ones are waited for in different places. Takes 6 to 20 s, twice the
 * program's own patience, and only waits: the requests are sent side by side, while another scenario waits for 22 s.
 */
import { useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { makeable, makeThing, richest } from "../acts/things.ts";
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
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface));
    const kept = await makeThing(here, instance, resource, "kept");
    const given = await makeThing(here, instance, resource, "given");
    const spare = await makeThing(here, instance, resource, "spare");
    const limitMs = here.surface.limits.outageAnswerMs + graceMs;
    const before = await useEveryOperation(here, instance, resource, { label: "before", kept, given: spare, limitMs });
    if (!before.every(succeeded)) throw new CannotGoOn("not everything works while the database is there");

    const endSilence = await instance.database.fault({ kind: "silence" });
    const silent = { label: "during the silence", kept, given, limitMs };
    const first = await useEveryOperation(here, instance, resource, silent);
    // The first met connections of the pool that had gone silent; these have to connect, which is another wait.
    if (first.every(({ outcome }) => outcome === "answered")) await useEveryOperation(here, instance, resource, silent);
    await endSilence();
    await waitForRecovery(here, instance, resource, "the silence");
  },
};
export default scenario;
