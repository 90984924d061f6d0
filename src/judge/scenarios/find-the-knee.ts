/**
 * Load, as people bring it: evenly due requests whether the last were answered or not. Doubles the rate, from a quarter of
 * what it answers when as much is asked as goes, until the program does not carry it any more, narrows down the highest rate
 * that it does ("the knee"), asks for ten times that, and then sees whether it is well again and still has what it
 * acknowledged.
 *
 * Carried means: every request answered 2xx, 99 of 100 within the contract's limit. A contract that states none is not
 * judged by one of ours: then the limit only says where to stop.
 *
 * Takes some 18 s: six doublings and refinements of 1 s to 2 s, 3 s of ten times the knee, and the recovery.
 */
import type { Json } from "../../contract/json.ts";
import { inPlace } from "../acts/in-place.ts";
import { mixLoad } from "../acts/load-mix.ts";
import { type Loader, type LoadSeen, loaderOf } from "../acts/loads.ts";
import { crowdRecoveryLimitMs, waitForRecovery } from "../acts/recovery.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { type BrokeFirst, muchElsewhere, whatBrokeFirst } from "../acts/what-broke-first.ts";
import type { LoadResult } from "../probe/load/load-plan.ts";
import { type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

/** The fact "knee". */
export interface Knee {
  /** Requests a second; 0 when not even the lowest rate was carried. */
  perSecond: number;
  /** At that rate. */
  p50Ms: number;
  p99Ms: number;
  limitMs: number;
  limitFrom: "stated" | "ten times the first latency";
  /** Where it was not carried any more; undefined when even the highest rate was. */
  notCarriedPerSecond?: number;
  /** Ids of the facts "load" of both. */
  carriedLoad?: number;
  notCarriedLoad?: number;
  brokeFirst?: BrokeFirst;
  /**
   * What ended the search. `generator`: we could not send on time. `other programs`: they took so much of the machine that
   * the program may have been held up by them. Nothing is known then of what lies beyond the knee.
   */
  endedBy: "program" | "generator" | "other programs" | "highest rate";
}

/** The fact "overload". */
export interface Overload {
  times: number;
  load: number;
  brokeFirst: BrokeFirst;
}

/** The fact "acknowledged": of the things whose creation was answered 2xx under load, those that were looked for afterwards. */
export interface Acknowledged {
  acknowledged: number;
  lookedFor: number;
  /** Ids of the exchanges of those that were not there. */
  missing: number[];
}

const things = 20;
const warmUp = { perSecond: 40, durationMs: 1_000 };
const lowestPerSecond = 40;
/** Beyond it, one core of this machine has enough to do with sending. */
const highestPerSecond = 10_240;
const stepMs = 1_000;
/** So many at once, who ask again when they are answered: about what it carries. The search begins at a quarter of it. */
const asMuchAsGoes = {
  perSecond: 2_000,
  durationMs: 1_000,
  mostConnections: 40,
  patienceMs: 10_000,
  drainMs: 0,
  mostKept: 0,
};
const firstShare = 1 / 4;
/** After a step, also for the backlog of one that was too much. No limit that we assume is longer. */
const stepDrainMs = 1_000;
const refinements = 2;
/** A search that has to try again and again, beside other programs, ends with what it has by then. */
const mostSearchMs = 22_000;
const refinementMs = 1_500;
/** As many as a load balancer opens to one server; each is a descriptor of the program, of which many have 1,024. */
const mostConnections = 400;
const overloadTimes = 10;
const overloadMs = 3_000;
/** People and load balancers wait longer; in steps of a second it is long enough to be an answer that nobody wants. */
const patienceMs = 3_000;
/**
 * Where the contract states no limit. A stall of the machine of some tens of milliseconds must not decide; a program that
 * gets a quarter more than it can serve is 250 ms behind after a second.
 */
const shortestLimitMs = 250;
/** A program whose ordinary answers take a tenth of a second is slow at every rate; beyond a second nobody calls it carried. */
const longestLimitMs = 1_000;
const mostLookedFor = 40;
/** After what was too much, before the next. */
const restMs = 300;
/** Tries of a rate before it counts as not carried; the last ones only where other programs are at work. */
const [tries, triesBesideOthers] = [2, 3];
/** Our own lateness is part of every latency. Beyond this share of the limit, it and not the program decides. */
const latestShare = 0.3;

const scenario: Scenario = {
  title: "raise the load until it gives way, then bring ten times that",
  fast: false,
  instance: "own",
  production: { expectedMs: 18_000 },
  uses: ["process", "database"],
  limitMs: 140_000,
  inapplicable: (surface) =>
    makeable(surface, "read").length > 0 ? undefined : "nothing can be created and read back",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const { stage: here, resource } = await inPlace(stage, instance, richest(stage.surface, "read"));
    const made: Made[] = [];
    for (let i = 0; i < things; i++) made.push(await makeThing(here, instance, resource, `row ${i}`));
    const mix = await mixLoad(here, instance, resource, made);
    const loader = await loaderOf(here, instance, mix);
    try {
      const kept: LoadResult["kept"] = [];
      await loader.run("warm up", planOf(warmUp.perSecond, warmUp.durationMs));
      const { seen } = await loader.run("as much as goes", asMuchAsGoes);
      await stage.wait(restMs);
      const carries = seen.byOutcome.ok / (seen.drainedMs / 1_000);
      const knee = await findKnee(here, instance, loader, kept, carries * firstShare);
      note(instance, "knee", knee);
      if (instance.process.running && knee.perSecond > 0) await overload(here, instance, loader, knee, kept);
      await waitForRecovery(here, instance, resource, "ten times the traffic", crowdRecoveryLimitMs);
      await lookForAcknowledged(here, instance, resource, kept);
    } finally {
      await loader.close();
    }
  },
};
export default scenario;

function planOf(perSecond: number, durationMs: number) {
  return { perSecond, durationMs, mostConnections, patienceMs, drainMs: patienceMs, mostKept: mostLookedFor };
}

interface Step {
  perSecond: number;
  load: number;
  seen: LoadSeen;
}

async function findKnee(
  stage: Stage,
  instance: Instance,
  loader: Loader,
  kept: LoadResult["kept"],
  around: number,
): Promise<Knee> {
  const stated = stage.surface.limits.latencyMsP99;
  let limitMs = stated ?? shortestLimitMs;
  let carried: Step | undefined;
  let notCarried: Step | undefined;
  const until = instance.track.now() + mostSearchMs;
  const mayGoOn = () => instance.process.running && instance.track.now() < until;

  const tryOnce = async (perSecond: number, durationMs: number): Promise<Step> => {
    const drainMs = Math.max(stepDrainMs, 1.5 * (stated ?? 0));
    const { seen, result } = await loader.run("step", { ...planOf(perSecond, durationMs), drainMs });
    kept.push(...result.kept);
    const load = stage.seen(instance).findLast((entry) => entry.kind === "fact" && entry.name === "load")?.id ?? 0;
    if (!carried && stated === undefined)
      limitMs = Math.min(longestLimitMs, Math.max(limitMs, Math.round(10 * seen.latency.p50Ms)));
    return { perSecond, load, seen };
  };
  /** More than once when it was not carried: on a machine with other things to do, one bad second is nobody's knee. */
  const carries = async (perSecond: number, durationMs: number): Promise<boolean> => {
    for (let tried = 1; ; tried++) {
      const step = await tryOnce(perSecond, durationMs);
      if (isCarried(step.seen, limitMs)) {
        carried = step;
        return true;
      }
      const most = othersWereAtWork(step.seen) ? triesBesideOthers : tries;
      if (tried < most && mayGoOn()) {
        await stage.wait(restMs);
        continue;
      }
      notCarried = step;
      return false;
    }
  };

  const first = rateAround(around);
  for (let perSecond = first; perSecond <= highestPerSecond && mayGoOn(); perSecond *= 2) {
    if (!(await carries(perSecond, stepMs))) break;
  }
  // Busier than a moment ago, or served better by few at once.
  for (let perSecond = first / 2; !carried && perSecond >= lowestPerSecond && mayGoOn(); perSecond /= 2) {
    await carries(perSecond, stepMs);
  }
  for (let i = 0; i < refinements && carried && notCarried && mayGoOn(); i++) {
    await carries(Math.round(Math.sqrt(carried.perSecond * notCarried.perSecond)), refinementMs);
  }
  return {
    perSecond: carried?.perSecond ?? 0,
    p50Ms: carried?.seen.latency.p50Ms ?? 0,
    p99Ms: carried?.seen.latency.p99Ms ?? 0,
    limitMs,
    limitFrom: stated === undefined ? "ten times the first latency" : "stated",
    ...(carried ? { carriedLoad: carried.load } : {}),
    ...(notCarried
      ? {
          notCarriedPerSecond: notCarried.perSecond,
          notCarriedLoad: notCarried.load,
          brokeFirst: whatBrokeFirst(notCarried.seen, { ended: !instance.process.running }),
        }
      : {}),
    endedBy: whoEnded(notCarried?.seen, limitMs, carried?.perSecond),
  };
}

/** The lowest rate, doubled as often as it stays below. */
function rateAround(perSecond: number): number {
  const doublings = Math.floor(Math.log2(Math.max(1, perSecond / lowestPerSecond)));
  return Math.min(highestPerSecond, lowestPerSecond * 2 ** doublings);
}

function isCarried({ planned, byOutcome, latency }: LoadSeen, limitMs: number): boolean {
  return byOutcome.ok + byOutcome.stale === planned && latency.p99Ms <= limitMs;
}

function whoEnded(seen: LoadSeen | undefined, limitMs: number, carriedPerSecond = 0): Knee["endedBy"] {
  if (!seen) return carriedPerSecond * 2 > highestPerSecond ? "highest rate" : "other programs";
  // An answer that is wrong is the program's own, whoever was late.
  if (seen.byOutcome.failed + seen.byOutcome.wrong + seen.byOutcome.closed > 0) return "program";
  if (othersWereAtWork(seen)) return "other programs";
  return seen.lateness.p99Ms > limitMs * latestShare ? "generator" : "program";
}

function othersWereAtWork({ resources }: LoadSeen): boolean {
  return (resources?.others ?? 0) > muchElsewhere;
}

async function overload(stage: Stage, instance: Instance, loader: Loader, knee: Knee, kept: LoadResult["kept"]) {
  const perSecond = Math.min(overloadTimes * knee.perSecond, 2 * highestPerSecond);
  const { seen, result } = await loader.run("ten times", planOf(perSecond, overloadMs));
  kept.push(...result.kept);
  const load = stage.seen(instance).findLast((entry) => entry.kind === "fact" && entry.name === "load")?.id ?? 0;
  const brokeFirst = whatBrokeFirst(seen, { ended: !instance.process.running });
  note(instance, "overload", { times: perSecond / knee.perSecond, load, brokeFirst });
}

async function lookForAcknowledged(
  { surface, random }: Stage,
  instance: Instance,
  resource: Parameters<typeof pathOf>[0],
  kept: LoadResult["kept"],
): Promise<void> {
  if (!instance.process.running) return;
  const ids = kept.flatMap(({ text }) => idIn(text, resource.idMember));
  const missing: number[] = [];
  const some = random.shuffle(ids).slice(0, mostLookedFor);
  for (const id of some) {
    const read = await instance.http.call(operationOf(surface, resource.read), {
      label: "look for what was acknowledged",
      path: pathOf(resource, id),
    });
    // What cannot be answered is no proof that it is lost.
    if (read.response?.status === 404) missing.push(read.id);
  }
  note(instance, "acknowledged", { acknowledged: ids.length, lookedFor: some.length, missing });
}

function idIn(text: string, idMember: string): string[] {
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  try {
    // A chunked body has its sizes around it.
    const value = JSON.parse(body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1))[idMember];
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  } catch {
    return [];
  }
}

function note({ track }: Instance, name: string, value: Knee | Overload | Acknowledged): void {
  track.append({ kind: "fact", at: track.now(), name, value: value as unknown as Json });
}
