/**
 * Whether the server answers, as the pages know it from their last requests. While it is away it is asked every two
 * seconds, and when it is back everything that is shown is asked for anew.
 */
export interface Connection {
  /** refused: it answers, and does not take this browser's key. */
  state: "here" | "away" | "refused";
  /** Where what is shown was kept from before: the oldest time at which it was answered. */
  keptAt?: string;
}

let connection: Connection = { state: "here" };
const listeners = new Set<() => void>();
const backAgain = new Set<() => void>();
let asking: ReturnType<typeof setInterval> | undefined;

/** Often enough that nobody waits, seldom enough that nobody notices. */
const askAgainMs = 2_000;

export const readConnection = () => connection;

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when it answers again, or takes the key again. */
export function onBack(listener: () => void): () => void {
  backAgain.add(listener);
  return () => backAgain.delete(listener);
}

export function noteAnswer(status: number): void {
  if (status === 401) become({ state: "refused" });
  else if (connection.state !== "here") {
    become({ state: "here" });
    for (const listener of backAgain) listener();
  }
}

export function noteAway(keptAt?: string): void {
  const before = connection.state === "away" ? connection.keptAt : undefined;
  const oldest = [before, keptAt].filter((time) => time !== undefined).sort()[0];
  become({ state: "away", ...(oldest !== undefined && { keptAt: oldest }) });
}

function become(next: Connection): void {
  if (next.state === connection.state && next.keptAt === connection.keptAt) return;
  connection = next;
  if (next.state !== "away") {
    clearInterval(asking);
    asking = undefined;
  } else asking ??= setInterval(askAgain, askAgainMs);
  for (const listener of listeners) listener();
}

/** Asked by hand, too: "Try again". */
export async function askAgain(): Promise<void> {
  try {
    const { ok } = await fetch("/healthz", { cache: "no-store" });
    if (ok) noteAnswer(200);
  } catch {
    // Still away.
  }
}
