/**
 * Two tabs at once stay true: what one of them changes on the server, every other is told, and asks anew.
 */
const channel = new BroadcastChannel("seaworthy");
const listeners = new Set<() => void>();

/** Something on the server is no longer what it was. */
export function announceChange(): void {
  channel.postMessage("changed");
  tell();
}

/** Changes by this tab and by all others. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

channel.addEventListener("message", tell);
