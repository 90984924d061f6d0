/**
 * A steady load far below what the program carries, half of it requests that have to be refused, in rounds; several times a
 * second a look at what the program holds: memory, descriptors, connections. Rounds go on while something still grows, as
 * caches, pools and heaps do at first and what is never given back does for ever. Where it has grown in every round, one
 * round of good requests alone and one of refused ones alone show which of them leave something behind.
 *
 * A collector of garbage lets memory grow for as long as there is room, which on a large machine is longer than anybody would
 * watch (measured: a correct program on the Java virtual machine grew by 30 MB for 1,000 requests until it had 260 MB). So
 * this copy is told by the environment to collect soon: see `soon`.
 *
 * Takes some 14 s where nothing grows, 35 s where something does.
 */
import { inPlace } from "../acts/in-place.ts";
import { inTurn, type LoadMix, mixLoad, mixRefused } from "../acts/load-mix.ts";
import { loaderOf } from "../acts/loads.ts";
import { bringRounds, type Round } from "../acts/rounds.ts";
import { type Made, makeable, makeThing, richest } from "../acts/things.ts";
import { isServed, stillGrows, tooFew } from "../reading/rounds.ts";
import { type Instance, requireReady, type Scenario, type Stage } from "../scenario.ts";

const things = 20;
/** As many at once as the program cares to serve: opens what it will need, and tells how much it carries. */
const warmUp = {
  perSecond: 2_000,
  durationMs: 2_000,
  mostConnections: 40,
  patienceMs: 10_000,
  drainMs: 0,
  mostKept: 0,
};
/** Of what it carries. Beyond half of it queues come and go. */
const share = 0.4;
const [lowestPerSecond, highestPerSecond] = [30, 1_000];
/** A correct program is level after two or three. On a busy machine a round has few requests, and more of them are needed. */
const [mostRounds, mostShortRounds] = [6, 12];
/** Times that the rate is halved because too much was not served: the machine has become busier since we asked. */
const mostSlower = 2;
/**
 * A young generation of a few megabytes is used up within a thousand requests, and a heap that grows for want of collecting is
 * told apart from one that grows for good. V8 lets the old one grow by a third at a time where it may have 256 MB, instead of to its
 * fourfold, in which what is kept would go unseen for thousands of requests. glibc gives each thread an arena of its own, which
 * fill one after another.
 *
 * https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html (-Xmn), https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib,
 * https://learn.microsoft.com/en-us/dotnet/core/runtime-config/garbage-collector (gen0size, in hexadecimal),
 * https://man7.org/linux/man-pages/man3/mallopt.3.html (M_ARENA_MAX)
 */
const soon = {
  JAVA_TOOL_OPTIONS: "-Xmn16m",
  NODE_OPTIONS: "--max-semi-space-size=1 --max-old-space-size=256",
  DOTNET_GCgen0size: "0x1000000",
  MALLOC_ARENA_MAX: "2",
};

const scenario: Scenario = {
  title: "bring a steady load and see what it leaves behind",
  fast: false,
  instance: "own",
  production: { expectedMs: 15_000 },
  uses: ["process", "database"],
  limitMs: 150_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    // What somebody has chosen for their program is left as it is.
    const own = Object.entries(soon).filter(([name]) => !(name in stage.mappedEnvironment));
    const instance = requireReady(await stage.start({ environment: Object.fromEntries(own) }));
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const made: Made[] = [];
    for (let i = 0; i < things; i++) made.push(await makeThing(here, instance, resource, `row ${i}`));
    const good = await mixLoad(here, instance, resource, made);
    const refused = await mixRefused(here, instance, resource, made);
    const mixed = inTurn(good, refused);

    const perSecond = await findSteadyRate(here, instance, mixed);
    if (perSecond === 0) return;
    let rounds: Round[] = [];
    let slower = 0;
    const context = { stage: here, instance, perSecond, settings: soon };
    await bringRounds({ ...context, of: "mixed", mix: mixed }, (round) => {
      rounds.push(round);
      if (!instance.process.running) return undefined;
      if (!isServed(round) && slower++ < mostSlower) {
        // What waits is memory, too: only a load that is served says what it leaves behind.
        rounds = [];
        return Math.max(lowestPerSecond, Math.round(round.perSecond / 2));
      }
      const most = tooFew(rounds) ? mostShortRounds : mostRounds;
      return rounds.length < most && stillGrows(rounds) ? round.perSecond : undefined;
    });
    if (tooFew(rounds) || !stillGrows(rounds) || !instance.process.running) return;
    for (const [of, mix] of [["good", good] as const, ["refused", refused] as const]) {
      await bringRounds({ ...context, of, mix, perSecond: rounds[0]?.perSecond ?? perSecond }, () => undefined);
    }
  },
};
export default scenario;

async function findSteadyRate(stage: Stage, instance: Instance, mix: LoadMix): Promise<number> {
  const loader = await loaderOf(stage, instance, mix);
  try {
    const { seen } = await loader.run("warm up", warmUp);
    const carried = (seen.byOutcome.ok + seen.byOutcome.wrong) / (seen.drainedMs / 1_000);
    if (carried === 0) return 0;
    return Math.round(Math.min(highestPerSecond, Math.max(lowestPerSecond, share * carried)));
  } finally {
    await loader.close();
  }
}
