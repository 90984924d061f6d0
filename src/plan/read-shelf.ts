/**
 * The not-yet shelf: skills that wait until their problem is felt. A failing check, the person's own adverts or the person
 * takes one down, together with what it requires.
 */
import type { Catalog, Skill } from "../catalog/catalog.ts";
import type { EvidenceOutline } from "../contract/evidence.ts";
import type { Person } from "../contract/person.ts";
import type { ShelfItem } from "../contract/plan.ts";
import type { AdvertDemand } from "./read-demand.ts";

export function readShelf(options: {
  catalog: Pick<Catalog, "skills">;
  person: Person;
  evidence: readonly EvidenceOutline[];
  demand: AdvertDemand;
}): ShelfItem[] {
  const { catalog, person, evidence, demand } = options;
  const failing = failingChecks(evidence);
  const shelved = [...catalog.skills.values()].filter(({ path }) => path === "not-yet");
  const reasons = new Map<string, string>();
  const takeDown = (skill: Skill | undefined, why: string) => {
    if (skill?.path !== "not-yet" || reasons.has(skill.id)) return;
    reasons.set(skill.id, why);
    for (const id of skill.requires) takeDown(catalog.skills.get(id), `${skill.title} needs it.`);
  };
  for (const skill of shelved) {
    const why = reasonFor(skill, { person, failing, demand });
    if (why !== undefined) takeDown(skill, why);
  }
  return shelved.map(({ id, title, unlock }) => ({
    skill: id,
    title,
    problem: unlock?.problem ?? "",
    ...(reasons.has(id) ? { unlocked: reasons.get(id) } : {}),
    ...(demand.bySkill.has(id) ? { demand: demand.bySkill.get(id) } : {}),
  }));
}

function reasonFor(
  { id, unlock }: Skill,
  { person, failing, demand }: { person: Person; failing: ReadonlySet<string>; demand: AdvertDemand },
): string | undefined {
  if (person.unlocked.includes(id)) return "You took it down yourself.";
  if (unlock?.check !== undefined && failing.has(unlock.check))
    return `Your program failed the check ${unlock.check}, which is the problem that it solves.`;
  const asked = demand.bySkill.get(id);
  if (unlock && demand.enough && asked && asked.share >= unlock.advertShare)
    return `${Math.round(asked.share * 100)}% of your adverts ask for it (${percents(asked)}).`;
  return undefined;
}

function percents({ low, high }: { low: number; high: number }): string {
  return `likely ${Math.round(low * 100)}–${Math.round(high * 100)}% of all such adverts`;
}

/** Of each check and project, the newest verdict counts: a problem that was mended is not felt any more. */
function failingChecks(evidence: readonly EvidenceOutline[]): Set<string> {
  const newest = new Map<string, { beganAt: string; check: string; failed: boolean }>();
  for (const { project, beganAt, verdicts } of evidence)
    for (const { check, verdict } of verdicts) {
      if (verdict !== "passed" && verdict !== "failed") continue;
      const key = `${project} ${check}`;
      const known = newest.get(key);
      if (!known || known.beganAt <= beganAt) newest.set(key, { beganAt, check, failed: verdict === "failed" });
    }
  return new Set([...newest.values()].filter(({ failed }) => failed).map(({ check }) => check));
}
