/**
 * What can wait: each thing until its problem is felt, or the person's own adverts ask for it. Nothing is locked.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { Badge } from "../../design/badge.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { percent } from "../../design/words.ts";

export function Shelf({ page }: { page: PlanPage }) {
  const { shelf } = page.plan;
  const taken = shelf.filter(({ unlocked }) => unlocked !== undefined);
  const waiting = shelf.filter(({ unlocked }) => unlocked === undefined);
  return (
    <div className="space-y-6">
      <p className="max-w-prose text-quiet">
        Names that everybody drops. Each waits for a problem that you have felt, or for your adverts; learned before
        that, it is soon forgotten. Open one to take it into the plan all the same.
      </p>
      {taken.length > 0 && <Items items={taken} />}
      <Items items={waiting} />
    </div>
  );
}

function Items({ items }: { items: PlanPage["plan"]["shelf"] }) {
  return (
    <ul className="grid gap-x-8 md:grid-cols-2">
      {items.map(({ skill, title, problem, unlocked, demand }) => (
        <li key={skill} className="border-b border-line py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <TextLink to="/plan/skills/$skill" params={{ skill }} className="font-medium">
              {title}
            </TextLink>
            {demand && <Badge>{percent(demand.share)} of your adverts</Badge>}
            {unlocked !== undefined && <Badge tone="accent">in the plan</Badge>}
          </div>
          <Markdown className="mt-1 text-sm text-quiet" text={unlocked ?? problem} />
        </li>
      ))}
    </ul>
  );
}
