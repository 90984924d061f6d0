/**
 * Keys that work everywhere: Ctrl or Cmd and K finds, `g` and a letter goes, `?` shows all of them. Single keys do nothing
 * while something is typed, and can be turned off (WCAG 2.1.4).
 */
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { places } from "./places.ts";

/** What lies over the page. */
export type Open = "palette" | "keys" | undefined;

const offName = "seaworthy-single-keys-off";
export const hasSingleKeys = () => localStorage.getItem(offName) === null;
export function setSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(offName);
  else localStorage.setItem(offName, "yes");
}

/** How long a `g` waits for its letter. */
const letterMs = 1_500;

export function useKeys(open: (what: Open) => void): void {
  const router = useRouter();
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog]") || !hasSingleKeys()) return;
      const place = places.find(({ letter }) => letter === event.key);
      if (place && performance.now() - wentAt < letterMs) {
        event.preventDefault();
        wentAt = Number.NEGATIVE_INFINITY;
        void router.navigate({ to: place.to });
      } else if (event.key === "g") wentAt = performance.now();
      else if (event.key === "?" || event.key === "/") {
        event.preventDefault();
        open(event.key === "?" ? "keys" : "palette");
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [open, router]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) &&
    !/^(checkbox|radio|range|button|submit)$/.test((target as HTMLInputElement).type)
  );
}
