/**
 * One calm line on stderr: what is being done to the program now, and for how long. Only on a terminal.
 */

import { duration } from "../base/amounts.ts";
import { neutraliseLine } from "../base/neutralise.ts";
import type { JudgeEvent } from "../judge/events.ts";
import type { Door } from "./door.ts";

export interface Progress {
  see(event: JudgeEvent): void;
  /** Wipes the line away, so that something can be written; it comes back. */
  clear(): void;
  /** Wipes the line away for good. */
  end(): void;
}

/** Often enough to see that it lives, seldom enough to be calm. */
const refreshMs = 500;

export function showProgress(door: Door): Progress {
  if (!door.stderr.isTTY) return { see: () => {}, clear: () => {}, end: () => {} };
  const state = createProgressState();
  const draw = () => {
    const pen = door.pen("stderr");
    const line = state.line(performance.now());
    if (line) door.stderr.write(`\r\x1b[2K${pen.paint("dim", pen.cut(pen.say(line), pen.width - 1))}`);
  };
  const timer = setInterval(draw, refreshMs);
  timer.unref();
  return {
    see(event) {
      state.see(event, performance.now());
      draw();
    },
    clear: () => door.stderr.write("\r\x1b[2K"),
    end() {
      clearInterval(timer);
      door.stderr.write("\r\x1b[2K");
    },
  };
}

/** What the line says, apart from the terminal. Times are milliseconds of one clock. */
export function createProgressState() {
  const running = new Map<string, { title: string; since: number; expectedMs?: number | undefined }>();
  let [judged, planned] = [0, 0];
  return {
    see(event: JudgeEvent, now: number): void {
      if (event.type === "planned") planned = event.checks.length;
      if (event.type === "setup-began") running.set("", { title: neutraliseLine(event.command), since: now });
      if (event.type === "setup-ended") running.delete("");
      if (event.type === "scenario-began") {
        const { title, expectedMs } = event;
        running.set(event.scenario, { title, expectedMs, since: now });
      }
      if (event.type === "scenario-ended") running.delete(event.scenario);
      if (event.type === "verdict") judged += 1;
    },
    /** The longest running one: it is what one waits for. */
    line(now: number): string | undefined {
      const [oldest, ...others] = [...running.values()].sort((a, b) => a.since - b.since);
      const progress = planned > 0 ? `${String(judged).padStart(String(planned).length)}/${planned}` : "";
      if (!oldest) return planned > 0 ? `  ${progress}  starting the program …` : undefined;
      const beside = others.length > 0 ? ` (and ${others.length} more beside it)` : "";
      const { expectedMs } = oldest;
      const taken = `${duration(Math.floor((now - oldest.since) / 1000) * 1000)}${expectedMs ? ` of about ${duration(expectedMs)}` : ""}`;
      return `  ${progress}${progress && "  "}${oldest.title} … ${taken}${beside}`;
    },
  };
}
