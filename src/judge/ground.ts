/**
 * What a run stands on: the sweeper, the database server and the copies of the subject. Prepared once, swept up always.
 */
import { UserError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";
import type { Subject } from "../contract/manifest.ts";
import type { Surface } from "../contract/surface.ts";
import { createAddressInstance } from "./address-instance.ts";
import type { JudgeEvent } from "./events.ts";
import { createInstances, type Instances } from "./instance.ts";
import { type Cluster, startCluster } from "./probe/postgres/cluster.ts";
import type { Recorder } from "./recorder.ts";
import type { Instance, StartOptions } from "./scenario.ts";
import { makeEnvironment } from "./subject/environment.ts";
import { runOnce, setupLimitMs } from "./subject/run-once.ts";
import { type Sweeper, startSweeper } from "./subject/sweeper.ts";

export interface Ground {
  /** The copy that shared scenarios act on; `scenario` is the first of them. */
  startShared(scenario: string): Promise<Instance>;
  /** Copies that one scenario starts for itself. */
  copiesFor(
    scenario: string,
    signal: AbortSignal,
  ): { start(options?: StartOptions): Promise<Instance>; stop(): Promise<void> };
  /** Ends and removes everything. Works also after the run was aborted. */
  sweep(): Promise<void>;
}

export interface GroundOptions {
  subject: Subject;
  surface: Surface;
  recorder: Recorder;
  /** The run's. */
  signal: AbortSignal;
  emit(event: JudgeEvent): void;
  /** To be used and left running; without it the run starts one of its own. */
  cluster?: Cluster | undefined;
  /** False when no scenario needs a running copy. */
  runs: boolean;
  random: Random;
}

export async function prepareGround(options: GroundOptions): Promise<Ground> {
  const { subject } = options;
  if (subject.kind === "address") return addressGround(subject.url, options);
  if (!options.runs) return nothing;
  return folderGround(subject, options);
}

async function folderGround(
  subject: Extract<Subject, { kind: "folder" }>,
  { surface, recorder, signal, emit, random, cluster: given }: GroundOptions,
): Promise<Ground> {
  const sweeper = startSweeper();
  try {
    // The database is made while the subject is set up: both take about as long.
    const clusterStarting = given ? Promise.resolve(given) : startCluster({ signal, sweeper });
    const stopCluster = async () => {
      if (!given) await (await clusterStarting).stop();
    };
    clusterStarting.catch(() => {});
    let instances: Instances;
    try {
      if (subject.setup !== undefined) await setUp(subject.setup, subject, sweeper, signal, emit);
      const cluster = await clusterStarting;
      instances = createInstances({ subject, surface, cluster, recorder, sweeper, signal, random });
    } catch (error) {
      await stopCluster().catch(() => {});
      throw error;
    }
    return {
      startShared: (scenario) => instances.start(scenario),
      copiesFor: (scenario, scenarioSignal) => {
        const copies: Promise<Instance>[] = [];
        return {
          start: (startOptions) => {
            const copy = instances.start(scenario, startOptions, scenarioSignal);
            copies.push(copy);
            return copy;
          },
          // A start that was broken off has cleared up after itself.
          stop: async () => {
            await Promise.all(
              copies.map((copy) =>
                copy.then(
                  (instance) => instance.stop(),
                  () => {},
                ),
              ),
            );
          },
        };
      },
      sweep: async () => {
        try {
          await instances.stopAll();
          await stopCluster();
        } finally {
          await sweeper.close();
        }
      },
    };
  } catch (error) {
    await sweeper.close();
    throw error;
  }
}

async function setUp(
  command: string,
  subject: Extract<Subject, { kind: "folder" }>,
  sweeper: Sweeper,
  signal: AbortSignal,
  emit: (event: JudgeEvent) => void,
): Promise<void> {
  emit({ type: "setup-began", command });
  const { ok, why, durationMs } = await runOnce({
    command,
    folder: subject.folder,
    environment: makeEnvironment({ mapped: {}, marker: sweeper.run.marker(1).value }),
    marker: sweeper.run.marker(1),
    sweeper,
    limitMs: setupLimitMs,
    signal,
  });
  if (!ok) {
    throw new UserError("setup-failed", `the setup command of seaworthy.yaml did not work: ${why}`, {
      fix: `run it yourself in ${subject.folder} until it ends with status 0, then check again`,
    });
  }
  emit({ type: "setup-ended", durationMs });
}

/** A program that already runs: nothing of it is ours to start, stop or look into. */
function addressGround(url: string, { surface, recorder, signal, random }: GroundOptions): Ground {
  return {
    startShared: (scenario) => createAddressInstance(scenario, { url, surface, recorder, signal, random }),
    copiesFor: () => ({
      start: () => Promise.reject(new Error("a program that is checked by its address cannot be started")),
      stop: async () => {},
    }),
    sweep: async () => {},
  };
}

const nothing: Ground = {
  startShared: () => Promise.reject(new Error("no scenario of this run needs a copy of the program")),
  copiesFor: () => ({
    start: () => Promise.reject(new Error("no scenario of this run needs a copy of the program")),
    stop: async () => {},
  }),
  sweep: async () => {},
};
