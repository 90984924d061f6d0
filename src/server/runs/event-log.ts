/**
 * What happened in one run, numbered from 1, for any number of readers who may come late or come back.
 */
import type { RunEvent } from "../../contract/api/run.ts";

export interface EventLog {
  readonly ended: boolean;
  append(event: RunEvent): void;
  end(): void;
  /**
   * Calls back for all that came after the given number, at once and then as it happens. Returns how to stop.
   * `ended` is called after the last one.
   */
  follow(after: number, reader: { event(id: number, event: RunEvent): void; ended(): void }): () => void;
}

/** A run has some ten scenarios and some hundred checks; a judge that says more is cut off. */
const mostEvents = 5_000;

export function createEventLog(): EventLog {
  const events: RunEvent[] = [];
  const readers = new Set<{ event(id: number, event: RunEvent): void; ended(): void }>();
  let ended = false;
  return {
    get ended() {
      return ended;
    },
    append(event) {
      if (ended || events.length >= mostEvents) return;
      const id = events.push(event);
      for (const reader of readers) reader.event(id, event);
    },
    end() {
      ended = true;
      for (const reader of readers) reader.ended();
      readers.clear();
    },
    follow(after, reader) {
      for (const [i, event] of events.entries()) if (i + 1 > after) reader.event(i + 1, event);
      if (ended) reader.ended();
      else readers.add(reader);
      return () => readers.delete(reader);
    },
  };
}
