/**
 * How a skill is held, as a shape: told without colour, and always beside the word.
 */
import type { ReactNode } from "react";
import type { Holding } from "../../src/contract/plan.ts";

const marks: Record<Holding, { colour: string; drawing: ReactNode }> = {
  // A full disc with a tick: evidence.
  proven: {
    colour: "text-good",
    drawing: (
      <>
        <circle cx="8" cy="8" r="7" fill="currentColor" />
        <path d="M4.8 8.3l2.2 2.2 4.2-4.6" stroke="var(--raised)" strokeWidth="1.8" fill="none" />
      </>
    ),
  },
  // A tick in an open ring: an artefact, or their word that it is done.
  shown: {
    colour: "text-accent",
    drawing: (
      <>
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M5 8.3l2 2 4-4.4" stroke="currentColor" strokeWidth="1.6" fill="none" />
      </>
    ),
  },
  // Half full.
  claimed: {
    colour: "text-accent",
    drawing: (
      <>
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" />
      </>
    ),
  },
  // A dot in a ring: somebody in that job likely has it.
  assumed: {
    colour: "text-unsure",
    drawing: (
      <>
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <circle cx="8" cy="8" r="2" fill="currentColor" />
      </>
    ),
  },
  // An open, broken ring.
  missing: {
    colour: "text-quiet",
    drawing: (
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.4 2.5" />
    ),
  },
};

export function HoldingMark({ holding, className = "size-4" }: { holding: Holding; className?: string }) {
  const { colour, drawing } = marks[holding];
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${colour} ${className}`}
    >
      {drawing}
    </svg>
  );
}

/** What each word means, for a legend. */
export const holdingMeanings: Record<Holding, string> = {
  proven: "evidence holds a pass of each check",
  shown: "you said it is done",
  claimed: "your own word on your level",
  assumed: "your job usually brings it, or something proven stands on it",
  missing: "nothing speaks for it yet",
};
