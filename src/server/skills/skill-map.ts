/**
 * All skills by the units in which they are learned, each with how it is held and what it stands on.
 */
import type { MappedSkill, SkillMap } from "../../contract/api/skill.ts";
import { groupTitles } from "../../plan/guide/group-titles.ts";
import type { AccountPlan } from "../plan/plan-of.ts";

export function skillMap({ plan, catalog, locale, today }: AccountPlan): SkillMap {
  const { skills, steps } = catalog;
  const onTheWay = new Set(steps.units.flatMap((unit) => unit.skills));
  const shelf = [...skills.values()].filter(({ id }) => !onTheWay.has(id)).map(({ id }) => id);
  const planned = plannedDays(plan);
  return {
    locale,
    today,
    steps: steps.steps.map(({ number, title }) => ({ number, title })),
    rows: [
      ...steps.units.map(({ id, title, step, skills: ids }) => ({ id, title, step, skills: ids })),
      ...(shelf.length > 0 ? [{ id: "shelf", title: "Not yet", step: null, skills: shelf }] : []),
    ],
    skills: plan.gaps.flatMap(({ skill: id, title, holding, hoursLow, hoursHigh, proof, demand }): MappedSkill[] => {
      const skill = skills.get(id);
      if (!skill) return [];
      return [
        {
          ...{ id, title, holding, hoursLow, hoursHigh, proof },
          ...(demand ? { demand } : {}),
          field: groupTitles[skill.group],
          requires: skill.requires,
          planned: planned.get(id) ?? null,
        },
      ];
    }),
    next: (plan.next.hours2 ?? plan.next.minutes25 ?? plan.next.weekend)?.skill ?? null,
  };
}

export function plannedDays({ units }: AccountPlan["plan"]): Map<string, { from: string; to: string }> {
  return new Map(units.flatMap((unit) => unit.skills.map(({ skill, from, to }) => [skill, { from, to }] as const)));
}
