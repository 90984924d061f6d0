/**
 * Takes the database away for some seconds (connections are cut, new ones refused), asks for everything meanwhile, brings
 * it back, and sees whether the program is well again by itself. Then only cuts the open connections, as a failover does.
 *
 * Takes some 6 s, mostly waiting: 3 s of outage and two recoveries. A program that answers late stretches it.
 */
import { useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { waitForRecovery } from "../acts/recovery.ts";
import { makeable, makeThing, richest } from "../acts/things.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, requireReady, type Scenario } from "../scenario.ts";

/** Long enough for pools to notice and for their first attempts to connect again to fail. */
const outageMs = 3_000;
/** In the first moment, when old connections break; and when the program has settled into the outage. */
const wavesAtMs = [0, 1_000, 2_500];
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "take its database away and bring it back",
  fast: false,
  instance: "quiet",
  uses: ["process", "database"],
  promises: ["outage-is-answered-503"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { track } = instance;
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface));
    const [kept, given, alsoGiven] = [
      await makeThing(here, instance, resource, "kept"),
      await makeThing(here, instance, resource, "given"),
      await makeThing(here, instance, resource, "given after the cut"),
    ];
    const limitMs = here.surface.limits.outageAnswerMs + graceMs;
    const spare = await makeThing(here, instance, resource, "spare");
    const before = await useEveryOperation(here, instance, resource, { label: "before", kept, given: spare, limitMs });
    if (!before.every(succeeded)) throw new CannotGoOn("not everything works while the database is there");

    const endOutage = await instance.database.fault({ kind: "refuse" });
    const began = track.now();
    for (const at of wavesAtMs) {
      if (at > 0 && track.now() - began > outageMs) break;
      await here.wait(Math.max(0, began + at - track.now()));
      await useEveryOperation(here, instance, resource, { label: "during the outage", kept, given, limitMs });
    }
    await here.wait(Math.max(0, began + outageMs - track.now()));
    await endOutage();
    if (!(await waitForRecovery(here, instance, resource, "the outage"))) return;

    await (await instance.database.fault({ kind: "cut" }))();
    await useEveryOperation(here, instance, resource, { label: "after the cut", kept, given: alsoGiven, limitMs });
    await waitForRecovery(here, instance, resource, "the cut");
  },
};
export default scenario;
