/**
 * The judge: starts a subject, does to it what the scenarios say, and judges what was recorded. Read this file first.
 *
 *     subject + scenarios → recording → checks → verdicts
 *
 * It yields events and never prints. Whatever way the iteration ends (to the end, by `return`, by an abort, by a bug),
 * every process, port, database and folder that it made is gone afterwards; if this very process is killed, the sweeper,
 * a process of its own, does that.
 */
import { availableParallelism } from "node:os";
import { queue } from "../base/queue.ts";
import { seededRandom } from "../base/random.ts";
import { version } from "../base/version.ts";
import type { Subject } from "../contract/manifest.ts";
import type { Recording } from "../contract/recording.ts";
import type { Surface } from "../contract/surface.ts";
import type { Verdict } from "../contract/verdict.ts";
import type { Check } from "./check.ts";
import type { JudgeEvent, JudgeOptions } from "./events.ts";
import { type Ground, prepareGround } from "./ground.ts";
import { judgeRecording } from "./judge-recording.ts";
import type { Cluster } from "./probe/postgres/cluster.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { productionChecks } from "./registries.ts";
import { CannotGoOn, type Instance, type Scenario, type Stage } from "./scenario.ts";

export interface Judgement {
  surface: Surface;
  /** Id of our project, undefined for the learner's own API. */
  project?: string | undefined;
  subject: Subject;
  checks: ReadonlyMap<string, Check>;
  scenarios: ReadonlyMap<string, Scenario>;
  /** A database server to use instead of one of the run's own, for who judges again and again. It is left running. */
  cluster?: Cluster | undefined;
}

/**
 * Judges one subject.
 *
 * Throws only for what is no finding about the subject: a {@link UserError} of the environment, the reason of
 * `options.signal`, or a bug of ours.
 */
export async function* judge(judgement: Judgement, options: JudgeOptions): AsyncGenerator<JudgeEvent, void, void> {
  const events = queue<JudgeEvent>();
  const stop = new AbortController();
  const abort = () => stop.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", abort, { once: true });
  if (options.signal?.aborted) abort();

  const run = runJudgement(judgement, options, stop.signal, (event) => events.push(event)).then(
    () => events.end(),
    (error) => events.fail(error),
  );
  try {
    yield* events;
  } finally {
    // Also when the caller stops reading early: end what runs, and wait until it is swept up.
    stop.abort(new Error("the caller stopped reading the judgement"));
    options.signal?.removeEventListener("abort", abort);
    await run;
  }
}

async function runJudgement(
  { surface, project, subject, cluster, checks: allChecks, scenarios: allScenarios }: Judgement,
  options: JudgeOptions,
  signal: AbortSignal,
  emit: (event: JudgeEvent) => void,
): Promise<void> {
  const beganAt = new Date().toISOString();
  const recorder = createRecorder();
  if (options.entries) recorder.onAppend = (entry) => emit({ type: "entry", entry });

  const checks = selectChecks(allChecks, allScenarios, surface, options);
  const scenarios = selectScenarios(allScenarios, checks);
  emit({ type: "planned", seed: options.seed, scenarios: [...scenarios.keys()], checks: [...checks.keys()] });

  const snapshot = (): Recording => ({
    format: "seaworthy-recording/1",
    judge: version,
    seed: options.seed,
    beganAt,
    ...(project === undefined ? {} : { project }),
    surface,
    entries: [...recorder.entries],
  });

  const judged = (): Extract<JudgeEvent, { type: "judged" }> => ({
    type: "judged",
    recording: snapshot(),
    verdicts: [...checks.keys()].map((id) => verdicts.get(id) as Verdict),
    durationMs: recorder.now(),
  });

  const runs = options.hold || [...scenarios.values()].some((scenario) => scenario.instance !== "none");
  const random = seededRandom(options.seed);
  const ground = await prepareGround({ subject, surface, recorder, signal, emit, runs, random, cluster });
  const verdicts = new Map<string, Verdict>();
  const ended = new Set<string>();
  try {
    const judgeWhatIsComplete = () => {
      const complete = [...checks].filter(
        ([id, check]) => !verdicts.has(id) && check.scenarios.every((s) => ended.has(s) || !scenarios.has(s)),
      );
      if (complete.length === 0) return;
      for (const verdict of judgeRecording(snapshot(), new Map(complete))) {
        verdicts.set(verdict.check, verdict);
        emit({ type: "verdict", verdict });
      }
    };
    const shared = await runScenarios(
      {
        ...{ scenarios, ground, recorder, surface, subject, signal, emit },
        ...{ seed: options.seed, hold: options.hold === true, skip: options.skip },
      },
      (scenario) => {
        ended.add(scenario);
        judgeWhatIsComplete();
      },
    );
    if (options.hold && shared?.ready && !signal.aborted) {
      emit({ ...judged(), holding: shared.url });
      return await aborted(signal);
    }
  } finally {
    await ground.sweep();
  }
  signal.throwIfAborted();
  emit(judged());
}

/** In the order of the registry: that of the report is for the reporter to find, from `after`. */
function selectChecks(
  checks: ReadonlyMap<string, Check>,
  scenarios: ReadonlyMap<string, Scenario>,
  surface: Surface,
  { only, fast, production }: JudgeOptions,
): Map<string, Check> {
  const onlyInProduction = productionChecks(checks, scenarios);
  const isWanted = ([id, check]: [string, Check]) => {
    if (only) return only.includes(id);
    if (fast) return check.scenarios.every((scenario) => isFast(scenarios.get(scenario), surface));
    return production || !onlyInProduction.has(id);
  };
  return new Map([...checks].filter(isWanted));
}

/** Measured: hostile input takes 0.2 s with six operations, and more than a second with fifteen. */
const fewOperations = 8;

function isFast(scenario: Scenario | undefined, { operations }: Surface): boolean {
  return scenario?.fast === true || (scenario?.fast === "with few operations" && operations.length <= fewOperations);
}

function selectScenarios(scenarios: ReadonlyMap<string, Scenario>, checks: ReadonlyMap<string, Check>) {
  const read = new Set([...checks.values()].flatMap((check) => check.scenarios));
  return new Map([...scenarios].filter(([id]) => read.has(id)));
}

interface Run {
  scenarios: ReadonlyMap<string, Scenario>;
  ground: Ground;
  recorder: Recorder;
  surface: Surface;
  seed: string;
  subject: Subject;
  signal: AbortSignal;
  emit: (event: JudgeEvent) => void;
  /** The shared copy is left running. */
  hold: boolean;
  skip: readonly string[] | undefined;
}

/**
 * Shared scenarios follow one another on one copy of the subject: the gentle ones first, the rough ones last. Own ones
 * run beside them, together as many as there are cores. Quiet ones only wait, so they all start at once. What measures
 * load or growth comes last and alone.
 * The shared copy is given back.
 */
async function runScenarios(run: Run, ended: (scenario: string) => void): Promise<Instance | undefined> {
  const { scenarios, signal } = run;
  const perform = async (id: string, shared?: Instance) => {
    if (!signal.aborted) await performScenario(id, run, shared);
    ended(id);
  };
  const isAlone = ({ production, instance }: Scenario) => production !== undefined && instance === "own";
  const of = (...kinds: Scenario["instance"][]) =>
    [...scenarios].filter(([, scenario]) => kinds.includes(scenario.instance) && !isAlone(scenario));

  const sharedLane = of("shared").sort(([, a], [, b]) => rank(a) - rank(b));
  const firstShared = sharedLane[0]?.[0];
  const needed = firstShared !== undefined || run.hold;
  const shared = needed ? await run.ground.startShared(firstShared ?? "") : undefined;
  // Without this a program that never starts would be waited for again by each scenario in turn.
  const serves = shared?.ready ?? true;
  const unserved = async (id: string) => {
    announce(run, id, "stopped", run.recorder.now(), "the program did not become ready");
    ended(id);
  };

  const runShared = async () => {
    for (const [id, scenario] of sharedLane) {
      if (serves || scenario.first) await perform(id, shared);
      else await unserved(id);
    }
    if (!run.hold) await shared?.stop();
  };
  // The longest first, so that no long one is left to run alone at the end.
  const own = of("own").sort(([, a], [, b]) => b.limitMs - a.limitMs);
  const runOwn = async () => {
    for (let next = own.shift(); next; next = own.shift()) {
      if (serves) await perform(next[0]);
      else await unserved(next[0]);
    }
  };
  const cores = Math.max(2, Math.min(availableParallelism(), 4));
  await Promise.all([
    ...of("quiet").map(([id]) => (serves ? perform(id) : unserved(id))),
    ...of("none").map(([id]) => perform(id)),
    runShared().then(runOwn),
    ...Array.from({ length: cores - 1 }, runOwn),
  ]);
  for (const [id] of [...scenarios].filter(([, scenario]) => isAlone(scenario))) {
    await (serves ? perform(id) : unserved(id));
  }
  return shared;
}

function rank(scenario: Scenario): number {
  return scenario.first ? 0 : scenario.rough ? 2 : 1;
}

async function performScenario(id: string, run: Run, shared: Instance | undefined): Promise<void> {
  const { ground, recorder, surface, subject, emit } = run;
  const scenario = run.scenarios.get(id) as Scenario;
  const began = recorder.now();
  const reason = run.skip?.includes(id) ? "it was left out on request" : whyNot(scenario, surface, subject);
  if (reason !== undefined) return announce(run, id, "skipped", began, reason);

  const { expectedMs } = scenario.production ?? {};
  const expected = typeof expectedMs === "function" ? expectedMs(surface) : expectedMs;
  emit({ type: "scenario-began", scenario: id, title: scenario.title, ...(expected && { expectedMs: expected }) });
  const track = recorder.track(id, "");
  track.append({ kind: "scenario", event: "began", at: began });
  const limit = AbortSignal.timeout(scenario.limitMs);
  const signal = AbortSignal.any([run.signal, limit]);
  if (shared) shared.track.scenario = id;
  const copies = ground.copiesFor(id, signal);
  const stage: Stage = {
    surface,
    random: seededRandom(run.seed).fork(id),
    signal,
    track,
    folder: subject.folder,
    mappedEnvironment: subject.kind === "folder" ? subject.env : {},
    get shared() {
      if (!shared) throw new Error(`the scenario "${id}" is not a shared one`);
      return shared;
    },
    start: copies.start,
    seen: (instance) => recorder.entries.filter((entry) => entry.instance === instance.id),
    wait: (ms) => waitFor(ms, signal),
  };
  try {
    await scenario.run(stage);
    announce(run, id, "complete", began);
  } catch (error) {
    if (run.signal.aborted) return;
    if (error instanceof CannotGoOn) announce(run, id, "stopped", began, error.message);
    else if (limit.aborted) announce(run, id, "broke", began, `it was not done after ${scenario.limitMs / 1000} s`);
    else announce(run, id, "broke", began, (error as Error).stack ?? String(error));
  } finally {
    await copies.stop();
  }
}

function whyNot(scenario: Scenario, surface: Surface, subject: Subject): string | undefined {
  if (subject.kind === "address") {
    const missing = scenario.uses.filter((use) => use !== "source" || subject.folder === undefined);
    if (missing.length > 0) return `a program that is checked by its address shows no ${missing.join(" and no ")}`;
  }
  const { uses } = scenario;
  if (uses.includes("migration") && subject.kind === "folder" && subject.migrate === undefined)
    return "seaworthy.yaml names no command that migrates the database (`migrate:`)";
  if (uses.includes("migration down") && subject.kind === "folder" && subject.migrateDown === undefined)
    return "seaworthy.yaml names no command that takes the migrations back (`migrateDown:`)";
  const unpromised = (scenario.promises ?? []).filter((promise) => !surface.promises.includes(promise));
  if (unpromised.length > 0) return `the contract does not promise it (${unpromised.join(", ")})`;
  return scenario.inapplicable?.(surface);
}

function announce(
  { recorder, emit }: Run,
  scenario: string,
  outcome: "complete" | "stopped" | "skipped" | "broke",
  began: number,
  why?: string,
): void {
  const because = why === undefined ? {} : { why };
  recorder.track(scenario, "").append({ kind: "scenario", event: outcome, at: recorder.now(), ...because });
  emit({ type: "scenario-ended", scenario, outcome, durationMs: recorder.now() - began, ...because });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
