/**
 * Follows a run while it goes on. A stream that breaks is taken up again where it ended: nothing is missed, nothing is told twice.
 */
import { useEffect, useState } from "react";
import type { RunEvent } from "../../../src/contract/api/run.ts";
import { authorization } from "../../api/client.ts";

/** Between two tries: soon enough that nobody notices, seldom enough for a server that is starting. */
const againMs = 1_000;

export function useRunEvents(run: string, onEnd: () => void): RunEvent[] {
  const [events, setEvents] = useState<RunEvent[]>([]);
  useEffect(() => {
    const leave = new AbortController();
    setEvents([]);
    followRun(run, leave.signal, (event) => {
      setEvents((before) => [...before, event]);
      if (event.type === "state" && !["queued", "running"].includes(event.state)) onEnd();
    });
    return () => leave.abort();
  }, [run, onEnd]);
  return events;
}

/** Not EventSource, which cannot send the key. */
async function followRun(run: string, signal: AbortSignal, see: (event: RunEvent) => void): Promise<void> {
  let last = 0;
  for (;;) {
    try {
      const headers = { ...authorization(), "last-event-id": String(last) };
      const answer = await fetch(`/api/runs/${run}/events`, { headers, signal });
      if (answer.status === 404 || answer.status === 401) return;
      for await (const { id, event } of framesOf(answer)) {
        last = id;
        see(event);
        if (event.type === "state" && !["queued", "running"].includes(event.state)) return;
      }
    } catch {
      if (signal.aborted) return;
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
    if (signal.aborted) return;
  }
}

async function* framesOf({ body, ok }: Response): AsyncGenerator<{ id: number; event: RunEvent }> {
  if (!ok || !body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const [, id, data] = /^id: (\d+)\nevent: [\w-]+\ndata: (.*)$/.exec(frame) ?? [];
      if (data !== undefined) yield { id: Number(id), event: JSON.parse(data) };
    }
  }
}
