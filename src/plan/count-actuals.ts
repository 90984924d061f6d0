/**
 * What was done so far, as the steps' goals and the months count it.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { AdvertReport } from "../contract/advert.ts";
import { type EvidenceOutline, isWholeRun } from "../contract/evidence.ts";
import type { Person } from "../contract/person.ts";
import type { Progress } from "../contract/progress.ts";
import type { Held } from "./find-holdings.ts";
import type { Actuals } from "./lay-out-windows.ts";

export function countActuals(options: {
  catalog: Pick<Catalog, "occupations" | "steps">;
  person: Person;
  adverts?: AdvertReport | undefined;
  evidence: readonly EvidenceOutline[];
  progress: Progress;
  holdings: ReadonlyMap<string, Held>;
  /** The gaps that came up most and are still open. */
  ranks: ReadonlyMap<string, number>;
}): { goals: Actuals; skillsDone: string[] } {
  const { adverts, evidence, progress, holdings } = options;
  const cards = cardsOf(options);
  return {
    goals: {
      ...(cards === undefined ? {} : { "skill-cards-complete": cards }),
      "adverts-saved": adverts?.adverts ?? 0,
      "conversations-held": progress.conversations.length,
      ...(adverts?.enough ? { "gaps-closed": closedGaps(adverts, holdings) } : {}),
      "judged-projects-passed": passedProjects(evidence),
      "entry-roles-tried": progress.applications.filter(({ kind }) => kind !== "target").length,
      "applications-sent": progress.applications.length,
    },
    skillsDone: daysOfSkillsDone(options),
  };
}

/** Share of the cards that have the person's own level or example. Unknown where no occupation gives any card. */
function cardsOf({ catalog, person }: { catalog: Pick<Catalog, "occupations">; person: Person }): number | undefined {
  const occupation = catalog.occupations.get(person.occupation ?? "");
  if (!occupation) return undefined;
  const complete = [
    ...occupation.skills.map(
      ({ skill }) => person.skills[skill] !== undefined && Boolean(person.examples[skill]?.trim()),
    ),
    ...occupation.competencies.map(({ competency }) => Boolean(person.examples[competency]?.trim())),
  ];
  return Math.round((complete.filter(Boolean).length / complete.length) * 100) / 100;
}

/** Of what the adverts call a must, what is held and proven by now. */
function closedGaps({ skills }: AdvertReport, holdings: ReadonlyMap<string, Held>): number {
  return skills.filter(({ skill, level }) => level === "must" && holdings.get(skill)?.holding === "proven").length;
}

/** Of those that were judged whole, and in which nothing failed. */
function passedProjects(evidence: readonly EvidenceOutline[]): number {
  const whole = evidence.filter(
    ({ project, scope, verdicts }) =>
      project !== null &&
      isWholeRun({ scope }) &&
      verdicts.some(({ verdict }) => verdict === "passed") &&
      verdicts.every(({ verdict }) => verdict !== "failed"),
  );
  return new Set(whole.map(({ project }) => project)).size;
}

/** Of each skill that is proven or shown the day on which it became so, where that is known. */
function daysOfSkillsDone({
  catalog,
  evidence,
  progress,
  holdings,
}: {
  catalog: Pick<Catalog, "steps">;
  evidence: readonly EvidenceOutline[];
  progress: Progress;
  holdings: ReadonlyMap<string, Held>;
}): string[] {
  const firstPass = new Map<string, string>();
  for (const { beganAt, verdicts } of evidence)
    for (const { check, verdict } of verdicts) {
      const day = beganAt.slice(0, 10);
      if (verdict === "passed" && day < (firstPass.get(check) ?? "9999")) firstPass.set(check, day);
    }
  const unitOf = new Map(catalog.steps.units.flatMap(({ id, skills }) => skills.map((skill) => [skill, id] as const)));
  const said = new Map(progress.sessions.filter(({ done }) => done).map(({ unit, date }) => [unit, date]));
  return [...holdings.values()].flatMap(({ skill, holding, passed }) => {
    if (holding === "proven")
      return [
        passed
          .map((check) => firstPass.get(check) ?? "")
          .sort()
          .at(-1) as string,
      ];
    const day = said.get(skill.id) ?? said.get(unitOf.get(skill.id) ?? "");
    return holding === "shown" && day !== undefined ? [day] : [];
  });
}
