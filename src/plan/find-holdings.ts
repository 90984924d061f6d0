/**
 * Where the person stands: of every skill, how it is held and how many hours of it are left.
 *
 * Only a passed check makes a skill proven. What was said or is assumed shortens it, and stays what it is.
 */
import type { Catalog, Skill } from "../catalog/catalog.ts";
import type { EvidenceOutline } from "../contract/evidence.ts";
import type { Person, SkillLevel } from "../contract/person.ts";
import type { Holding } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import { leftByLevel } from "./left-by-level.ts";

export interface Held {
  skill: Skill;
  holding: Holding;
  level: SkillLevel;
  /** Checks that prove it: those that passed, and those that did not yet. */
  passed: readonly string[];
  open: readonly string[];
  /** Before anything was recorded for it: what its pace is measured against. */
  hoursWhole: number;
  /** Left now; both 0 when it is held. */
  hoursLow: number;
  hoursHigh: number;
  hoursSpent: number;
}

export interface Standing {
  catalog: Pick<Catalog, "skills" | "steps" | "occupations">;
  person: Person;
  evidence: readonly EvidenceOutline[];
  progress: Progress;
}

export function findHoldings(standing: Standing): Map<string, Held> {
  const { catalog, person } = standing;
  const passed = passedChecks(standing.evidence);
  const spent = hoursSpent(standing);
  const done = skillsSaidDone(standing);
  const builtOn = skillsBuiltOn(catalog, passed);
  const assumed = new Map(
    catalog.occupations.get(person.occupation ?? "")?.skills.map(({ skill, level }) => [skill, level]),
  );
  return new Map(
    [...catalog.skills.values()].map((skill) => {
      const said = person.skills[skill.id];
      const level = said ?? assumed.get(skill.id) ?? "none";
      const holding: Holding = isProven(skill, passed)
        ? "proven"
        : done.has(skill.id)
          ? "shown"
          : said !== undefined && said !== "none"
            ? "claimed"
            : level !== "none" || builtOn.has(skill.id)
              ? "assumed"
              : "missing";
      // What a thing that works stands on cannot be missing, whatever was said of it.
      const credited = builtOn.has(skill.id) ? "daily" : level;
      return [skill.id, heldAs({ skill, holding, level, credited, passed, hoursSpent: spent.get(skill.id) ?? 0 })];
    }),
  );
}

export function isProven({ provenBy }: Skill, passed: { has(check: string): boolean }): boolean {
  return provenBy.length > 0 && provenBy.every((check) => passed.has(check));
}

/** Passed once is passed: evidence is never taken back, and an ability that was shown does not become unlearned. */
export function passedChecks(evidence: readonly EvidenceOutline[]): Set<string> {
  return new Set(
    evidence.flatMap(({ verdicts }) =>
      verdicts.filter(({ verdict }) => verdict === "passed").map(({ check }) => check),
    ),
  );
}

function heldAs(options: {
  skill: Skill;
  holding: Holding;
  level: SkillLevel;
  credited: SkillLevel;
  passed: ReadonlySet<string>;
  hoursSpent: number;
}): Held {
  const { skill, holding, level, credited, hoursSpent } = options;
  const passed = skill.provenBy.filter((check) => options.passed.has(check));
  const whole = hoursAt(level, skill);
  const left = hoursAt(credited, skill);
  const isHeld = holding === "proven" || holding === "shown";
  const unproven = skill.provenBy.length === 0 ? 1 : 1 - passed.length / skill.provenBy.length;
  return {
    skill,
    holding,
    level,
    passed,
    open: skill.provenBy.filter((check) => !options.passed.has(check)),
    hoursWhole: (whole.low + whole.high) / 2,
    hoursLow: isHeld ? 0 : hoursLeft(left.low * unproven, hoursSpent),
    hoursHigh: isHeld ? 0 : hoursLeft(left.high * unproven, hoursSpent),
    hoursSpent,
  };
}

function hoursAt(level: SkillLevel, { hours }: Skill) {
  const left = leftByLevel[level];
  return { low: hours.low * left.low, high: hours.high * left.high };
}

/**
 * However long somebody has been at it, what is not done is not done: a tenth of it stays, and never less than a quarter
 * of an hour.
 */
function hoursLeft(hours: number, hoursSpent: number): number {
  return Math.max(quarters(Math.max(hours - hoursSpent, hours / 10)), 0.25);
}

/** Upwards, and the same for all: so that sums are exact and less work is never rounded to more. */
function quarters(hours: number): number {
  return Math.ceil(hours * 4 - 1e-9) / 4;
}

/** Sessions name a skill, or a unit; a unit's hours are shared out among its skills by their size. */
function hoursSpent({ catalog, progress }: Standing): Map<string, number> {
  const units = new Map(catalog.steps.units.map((unit) => [unit.id, unit.skills]));
  const spent = new Map<string, number>();
  const add = (skill: string, hours: number) => spent.set(skill, (spent.get(skill) ?? 0) + hours);
  for (const { unit, minutes } of progress.sessions) {
    const skills = units.get(unit);
    if (!skills) add(unit, minutes / 60);
    else {
      const sizes = skills.map((id) => catalog.skills.get(id)?.hours.high ?? 0);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      for (const [i, id] of skills.entries()) add(id, ((minutes / 60) * (sizes[i] as number)) / (total || 1));
    }
  }
  return spent;
}

/** By the person, skill by skill or unit by unit. */
function skillsSaidDone({ catalog, progress }: Standing): Set<string> {
  const done = new Set(progress.sessions.filter((session) => session.done).map(({ unit }) => unit));
  for (const { id, skills } of catalog.steps.units) if (done.has(id)) for (const skill of skills) done.add(skill);
  return done;
}

/**
 * Everything that a proven skill requires, down to the bottom, and the skills of a unit whose exit checks all passed. It is
 * a good guess and no proof: a judge that saw an API work has not seen the schema reviewed. So a part of its hours stays.
 */
function skillsBuiltOn({ skills, steps }: Standing["catalog"], passed: ReadonlySet<string>): Set<string> {
  const tested = steps.units.filter(({ checks }) => checks.length > 0 && checks.every((check) => passed.has(check)));
  const builtOn = new Set(tested.flatMap((unit) => unit.skills));
  const open = [...skills.values()].filter((skill) => isProven(skill, passed) || builtOn.has(skill.id));
  for (let skill = open.pop(); skill; skill = open.pop())
    for (const id of skill.requires) {
      const required = skills.get(id);
      if (!required || builtOn.has(id)) continue;
      builtOn.add(id);
      open.push(required);
    }
  return builtOn;
}
