/**
 * What changed since last month: the adverts of the last month beside all older ones. Most differences between two small piles
 * are chance, and a hundred skills are looked at: `sure` is said only of those whose interval of 99.9% does not hold zero, so that
 * nine of ten reports without a change claim none.
 */
import type { Advert, AdvertReport, Mention } from "../../contract/advert.ts";
import { newcombe, z999 } from "./interval.ts";
import { standing, strongest } from "./standing.ts";

type Change = NonNullable<AdvertReport["change"]>;

export interface ChangeOptions {
  today: string;
  line: number;
  titles: ReadonlyMap<string, { title: string }>;
}

export function countChange(
  read: readonly { advert: Advert; mentions: readonly Mention[] }[],
  { today, line, titles }: ChangeOptions,
): Change | undefined {
  const since = monthBefore(today);
  const older = read.filter(({ advert }) => advert.addedOn <= since);
  const newer = read.filter(({ advert }) => advert.addedOn > since);
  if (older.length === 0 || newer.length === 0) return undefined;
  const [before, after] = [askedIn(older), askedIn(newer)];
  const title = (skill: string) => titles.get(skill)?.title ?? skill;
  const skills: Change["skills"] = [];
  const levels: Change["levels"] = [];
  for (const skill of new Set([...before.keys(), ...after.keys()])) {
    const was = { hits: before.get(skill) ?? 0, of: older.length };
    const is = { hits: after.get(skill) ?? 0, of: newer.length };
    const { low, high } = newcombe(was, is);
    const strict = newcombe(was, is, z999);
    skills.push({
      skill,
      title: title(skill),
      before: shareOf(was),
      after: shareOf(is),
      low,
      high,
      sure: strict.low > 0 || strict.high < 0,
    });
    const from = was.hits === 0 ? "unseen" : standing(was.hits, was.of, line).level;
    const to = standing(was.hits + is.hits, read.length, line).level;
    // Every skill that is named for the first time is new; that is a change only if it matters.
    if (from !== to && !(from === "unseen" && to === "nice")) levels.push({ skill, title: title(skill), from, to });
  }
  const reach = ({ before: was, after: is }: Change["skills"][number]) => Math.abs(is.share - was.share);
  return {
    since,
    skills: skills.toSorted(
      (a, b) => Number(b.sure) - Number(a.sure) || reach(b) - reach(a) || (a.skill < b.skill ? -1 : 1),
    ),
    levels: levels.toSorted((a, b) => (a.skill < b.skill ? -1 : 1)),
  };
}

function shareOf({ hits, of }: { hits: number; of: number }) {
  return { asked: hits, of, share: hits / of };
}

function askedIn(read: readonly { mentions: readonly Mention[] }[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { mentions } of read) {
    for (const { skill, necessity } of strongest(mentions).values())
      if (necessity !== "nice") asked.set(skill, (asked.get(skill) ?? 0) + 1);
  }
  return asked;
}

/** The same day of the month before, or its last: the month before 31 March began on 28 or 29 February. */
function monthBefore(today: string): string {
  const [year = 0, month = 0, day = 0] = today.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 2, Math.min(day, last))).toISOString().slice(0, 10);
}
