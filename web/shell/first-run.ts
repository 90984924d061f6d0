/**
 * Where in the first ten minutes somebody is, so that a run of the judge, which has a page of its own, leads back to them.
 */
const name = "seaworthy-first-run";

export function noteFirstRun(step: string): void {
  localStorage.setItem(name, step);
}

export function leaveFirstRun(): void {
  localStorage.removeItem(name);
}

export const firstRunStep = () => localStorage.getItem(name) ?? undefined;
