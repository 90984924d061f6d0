/**
 * Sends requests of several kinds, one of them slow and some while the database is away, lets the program print what it
 * has to say, and stops it in an orderly way, so that what it holds back is printed too.
 *
 * Looks for the run's own secrets in everything that it printed or answered. Takes some 3 s: a start, 0.4 s for the slow
 * request, the time of a refused connection, and the stop.
 */

import type { Entry, Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { useEveryOperation } from "../acts/every-operation.ts";
import { inPlace } from "../acts/in-place.ts";
import { makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { requestLinesFor } from "../reading/log-lines.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** The fact "secret-seen": which of the run's secrets, where, and in which entry. */
export interface SecretSeen {
  /** "the database password", or the name of the variable that holds it. */
  secret: string;
  where: "output" | "answer";
  entry: number;
}

/** Well above what any of the quick requests takes, on a busy machine too. */
const slowByMs = 400;
/** Loggers write in batches. */
const lateLinesMs = 2_000;
/** As the programs' own limit: what is held back is printed at the end. */
const stopLimitMs = 10_000;

const scenario: Scenario = {
  title: "read what it logs",
  fast: false,
  instance: "own",
  uses: ["process", "database"],
  promises: ["request-log"],
  limitMs: 85_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const jwtSecret = stage.random.token(40);
    const instance = requireReady(await stage.start({ environment: { JWT_SECRET: jwtSecret } }));
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const logged = await sendAllKinds(here, instance, resource);
    await untilLogged(here, instance, logged);
    instance.process.signal("SIGTERM");
    await instance.process.waitUntilEnded(stopLimitMs);
    await instance.stop();
    noteSecretsSeen(here, instance, {
      "the database password": decodeURIComponent(new URL(instance.database.url).password),
      JWT_SECRET: jwtSecret,
      ...keyOf(stage, instance),
    });
  },
};
export default scenario;

/** One that the manifest sets to a short word may stand in a log for something else. */
const shortestKey = 16;

function keyOf({ surface }: Stage, { apiKey }: Instance): Record<string, string> {
  return surface.apiKey && apiKey !== undefined && apiKey.length >= shortestKey
    ? { [surface.apiKey.environment]: apiKey }
    : {};
}

async function sendAllKinds(stage: Stage, instance: Instance, resource: Resource): Promise<Exchange[]> {
  const { surface, random } = stage;
  const { http } = instance;
  const [create, read] = [operationOf(surface, resource.create), operationOf(surface, resource.read)];
  const made = await makeThing(stage, instance, resource, "first", { label: "logged" });
  const other = await makeThing(stage, instance, resource, "second", { label: "logged" });
  const path = pathOf(resource, made.id);
  const quick = [
    made.exchange,
    other.exchange,
    await http.call(read, { label: "logged", path }),
    await http.call(read, { label: "logged", path }),
    await http.call(read, { label: "logged", path: pathOf(resource, unknownIdLike(made.id, random).id) }),
    await http.call(create, { label: "logged", rawBody: '{"' }),
  ];
  const endLatency = await instance.database.fault({ kind: "latency", ms: slowByMs });
  const slow = await http.call(read, { label: "logged, slow", note: { slowByMs }, path });
  await endLatency();

  const endOutage = await instance.database.fault({ kind: "refuse" });
  const limitMs = surface.limits.outageAnswerMs + 1_500;
  const failed = await useEveryOperation(stage, instance, resource, {
    label: "logged, during the outage",
    kept: made,
    given: other,
    limitMs,
  });
  await endOutage();
  return [...quick, slow, ...failed];
}

async function untilLogged(stage: Stage, instance: Instance, logged: Exchange[]): Promise<void> {
  const { track } = instance;
  const until = track.now() + lateLinesMs;
  const complete = () => {
    const output = stage.seen(instance).filter((entry) => entry.kind === "output");
    return requestLinesFor(logged, output).every(({ line }) => line !== undefined);
  };
  while (!complete() && track.now() < until) await stage.wait(100);
}

function noteSecretsSeen(stage: Stage, instance: Instance, secrets: Record<string, string>): void {
  const { track } = instance;
  for (const entry of stage.seen(instance)) {
    const told = entry.kind === "output" ? entry.line : answerIn(entry);
    for (const [secret, value] of Object.entries(secrets)) {
      if (!told?.includes(value)) continue;
      const where = entry.kind === "output" ? "output" : "answer";
      track.append({ kind: "fact", at: track.now(), name: "secret-seen", value: { secret, where, entry: entry.id } });
    }
  }
  track.append({ kind: "fact", at: track.now(), name: "secrets-looked-for", value: Object.keys(secrets) });
}

function answerIn(entry: Entry): string | undefined {
  if (entry.kind !== "exchange" || !entry.response) return undefined;
  return `${entry.response.headers.flat().join(" ")} ${entry.response.body.text ?? ""}`;
}
