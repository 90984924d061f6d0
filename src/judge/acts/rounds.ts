/**
 * Rounds of a steady load, and what the program held meanwhile: one fact "round" for each.
 */
import type { Json } from "../../contract/json.ts";
import { lookAtEnvironment, lookAtHoldings } from "../probe/load/holdings.ts";
import type { Instance, Stage } from "../scenario.ts";
import type { LoadMix } from "./load-mix.ts";
import { type Loader, type LoadSeen, loaderOf } from "./loads.ts";

/** The fact "round". */
export interface Round {
  /** mixed: half of the requests have to be refused. */
  of: "mixed" | "good" | "refused";
  perSecond: number;
  planned: number;
  /** Any answer but 5xx. */
  served: number;
  /** No process of the program has other settings for its collector than those that we gave. */
  collectsSoon: boolean;
  looks: Look[];
}

/** `requests`: in the round until then. */
export type Look = [requests: number, memoryMb: number, descriptors: number, connections: number];

export interface Rounds {
  stage: Stage;
  instance: Instance;
  of: Round["of"];
  mix: LoadMix;
  perSecond: number;
  /** Variables that every process of the program should have been started with. */
  settings: Readonly<Record<string, string>>;
}

const roundMs = 4_000;
const lookEveryMs = 125;
const plan = { durationMs: roundMs, mostConnections: 100, patienceMs: 3_000, drainMs: 1_000, mostKept: 0 };

/** One after another, until `next` has no rate for another one. */
export async function bringRounds(rounds: Rounds, next: (round: Round) => number | undefined): Promise<void> {
  const { stage, instance, mix } = rounds;
  const loader = await loaderOf(stage, instance, mix);
  try {
    for (let perSecond: number | undefined = rounds.perSecond; perSecond !== undefined; ) {
      perSecond = next(await bringOne({ ...rounds, perSecond }, loader));
    }
  } finally {
    await loader.close();
  }
}

async function bringOne({ stage, instance, of, perSecond, settings }: Rounds, loader: Loader): Promise<Round> {
  const looking = lookOn(stage, instance);
  let seen: LoadSeen;
  try {
    ({ seen } = await loader.run(`round of ${of} requests`, { ...plan, perSecond }));
  } finally {
    await looking.end();
  }
  const { planned } = seen;
  const looks = looking
    .taken()
    .filter(({ atMs }) => atMs <= roundMs)
    .map(
      ({ atMs, memoryMb, descriptors, connections }): Look => [
        Math.round((atMs / roundMs) * planned),
        Math.round(memoryMb * 100) / 100,
        descriptors,
        connections,
      ],
    );
  const collectsSoon = wasGiven(stage, instance, settings);
  const round: Round = { of, perSecond, planned, served: servedIn(seen), collectsSoon, looks };
  const { track } = instance;
  track.append({ kind: "fact", at: track.now(), name: "round", value: round as unknown as Json });
  return round;
}

function servedIn({ byStatus }: LoadSeen): number {
  return Object.entries(byStatus).reduce((sum, [status, count]) => sum + (Number(status) < 500 ? count : 0), 0);
}

function lookOn(stage: Stage, instance: Instance) {
  const { track, database } = instance;
  const root = startedProcess(stage, instance);
  const began = track.now();
  const taken: { atMs: number; memoryMb: number; descriptors: number; connections: number }[] = [];
  let over = false;
  const look = async () => {
    while (!over) {
      await stage.wait(lookEveryMs);
      const held = lookAtHoldings(root);
      if (held && !over) taken.push({ atMs: track.now() - began, ...held, connections: database.openConnections });
    }
  };
  const looking = look().catch(() => {});
  return {
    taken: () => taken,
    async end() {
      over = true;
      await looking;
    },
  };
}

function startedProcess(stage: Stage, instance: Instance): number | undefined {
  const started = stage.seen(instance).findLast((entry) => entry.kind === "process" && entry.event === "started");
  return started?.kind === "process" ? started.pid : undefined;
}

function wasGiven(stage: Stage, instance: Instance, settings: Rounds["settings"]): boolean {
  const seen = lookAtEnvironment(startedProcess(stage, instance), Object.keys(settings));
  return Object.entries(settings).every(([name, value]) => [...(seen.get(name) ?? [])].every((one) => one === value));
}
