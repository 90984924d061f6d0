/**
 * What an occupation makes likely, skill by skill, and what is left of each in hours. With a plan, the plan's own figures;
 * without one, those that the plan of somebody would have who has said and proven nothing yet.
 *
 * Nothing here is ever called proven unless the plan says so, which it says by evidence alone.
 */
import type { Catalog, Occupation, Skill } from "../../catalog/catalog.ts";
import type { GuideBlock } from "../../contract/guide.ts";
import { personSchema, type SkillLevel } from "../../contract/person.ts";
import type { Holding, Plan } from "../../contract/plan.ts";
import { progressSchema } from "../../contract/progress.ts";
import { findHoldings } from "../find-holdings.ts";
import { groupTitles } from "./group-titles.ts";

export type AuditRow = Extract<GuideBlock, { kind: "audit" }>["rows"][number];

/** All skills of the path in the order in which they are learned; of the shelf, what the plan took down from it. */
export function auditOccupation(catalog: Catalog, occupation: Occupation, plan: Plan | undefined): AuditRow[] {
  const standing = plan ? new Map(plan.gaps.map((gap) => [gap.skill, gap])) : assumedOf(catalog, occupation);
  const unlocked = new Set(plan?.shelf.filter((item) => item.unlocked !== undefined).map(({ skill }) => skill));
  return inOrderOfLearning(catalog)
    .filter(({ id, path }) => path !== "not-yet" || unlocked.has(id))
    .flatMap(({ id, title, group, stage }) => {
      const held = standing.get(id);
      if (!held) return [];
      const { hoursLow, hoursHigh } = held;
      return [
        { skill: id, title, group, groupTitle: groupTitles[group], stage, holds: holdsOf(held), hoursLow, hoursHigh },
      ];
    });
}

/** By the units of the path; what stands in none comes last in its stage. */
function inOrderOfLearning({ skills, steps }: Catalog): Skill[] {
  const places = new Map(steps.units.flatMap((unit) => unit.skills).map((skill, i) => [skill, i]));
  const placeOf = ({ id }: Skill) => places.get(id) ?? places.size;
  return [...skills.values()].sort((a, b) => a.stage - b.stage || placeOf(a) - placeOf(b) || a.id.localeCompare(b.id));
}

/** Somebody of this occupation of whom nothing else is known. Market and hours do not matter to what is held. */
function assumedOf(catalog: Catalog, occupation: Occupation) {
  const anybody = { occupation: occupation.id, market: "uk", start: "2026-01-01", hoursByWeekday: { saturday: 10 } };
  return findHoldings({
    catalog,
    person: personSchema.parse(anybody),
    evidence: [],
    progress: progressSchema.parse({}),
  });
}

function holdsOf({ holding, level }: { holding: Holding; level: SkillLevel }): AuditRow["holds"] {
  if (holding === "proven" || holding === "missing") return holding;
  return holding === "shown" || level === "daily" ? "brings" : "partly";
}
