/**
 * Hands evidence to an app that runs on the same home, so that its pages show what was checked in a terminal a moment ago.
 */
import type { Evidence } from "../../contract/evidence.ts";
import type { Door } from "../door.ts";
import { homeOf } from "../home/home-folder.ts";
import { runningApp } from "./one-app.ts";

/** Longer than it ever takes on this very machine, and short enough for somebody who waits for a prompt. */
const limitMs = 3_000;

/** Whatever goes wrong is silent: the evidence lies in its folder, and the app takes it in when it starts again. */
export async function tellApp(evidence: Evidence, door: Door): Promise<void> {
  try {
    const { address, key, pid } = (await runningApp(homeOf(door, undefined))) ?? {};
    // Of a run that the app itself started, it keeps the evidence by itself.
    if (address !== undefined && key !== undefined && pid !== process.pid) await handOver(evidence, { address, key });
  } catch {
    // See above.
  }
}

export async function handOver(evidence: Evidence, { address, key }: { address: string; key: string }): Promise<void> {
  const answer = await fetch(`${address}/api/evidence`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(evidence),
    signal: AbortSignal.timeout(limitMs),
  });
  await answer.body?.cancel();
  // What is refused for what it is will not be taken another time either.
  if (answer.status >= 500) throw new Error(`the app answered ${answer.status}`);
}
