/**
 * What comes before a skill, or after it.
 */
import type { SkillPage } from "../../../src/contract/api/skill.ts";
import { HoldingMark } from "../../design/holding-mark.tsx";
import { TextLink } from "../../design/text-link.tsx";

export function Neighbours({ name, skills, none }: { name: string; skills: SkillPage["requires"]; none: string }) {
  return (
    <div className="mb-4 last:mb-0">
      <h3 className="text-sm font-medium text-quiet">{name}</h3>
      {skills.length === 0 ? (
        <p className="text-sm text-quiet">{none}</p>
      ) : (
        <ul>
          {skills.map(({ id, title, holding }) => (
            <li key={id} className="flex min-h-8 items-center gap-2">
              <HoldingMark holding={holding} />
              <TextLink to="/plan/skills/$skill" params={{ skill: id }}>
                {title}
              </TextLink>
              <span className="text-sm text-quiet">{holding}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
