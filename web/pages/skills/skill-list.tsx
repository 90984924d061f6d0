/**
 * The same skills to read: by unit, each with how it is held, what is left and what comes first.
 */
import type { MappedSkill, SkillMap } from "../../../src/contract/api/skill.ts";
import type { Holding } from "../../../src/contract/plan.ts";
import { HoldingBadge } from "../../design/badge.tsx";
import { type Column, DataTable } from "../../design/data-table.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { hoursLeft } from "../../design/words.ts";

export function SkillList({ map, only }: { map: SkillMap; only: Holding | undefined }) {
  const byId = new Map(map.skills.map((skill) => [skill.id, skill]));
  const columns: Column<MappedSkill>[] = [
    {
      id: "skill",
      title: "Skill",
      cell: ({ id, title }) => (
        <TextLink to="/plan/skills/$skill" params={{ skill: id }}>
          {title}
        </TextLink>
      ),
    },
    { id: "holding", title: "Held", cell: ({ holding }) => <HoldingBadge holding={holding} /> },
    {
      id: "after",
      title: "Comes after",
      cell: ({ requires }) => (
        <span className="text-quiet">{requires.map((id) => byId.get(id)?.title ?? id).join(", ") || "–"}</span>
      ),
    },
    { id: "left", title: "Left", cell: ({ hoursLow, hoursHigh }) => hoursLeft(hoursLow, hoursHigh), isFigure: true },
  ];
  return (
    <div className="space-y-8">
      {map.rows.map((row) => {
        const skills = row.skills
          .flatMap((id) => byId.get(id) ?? [])
          .filter(({ holding }) => !only || holding === only);
        if (skills.length === 0) return null;
        return (
          <section key={row.id} aria-label={row.title}>
            <h2 className="font-semibold">
              {row.title} {row.step !== null && <span className="font-normal text-quiet">Step {row.step}</span>}
            </h2>
            <DataTable caption={row.title} columns={columns} rows={skills} keyOf={({ id }) => id} />
          </section>
        );
      })}
    </div>
  );
}
