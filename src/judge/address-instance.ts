/**
 * A program that already runs and is known by its address only (`--url`): it can be spoken to, and nothing else.
 */
import type { Random } from "../base/random.ts";
import type { Surface } from "../contract/surface.ts";
import { speakingFor } from "./default-person.ts";
import { createHttp } from "./probe/http/http.ts";
import type { Recorder } from "./recorder.ts";
import { type Database, type Instance, readyLimitMs, type SubjectProcess } from "./scenario.ts";
import { waitUntilReady } from "./subject/readiness.ts";

export interface AddressOptions {
  url: string;
  surface: Surface;
  recorder: Recorder;
  signal: AbortSignal;
  /** Of the person who speaks when a scenario does not say who. */
  random: Random;
  /** It is said to run already, but may just be starting. */
  readyWithinMs?: number;
}

/** The one copy that there is, for all scenarios; those that use its process or database are skipped by the judge. */
export async function createAddressInstance(scenario: string, options: AddressOptions): Promise<Instance> {
  const { surface, recorder, signal, readyWithinMs = readyLimitMs } = options;
  const url = options.url.replace(/\/+$/, "");
  const track = recorder.track(scenario, "i1");
  const random = options.random.fork("default person");
  const probe = createHttp({ url, track, signal });
  const http = speakingFor({ account: { person: undefined }, surface, random, probe });
  const beganAt = track.now();
  let ready = false;
  const instance: Instance = {
    id: track.instance,
    track,
    port: Number(new URL(url).port || (url.startsWith("https:") ? 443 : 80)),
    url,
    http,
    get ready() {
      return ready;
    },
    jwtSecret: undefined,
    // Whoever runs it has a real one, which is not for a recording.
    apiKey: undefined,
    get database(): Database {
      throw new Error("a program that is known by its address shows no database");
    },
    get process(): SubjectProcess {
      throw new Error("a program that is known by its address shows no process");
    },
    restart: () => Promise.reject(new Error("a program that is known by its address cannot be restarted")),
    migrate: () => Promise.reject(new Error("a program that is known by its address cannot be migrated")),
    stop: async () => http.close(),
    waitUntilReady: async (limitMs) => {
      const outcome = await waitUntilReady({
        urls: [url],
        healthPath: surface.health,
        limitMs,
        signal,
        program: undefined,
      });
      ready = outcome.ready;
      const why = outcome.ready ? {} : { why: outcome.why };
      const event = outcome.ready ? "ready" : "not-ready";
      track.append({ kind: "process", event, at: track.now(), durationMs: track.now() - beganAt, ...why });
      return ready;
    },
  };
  await instance.waitUntilReady(readyWithinMs);
  return instance;
}
