/**
 * The checks that prove a skill, each with the documents that hold a pass; or what a reviewer has to see, where no check can
 * tell.
 */
import type { SkillPage } from "../../../src/contract/api/skill.ts";
import { Badge } from "../../design/badge.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { shortDay } from "../../design/words.ts";

const states = {
  passed: { tone: "good", icon: "passed", says: "passed" },
  failed: { tone: "quiet", icon: "waiting", says: "asked, not passed yet" },
  open: { tone: "quiet", icon: "waiting", says: "never asked" },
} as const;

export function Proofs({ page }: { page: SkillPage }) {
  const { checks, artefact, locale } = page;
  const open = checks.filter(({ state }) => state !== "passed");
  return (
    <div className="space-y-4">
      {checks.length === 0 && <p className="text-quiet">No check can tell. A reviewer has to see this:</p>}
      {checks.length > 0 && (
        <ul className="divide-y divide-line">
          {checks.map(({ id, title, state, evidence }) => (
            <li key={id} className="py-2.5 first:pt-0">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span>{title}</span>
                <Badge tone={states[state].tone} icon={states[state].icon}>
                  {states[state].says}
                </Badge>
              </div>
              <p className="flex flex-wrap gap-x-4 text-sm text-quiet">
                <code className="font-mono">{id}</code>
                {evidence.map(({ hash, beganAt, project }) => (
                  <TextLink key={hash} to="/evidence/$hash" params={{ hash }} hash={id}>
                    {shortDay(beganAt.slice(0, 10), locale)}
                    {project === null ? "" : `, ${project}`}
                  </TextLink>
                ))}
              </p>
            </li>
          ))}
        </ul>
      )}
      {artefact !== null && <Markdown text={artefact} />}
      {open.length > 0 && (
        <CodeBlock
          wraps
          label="Where your program lies: asks only for what is open"
          text={`npx seaworthy check --only ${open.map(({ id }) => id).join(",")}`}
        />
      )}
    </div>
  );
}
