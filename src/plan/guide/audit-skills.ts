/**
 * What is held, skill by skill, and what is left of each in hours, as the plan counts it. Proven is what the plan calls
 * proven, which it does by evidence alone.
 */
import type { Catalog, Skill } from "../../catalog/catalog.ts";
import type { GuideBlock } from "../../contract/guide.ts";
import type { Gap, Plan } from "../../contract/plan.ts";
import { groupTitles } from "./group-titles.ts";

export type AuditRow = Extract<GuideBlock, { kind: "audit" }>["rows"][number];

/** All skills of the path in the order in which they are learned; of the shelf, what the plan took down from it. */
export function auditSkills(catalog: Catalog, plan: Plan): AuditRow[] {
  const gaps = new Map(plan.gaps.map((gap) => [gap.skill, gap]));
  const unlocked = new Set(plan.shelf.filter((item) => item.unlocked !== undefined).map(({ skill }) => skill));
  return inOrderOfLearning(catalog)
    .filter(({ id, path }) => path !== "not-yet" || unlocked.has(id))
    .flatMap(({ id, title, group, stage }) => {
      const gap = gaps.get(id);
      if (!gap) return [];
      const { hoursLow, hoursHigh } = gap;
      return [
        { skill: id, title, group, groupTitle: groupTitles[group], stage, holds: holdsOf(gap), hoursLow, hoursHigh },
      ];
    });
}

/** By the units of the path; what stands in none comes last in its stage. */
function inOrderOfLearning({ skills, steps }: Catalog): Skill[] {
  const places = new Map(steps.units.flatMap((unit) => unit.skills).map((skill, i) => [skill, i]));
  const placeOf = ({ id }: Skill) => places.get(id) ?? places.size;
  return [...skills.values()].sort((a, b) => a.stage - b.stage || placeOf(a) - placeOf(b) || a.id.localeCompare(b.id));
}

function holdsOf({ holding, level }: Gap): AuditRow["holds"] {
  if (holding === "proven" || holding === "missing") return holding;
  return holding === "shown" || level === "daily" ? "brings" : "partly";
}
