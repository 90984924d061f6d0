/**
 * Starts the program while its database refuses connections, and lets the database come 22 s later: after a power cut
 * both machines boot, and the database is the slower one.
 *
 * The longest of all scenarios, 23 to 25 s, and it only waits; so it has to begin first. 22 s and not the 30 s that the
 * contract says, because a program that has waited for so long is not about to give up, and a whole check has 30 s.
 */
import type { Instance, Scenario, Stage } from "../scenario.ts";

const lateMs = 22_000;
/** Programs that wait twice as long after each attempt ask again up to 10 s later; twice that is nobody's habit. */
const readyLimitMs = 20_000;

const scenario: Scenario = {
  title: "start it before its database",
  fast: false,
  instance: "quiet",
  uses: ["process", "database"],
  promises: ["waits-for-database"],
  limitMs: 90_000,
  async run(stage) {
    const instance = await stage.start({ fault: { kind: "refuse" }, readyWithinMs: 0 });
    await whileItRuns(stage, instance);
    await instance.database.endFault();
    if (instance.process.running) await instance.waitUntilReady(readyLimitMs);
  },
};
export default scenario;

async function whileItRuns({ wait, surface }: Stage, { process, track }: Instance): Promise<void> {
  const until = track.now() + Math.min(lateMs, surface.limits.databaseWaitMs);
  while (process.running && track.now() < until) await wait(100);
}
