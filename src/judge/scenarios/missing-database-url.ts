/**
 * Starts the program without DATABASE_URL, and without every setting that the manifest makes of it.
 *
 * Takes as long as the program needs to notice, well under 1 s; 8 s when it does not.
 */
import type { Scenario, Stage } from "../scenario.ts";

/** The contract says "at once". A runtime may take a second to start on a busy machine, a compiler several. */
const endsWithinMs = 8_000;

const scenario: Scenario = {
  title: "start it without DATABASE_URL",
  fast: false,
  instance: "quiet",
  uses: ["process"],
  promises: ["port-and-database-from-environment"],
  limitMs: 60_000,
  async run(stage) {
    stage.track.append({
      kind: "fact",
      at: stage.track.now(),
      name: "settings-removed",
      value: settingsRemoved(stage),
    });
    const instance = await stage.start({ environment: { DATABASE_URL: undefined }, readyWithinMs: 0 });
    if (await instance.process.waitUntilEnded(endsWithinMs)) return;
    // Whether it even serves makes it worse, and easier to explain.
    await instance.waitUntilReady(100);
  },
};
export default scenario;

/** The names under which the program may know it; any of them will do when it says what is missing. */
function settingsRemoved({ mappedEnvironment }: Stage): string[] {
  const madeOfIt = Object.keys(mappedEnvironment).filter((name) =>
    /\$\{DATABASE_\w+\}/.test(mappedEnvironment[name] ?? ""),
  );
  return ["DATABASE_URL", ...madeOfIt];
}
