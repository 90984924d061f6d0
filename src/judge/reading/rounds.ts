/**
 * How checks read the rounds of a steady load: what was held at least in each, and whether it grew with the requests.
 */
import type { Round } from "../acts/rounds.ts";
import type { RecordingView } from "../check.ts";
import { lowestOfEach, type Reading, type Slope, slopeOf } from "./slope.ts";

export interface SeenRound extends Round {
  /** Of the fact. */
  id: number;
}

export interface Grown {
  /** The lowest of each round of mixed requests. */
  lowest: number[];
  /** At the end. */
  isLevel: boolean;
  /** It grew in the later half of the rounds, too. */
  keepsOn: boolean;
  /** Floor of the last round less that of the first that counts, and the requests between. */
  grown: number;
  requests: number;
  /** For 1,000 requests; undefined with too few looks. */
  slope: Slope | undefined;
}

export type Held = "memory" | "descriptors" | "connections";

/** What grows for 1,000 requests in programs that are correct, too: heaps breathe, a pool opens one more. */
const level: Record<Held, number> = { memory: 0.5, descriptors: 10, connections: 1 };
const places: Record<Held, 1 | 2 | 3> = { memory: 1, descriptors: 2, connections: 3 };

/** Half a second's looks are taken together. */
const looksTogether = 4;
/** The first one fills caches, pools and heaps. */
const warmUpRounds = 1;
const fewestSteps = 3;
/** So many that what is kept of each shows. */
const fewestRequests = 4_000;
/** Below this share of what was sent, what waits and what is thrown away are what memory is full of. */
const leastServed = 0.9;
/** Of the growth, in the later half: what grows less and less is filling up. A heap grows in steps, which fall where they will. */
const laterShare = 0.35;

export function roundsIn(view: RecordingView, scenario: string): SeenRound[] {
  return view
    .of("fact", scenario)
    .filter(({ name }) => name === "round")
    .map(({ id, value }) => ({ ...(value as unknown as Round), id }));
}

export function isServed({ served, planned }: Round): boolean {
  return served >= leastServed * planned;
}

/** Whether these rounds leave it open that something grows for ever. */
export function stillGrows(rounds: readonly Round[]): boolean {
  return (Object.keys(level) as Held[]).some((held) => isLevel(rounds, held) !== true);
}

/** Whether what is kept of each request could go unseen still. */
export function tooFew(rounds: readonly Round[]): boolean {
  return isLevel(rounds, "memory") === undefined;
}

/**
 * Whether the last round has hardly more than the one that lies enough requests back: a heap grows in steps, and has room for
 * a megabyte or two after each. Undefined when none lies so far back.
 */
function isLevel(rounds: readonly Round[], held: Held): boolean | undefined {
  const last = rounds.at(-1);
  let requests = 0;
  for (let i = rounds.length - 2; last && i >= 0; i--) {
    const before = rounds[i] as Round;
    requests += before.planned;
    if (requests < fewestRequests) continue;
    return floorOf(last, held) - floorOf(before, held) < Math.max(wholeOnes[held], (level[held] * requests) / 1_000);
  }
  return undefined;
}

/** However few requests: so many clients more or less have a connection open at the quietest moment of a round. */
const wholeOnes: Record<Held, number> = { memory: 0, descriptors: 12, connections: 2 };

/** Towards its end. */
function floorOf({ looks }: Round, held: Held): number {
  return Math.min(...looks.slice(looks.length >> 1).map((look) => look[places[held]]));
}

export function growthIn(rounds: readonly SeenRound[], held: Held): Grown | { why: string } {
  // Where the rate had to be lowered, what went before is the warming up of another load.
  const perSecond = rounds.findLast((round) => round.of === "mixed")?.perSecond;
  const mixed = rounds.filter((round) => round.of === "mixed" && round.perSecond === perSecond);
  if (mixed.length <= warmUpRounds) return { why: "no steady load could be kept up" };
  if (mixed.some(({ looks }) => looks.length < looksTogether)) {
    return { why: "what a program holds can only be seen on Linux, while it runs" };
  }
  if (!mixed.every(isServed)) {
    return { why: "it or this machine was too busy for a steady load: too many requests were not served" };
  }
  const levelNow = isLevel(mixed, held);
  if (levelNow === undefined) {
    const all = mixed.reduce((sum, { planned }) => sum + planned, 0);
    return { why: `only ${all} requests could be sent in steady rounds, too few to tell` };
  }
  const lowest = mixed.map((round) => floorOf(round, held));
  const judged = mixed.slice(warmUpRounds);
  const [first, middle, last] = [lowest[warmUpRounds], lowest[(warmUpRounds + lowest.length) >> 1], lowest.at(-1)] as [
    number,
    number,
    number,
  ];
  const requests = judged.slice(1).reduce((sum, { planned }) => sum + planned, 0);
  return {
    lowest,
    isLevel: levelNow,
    keepsOn: judged.length > fewestSteps && last - middle >= laterShare * (last - first),
    grown: last - first,
    requests,
    slope: slopeOf(readingsOf(judged, held)),
  };
}

/**
 * Which requests left more behind in a round of their own. Where to look first, and no more: a heap that has just grown has room for
 * what the next round leaves.
 */
export function pathsOf(
  rounds: readonly SeenRound[],
  held: Held,
  least: number,
): "both" | "good-more" | "refused-more" | undefined {
  const leaves = (kind: Round["of"]) => {
    const round = rounds.find((candidate) => candidate.of === kind);
    return (round && slopeOf(readingsOf([round], held))?.perOne) ?? 0;
  };
  const [good, refused] = [leaves("good"), leaves("refused")];
  if (Math.max(good, refused) < least) return undefined;
  if (Math.min(good, refused) > Math.max(good, refused) / 3) return "both";
  return good > refused ? "good-more" : "refused-more";
}

/** By thousands of requests, over all these rounds. */
function readingsOf(rounds: readonly SeenRound[], held: Held): Reading[] {
  let before = 0;
  const readings: Reading[] = [];
  for (const { looks, planned } of rounds) {
    for (const look of looks) readings.push([(before + look[0]) / 1_000, look[places[held]]]);
    before += planned;
  }
  return lowestOfEach(readings, looksTogether);
}
