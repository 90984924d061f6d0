/**
 * This browser's copy: the app's own files and the last answers, so that the pages open while the server is away. Kept by
 * web/service-worker.ts; forgotten in the settings.
 */
export function keepCopy(): void {
  // After an update a page's part may be gone from the server: the new page knows the new names. Once, and no circle.
  addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem("seaworthy-reloaded") ?? 0);
    if (Date.now() - last < 10_000) return;
    sessionStorage.setItem("seaworthy-reloaded", String(Date.now()));
    event.preventDefault();
    location.reload();
  });
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || isForgotten()) return;
  // Not before the page is there: it must not compete with what is being looked at.
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => {}));
}

/** A new version of the app took over behind this page. */
export function onUpdate(listener: () => void): () => void {
  if (!("serviceWorker" in navigator) || navigator.serviceWorker.controller === null) return () => {};
  navigator.serviceWorker.addEventListener("controllerchange", listener);
  return () => navigator.serviceWorker.removeEventListener("controllerchange", listener);
}

const forgottenName = "seaworthy-keeps-no-copy";
export const isForgotten = () => localStorage.getItem(forgottenName) !== null;

/** Takes away everything that this browser kept, and the worker that kept it. Whether it is kept again is said by `again`. */
export async function forgetCopy({ again }: { again: boolean }): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const worker of workers) await worker.unregister();
  if (again) localStorage.removeItem(forgottenName);
  else localStorage.setItem(forgottenName, "yes");
  if (again) await navigator.serviceWorker?.register("/sw.js");
}
