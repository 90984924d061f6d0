/**
 * A database that takes its time, which any machine can be made to have: so what is too much for the program does not
 * depend on how fast this machine is, or how busy.
 *
 * First what asks for nothing but order: people who log in while others want something; eight who read at once, where each could be
 * answered as soon as one alone. Then ten times what the program carries with that database, from clients that give up
 * after a second, and whether it is well again when they are gone and the database is quick again: whatever it still
 * works off for nobody is then soon done. At last a crowd while the database says nothing at all.
 *
 * Takes some 15 s, 20 s where people log in: 2 s of order, 2 s to see what it carries, 5 s of crowd, the recovery, and the silence, which takes as
 * long as the program waits.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { mixLoad } from "../acts/load-mix.ts";
import { loaderOf } from "../acts/loads.ts";
import { logIn, signUp } from "../acts/people.ts";
import { crowdRecoveryLimitMs, waitForRecovery } from "../acts/recovery.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { type BrokeFirst, whatBrokeFirst } from "../acts/what-broke-first.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** Of "alone" and "side by side". */
export interface CrowdNote {
  round: number;
}

/** The fact "crowd". */
export interface Crowd {
  /** Answered 2xx a second, with as many at once as the program cares to serve. */
  carriedPerSecond: number;
  perSecond: number;
  load: number;
  brokeFirst: BrokeFirst;
}

/** Far more than the rest of an answer takes, also on a busy machine. */
const latencyMs = 120;
export const sideBySide = 8;
const rounds = 3;
const [loggingIn, logInRounds] = [3, 2];
/** Between two who ask beside the log-ins, and the most of them in a round. */
const askEveryMs = 25;
const mostAsked = 60;
const carried = { perSecond: 2_000, durationMs: 1_250, mostConnections: 40 };
/** Longer than the four seconds or so that pools are usually told to wait: giving up must have been tried, too. */
const crowdMs = 4_500;
const crowdTimes = 10;
/** Each client is a connection for a second: more than so many would be a test of descriptors. */
const mostPerSecond = 600;
const patienceMs = 1_000;
/** Twice as many as the connections that a contract allows: some must wait for those who wait. */
const inSilence = 40;
/** When they are all there, somebody asks for what needs no database: does the program still take requests at all? */
const besideMs = 250;
/** Our own lateness on a busy machine must not look like the program's. */
const graceMs = 1_500;

const scenario: Scenario = {
  title: "crowd it while its database is slow",
  fast: false,
  instance: "own",
  production: { expectedMs: 20_000 },
  uses: ["process", "database"],
  limitMs: 120_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const made = [
      await makeThing(here, instance, resource, "kept"),
      await makeThing(here, instance, resource, "kept too"),
    ];
    if (stage.surface.identity) await logInBesideOthers(here, instance);

    const endLatency = await instance.database.fault({ kind: "latency", ms: latencyMs });
    await readSideBySide(here, instance, resource, made);
    await crowd(here, instance, resource, made);
    await endLatency();
    const recovered = await waitForRecovery(here, instance, resource, "a crowd", crowdRecoveryLimitMs);
    if (recovered && stage.surface.promises.includes("outage-is-answered-503")) {
      await crowdInSilence(here, instance, resource, made);
    }
  },
};
export default scenario;

/**
 * Others ask for what is not there: that takes no database and next to no work, so each waits for nothing but its turn. As few log in at
 * once as leave one of a handful of workers to the others.
 */
async function logInBesideOthers(stage: Stage, instance: Instance): Promise<void> {
  const { surface, random, wait } = stage;
  const person = await signUp(instance.http, surface, random.fork("log-ins"), "Lena");
  for (let i = 0; i < 3; i++) await askForNothing(stage, instance, "ask before log-ins");
  await logIn(labelled(instance, "log in alone"), surface, person);
  for (let round = 0; round < logInRounds; round++) {
    let over = false;
    const logIns = Promise.all(
      Array.from({ length: loggingIn }, () =>
        logIn(labelled(instance, "log in side by side"), surface, person).catch(() => {}),
      ),
    ).finally(() => {
      over = true;
    });
    const asked: Promise<Exchange>[] = [];
    while (!over && asked.length < mostAsked) {
      await wait(askEveryMs);
      if (!over) asked.push(askForNothing(stage, instance, "ask beside log-ins"));
    }
    await Promise.all([logIns, ...asked]);
  }
}

function askForNothing({ random }: Stage, { http }: Instance, label: string, limitMs?: number): Promise<Exchange> {
  const url = `/nothing-is-here-${random.integer(1_000, 9_999)}`;
  return http.send({ label, method: "GET", url, ...(limitMs === undefined ? {} : { limitMs }) });
}

/** The act of logging in labels its requests itself; which of them were beside others is to be told apart. */
function labelled({ http }: Instance, label: string): Instance["http"] {
  return { ...http, call: (operation, options) => http.call(operation, { ...options, label }) };
}

async function readSideBySide(
  stage: Stage,
  instance: Instance,
  resource: Resource,
  made: readonly Made[],
): Promise<void> {
  const all = (label: string, round: number) =>
    Promise.all(
      Array.from({ length: sideBySide }, () => read(stage, instance, resource, made, label, { note: { round } })),
    );
  // A pool opens its connections in the first crowd, which takes several answers of a slow database each.
  await all("warm up", 0);
  await all("warm up", 1);
  for (let round = 0; round < rounds; round++) {
    await read(stage, instance, resource, made, "alone", { note: { round } });
    await all("side by side", round);
  }
}

function read(
  { surface, random }: Stage,
  { http }: Instance,
  resource: Resource,
  made: readonly Made[],
  label: string,
  more: { note?: CrowdNote; limitMs?: number } = {},
): Promise<Exchange> {
  return http.call(operationOf(surface, resource.read), {
    label,
    path: pathOf(resource, random.pick(made).id),
    ...(more as object),
  });
}

async function crowd(stage: Stage, instance: Instance, resource: Resource, made: readonly Made[]): Promise<void> {
  const mix = await mixLoad(stage, instance, resource, made);
  const loader = await loaderOf(stage, instance, mix);
  const common = { patienceMs, mostKept: 0 };
  try {
    // So many at once, each of whom asks again when answered, and nobody gives up: what it answers then is what it carries.
    const { seen } = await loader.run("as much as it carries", {
      ...common,
      ...carried,
      patienceMs: 10_000,
      drainMs: 0,
    });
    const quarters = seen.timeline.slice(1, Math.floor(carried.durationMs / 250));
    const carriedPerSecond = (quarters.reduce((sum, [ok]) => sum + ok, 0) / Math.max(1, quarters.length)) * 4;
    if (carriedPerSecond === 0 || !instance.process.running) return;
    const perSecond = Math.min(mostPerSecond, Math.round(crowdTimes * carriedPerSecond));
    const crowded = await loader.run("crowd", {
      ...common,
      perSecond,
      durationMs: crowdMs,
      mostConnections: mostPerSecond,
      drainMs: patienceMs,
    });
    const load = stage.seen(instance).findLast((entry) => entry.kind === "fact" && entry.name === "load")?.id ?? 0;
    const brokeFirst = whatBrokeFirst(crowded.seen, { ended: !instance.process.running });
    const value: Crowd = { carriedPerSecond: Math.round(carriedPerSecond), perSecond, load, brokeFirst };
    instance.track.append({ kind: "fact", at: instance.track.now(), name: "crowd", value: value as unknown as Json });
  } finally {
    await loader.close();
  }
}

async function crowdInSilence(
  stage: Stage,
  instance: Instance,
  resource: Resource,
  made: readonly Made[],
): Promise<void> {
  const endSilence = await instance.database.fault({ kind: "silence" });
  const limitMs = stage.surface.limits.outageAnswerMs + graceMs;
  const crowd = Array.from({ length: inSilence }, () =>
    read(stage, instance, resource, made, "crowd in the silence", { limitMs }),
  );
  await stage.wait(besideMs);
  await Promise.all([...crowd, askForNothing(stage, instance, "beside the crowd", limitMs)]);
  await endSilence();
}
