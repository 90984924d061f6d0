/**
 * Sends what has to be refused, and hangs up on some of it, several hundred times in four equal rounds; after each it rests until
 * everything should have been given back, and looks at what the program still holds.
 *
 * Takes some 16 s, half of it at rest. The first round fills pools and caches and does not count.
 */
import { inPlace } from "../acts/in-place.ts";
import { markedBody } from "../acts/marked-bodies.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { openRudeConnections } from "../probe/http/rude-connections.ts";
import type { NewEntry } from "../recorder.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** The value of the fact "held": what the program had after each round, at rest; the first was before all of them. */
export interface Held {
  round: number;
  requests: number;
  descriptors: number;
  connections: number;
}

const rounds = 4;
/** In each: of each of the three kinds that are refused, and as many that hang up. */
const times = 60;
const atOnce = 8;
/** Our own idle connections are closed after one second, those of a program that closes them itself after a few more. */
const restMs = 2_500;
/** Samples come four times a second. */
const lookedAtMs = 1_000;

const scenario: Scenario = {
  title: "send several hundred requests that are refused",
  fast: false,
  instance: "quiet",
  production: { expectedMs: 18_000 },
  uses: ["process", "database"],
  limitMs: 150_000,
  inapplicable: (surface) => (makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read"),
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const { surface, random } = here;
    const create = operationOf(surface, resource.create);
    const read = operationOf(surface, resource.read);
    const made = await makeThing(here, instance, resource, "the only one");
    const { id: unknown } = unknownIdLike(made.id, random);
    const credentials = create.secured ? await instance.http.credentials() : {};
    const head = Object.entries({ ...credentials, "content-type": "application/json", "content-length": "200" });
    const lines = [`POST ${create.path} HTTP/1.1`, "host: 127.0.0.1", ...head.map((pair) => pair.join(": ")), "", "{"];
    const begun = { first: Buffer.from(lines.join("\r\n"), "latin1"), reads: true };
    const refused = [
      () => instance.http.call(read, { label: "refused", path: pathOf(resource, unknown) }),
      () => instance.http.call(create, { label: "refused", body: {} }),
      () => instance.http.call(create, { label: "refused", rawBody: "{" }),
      () => instance.http.call(create, { label: "made", body: markedBody(create, random) }),
    ];

    await noteHeld(here, instance, 0, 0);
    for (let round = 1; round <= rounds; round++) {
      // Hundreds that are all alike say nothing more than their number.
      instance.track.sieve = ({ kind }: NewEntry) => kind === "sample" || kind === "process" || kind === "fact";
      let left = times;
      const work = async () => {
        while (left-- > 0) for (const send of refused) await send();
      };
      try {
        await Promise.all(Array.from({ length: atOnce }, work));
        for (let n = 0; n < times; n += atOnce) {
          const { url } = instance;
          const group = await openRudeConnections({ url, signal: stage.signal }, Array(atOnce).fill(begun));
          await stage.wait(20);
          await group.leave("reset");
        }
      } finally {
        instance.track.sieve = undefined;
      }
      await noteHeld(here, instance, round, times * (refused.length + 1));
    }
  },
};
export default scenario;

async function noteHeld(stage: Stage, instance: Instance, round: number, requests: number): Promise<void> {
  await stage.wait(restMs);
  const { track, database } = instance;
  const since = track.now() - lookedAtMs;
  const seen = stage.seen(instance).flatMap((entry) => (entry.kind === "sample" && entry.at >= since ? [entry] : []));
  const descriptors = seen.map((sample) => sample.descriptors ?? 0).filter((count) => count > 0);
  const held: Held = {
    round,
    requests,
    descriptors: descriptors.length > 0 ? Math.min(...descriptors) : 0,
    connections: database.openConnections,
  };
  track.append({ kind: "fact", at: track.now(), name: "held", value: { ...held } });
}
