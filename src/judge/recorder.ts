/**
 * Where everything that is seen during a judgement is appended: one list, one clock.
 *
 * A {@link Track} is the recorder seen from one running copy of the subject: it stamps scenario and instance on what
 * is appended. Probes hold a track, never the recorder.
 */
import type { Entry } from "../contract/recording.ts";

type Unstamped<E> = E extends Entry ? Omit<E, "id" | "scenario" | "instance"> : never;
/** An entry before it is stamped with its place, scenario and instance. */
export type NewEntry = Unstamped<Entry>;

export interface Track {
  /** Id of the scenario that is acting now; "" between scenarios. Set by the judge when a shared instance changes hands. */
  scenario: string;
  readonly instance: string;
  /** Milliseconds since the recording began. */
  now(): number;
  /**
   * While it is set, only entries for which it says true are kept: for times in which tens of thousands come. It is asked
   * about each one, so it may count them.
   */
  sieve?: ((entry: NewEntry) => boolean) | undefined;
  /** Returns the id of the entry; -1 when it was not kept. */
  append(entry: NewEntry): number;
}

export interface Recorder {
  readonly entries: readonly Entry[];
  now(): number;
  track(scenario: string, instance: string): Track;
  /** Called with each entry as it is appended, for live display. */
  onAppend?: (entry: Entry) => void;
}

/** A full check of a good subject makes some 5,000 entries; a flood must not take the judge's memory. */
const mostEntries = 200_000;

export function createRecorder(): Recorder {
  const entries: Entry[] = [];
  const began = performance.now();
  const now = () => performance.now() - began;
  const recorder: Recorder = {
    entries,
    now,
    track: (scenario, instance) => ({
      scenario,
      instance,
      now,
      append(entry) {
        const id = entries.length;
        if (id >= mostEntries || this.sieve?.(entry) === false) return -1;
        const stamped = { ...entry, id, scenario: this.scenario, instance } as Entry;
        entries.push(stamped);
        recorder.onAppend?.(stamped);
        return id;
      },
    }),
  };
  return recorder;
}
