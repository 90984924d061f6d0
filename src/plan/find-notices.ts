/**
 * What is worth a word this week: habits that cost months when nobody says anything. A word, never a lock, and nothing private.
 */
import type { Notice, PlannedUnit } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import { type Day, dayOf, isoOf } from "./day.ts";

/** Two weeks of study without a build: the sources call it a tutorial loop. */
const loopDays = 14;
/** "Nobody met, and more than five applications sent"; "fifteen applications to the target and none to a role on the way". */
const applicationsWithoutTalk = 5;
const applicationsWithoutBridge = 15;

export function findNotices(options: {
  progress: Progress;
  units: readonly PlannedUnit[];
  projectsPassed: number;
  /** When a check last ran, as ISO timestamps of the evidence. */
  checkedAt: readonly string[];
  today: Day;
}): Notice[] {
  const { progress, projectsPassed } = options;
  const { applications, conversations } = progress;
  const notices: Notice[] = [];
  if (isInTutorialLoop(options)) {
    const [next] = options.units;
    const build = next ? ` The smallest next build: ${next.build}` : "";
    notices.push({ id: "tutorial-loop", says: `Two weeks of reading and nothing built or checked.${build}` });
  }
  if (applications.length > 0 && projectsPassed === 0)
    notices.push({
      id: "applying-without-a-project",
      says: "You apply without a project that has passed. One would change more answers than ten applications.",
    });
  if (applications.length > applicationsWithoutTalk && conversations.length === 0)
    notices.push({
      id: "applying-without-contacts",
      says: `${applications.length} applications and no conversation yet. One person who knows your name is worth more than the next five.`,
    });
  if (applications.length >= applicationsWithoutBridge && applications.every(({ kind }) => kind === "target"))
    notices.push({
      id: "no-role-on-the-way",
      says: `${applications.length} applications, all straight to the target. A role on the way, or a move inside your company, is a shorter step.`,
    });
  return notices;
}

function isInTutorialLoop({
  progress,
  checkedAt,
  today,
}: {
  progress: Progress;
  checkedAt: readonly string[];
  today: Day;
}): boolean {
  const since = isoOf(today - loopDays);
  const recent = progress.sessions.filter(({ date }) => date > since && dayOf(date) <= today);
  const reading = recent.filter(({ kind }) => kind === "read");
  // Reading has to lie at both ends of it: one evening with a book is none.
  const isLong =
    reading.some(({ date }) => dayOf(date) <= today - loopDays / 2) &&
    reading.some(({ date }) => dayOf(date) > today - loopDays / 2);
  return isLong && recent.every(({ kind }) => kind !== "build") && checkedAt.every((at) => at.slice(0, 10) <= since);
}
