/**
 * One skill with everything about it: what it is for, how it is held and by which evidence, what comes before and after it.
 */
import type { Catalog, Skill } from "../../catalog/catalog.ts";
import type { SkillPage } from "../../contract/api/skill.ts";
import type { Check } from "../../judge/check.ts";
import { groupTitles } from "../../plan/guide/group-titles.ts";
import type { AccountPlan } from "../plan/plan-of.ts";
import { plannedDays } from "./skill-map.ts";

export function skillPage(skill: Skill, own: AccountPlan, checks: ReadonlyMap<string, Check>): SkillPage {
  const { catalog, plan, person, report, locale } = own;
  const { id, title, stage, sections, synonyms, hours } = skill;
  const gap = plan.gaps.find((candidate) => candidate.skill === id);
  const unit = catalog.steps.units.find(({ skills }) => skills.includes(id));
  const brought = catalog.occupations.get(person.occupation ?? "")?.skills.find((held) => held.skill === id);
  const shelved = plan.shelf.find((item) => item.skill === id);
  const neighbours = neighboursOf(own);
  return {
    ...{ locale, id, title, hours, synonyms },
    field: groupTitles[skill.group],
    stage: { number: stage, title: catalog.steps.stages.find(({ number }) => number === stage)?.title ?? "" },
    unit: unit ? { id: unit.id, title: unit.title, build: unit.build, step: unit.step } : null,
    planned: plannedDays(plan).get(id) ?? null,
    holding: gap?.holding ?? "missing",
    said: person.skills[id] ?? null,
    brought: brought ? { level: brought.level, there: brought.there, here: brought.here } : null,
    left: { low: gap?.hoursLow ?? 0, high: gap?.hoursHigh ?? 0 },
    purpose: sections["What it is for in production"],
    haveItWhen: sections["You have it when"],
    firstStep: sections["First step"],
    checks: skill.provenBy.map((check) => checkOf(check, own, checks)),
    artefact: skill.artefact ?? null,
    requires: skill.requires.flatMap(neighbours),
    neededBy: [...catalog.skills.values()]
      .filter(({ requires }) => requires.includes(id))
      .flatMap((one) => neighbours(one.id)),
    adverts: report.skills.find((count) => count.skill === id) ?? null,
    advertsRead: report.adverts,
    unlock: skill.unlock
      ? {
          problem: skill.unlock.problem,
          advertShare: skill.unlock.advertShare,
          unlocked: shelved?.unlocked ?? null,
        }
      : null,
    prior: priorOf(id, catalog, person.target),
  };
}

function neighboursOf({ catalog, plan }: AccountPlan) {
  const holdings = new Map(plan.gaps.map(({ skill, holding }) => [skill, holding]));
  return (id: string): SkillPage["requires"] => {
    const skill = catalog.skills.get(id);
    return skill ? [{ id, title: skill.title, holding: holdings.get(id) ?? "missing" }] : [];
  };
}

/** Of many runs the few that say something: the newest documents that hold a pass. */
const mostShown = 3;

function checkOf(
  id: string,
  { evidence }: AccountPlan,
  checks: ReadonlyMap<string, Check>,
): SkillPage["checks"][number] {
  const said = (word: "passed" | "failed") =>
    evidence.filter(({ verdicts }) => verdicts.some(({ check, verdict }) => check === id && verdict === word));
  const passed = said("passed");
  return {
    id,
    title: checks.get(id)?.title.passed ?? id,
    state: passed.length > 0 ? "passed" : said("failed").length > 0 ? "failed" : "open",
    evidence: passed
      .toReversed()
      .slice(0, mostShown)
      .map(({ hash, beganAt, project }) => ({ hash, beganAt, project })),
  };
}

function priorOf(id: string, { targets, sources }: Catalog, target: string): SkillPage["prior"] {
  const said = targets.get(target)?.prior.filter(({ skills }) => skills.includes(id)) ?? [];
  return said.map(({ says, source }) => {
    const { title = source, year = null, url = null } = sources.get(source) ?? {};
    return { says, source: title, year, url };
  });
}
