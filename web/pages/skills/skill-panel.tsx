/**
 * The skill that is looked at on the map: how it is held, what is left of it, what it needs and what needs it.
 */
import type { MappedSkill } from "../../../src/contract/api/skill.ts";
import { HoldingBadge } from "../../design/badge.tsx";
import { Button } from "../../design/button.tsx";
import { HoldingMark } from "../../design/holding-mark.tsx";
import { counted, hoursLeft, monthSpan, percent } from "../../design/words.ts";

export function SkillPanel({
  className,
  skill,
  locale,
  requires,
  neededBy,
  onGo,
  onOpen,
}: {
  className: string;
  skill: MappedSkill;
  locale: string;
  requires: readonly MappedSkill[];
  neededBy: readonly MappedSkill[];
  onGo: (id: string) => void;
  onOpen: () => void;
}) {
  const { title, field, holding, hoursLow, hoursHigh, proof, demand, planned } = skill;
  const facts = [
    hoursLeft(hoursLow, hoursHigh),
    ...(proof.of > 0 ? [`${proof.passed} of ${counted(proof.of, "check")} passed`] : []),
    ...(planned ? [monthSpan(planned.from, planned.to, locale)] : []),
    ...(demand ? [`in ${percent(demand.share)} of your adverts`] : []),
  ];
  return (
    <section
      aria-label="The skill that is looked at"
      // Above the bar of places on a phone.
      className={`sticky bottom-20 z-10 mt-4 rounded-xl border border-line bg-raised p-4 shadow-float lg:bottom-4 ${className}`}
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{title}</span>
            <HoldingBadge holding={holding} />
          </p>
          <p className="text-sm text-quiet">
            <span className="max-sm:hidden">{field}. </span>
            {facts.join(" · ")}
          </p>
        </div>
        <Button size="small" look="primary" onClick={onOpen}>
          Open
        </Button>
      </div>
      <div className="mt-2 grid gap-x-6 gap-y-1 text-sm max-sm:hidden sm:grid-cols-2">
        <Neighbours name="Needs" skills={requires} none="nothing before it" onGo={onGo} />
        <Neighbours name="Needed by" skills={neededBy} none="nothing after it" onGo={onGo} />
      </div>
    </section>
  );
}

function Neighbours({
  name,
  skills,
  none,
  onGo,
}: {
  name: string;
  skills: readonly MappedSkill[];
  none: string;
  onGo: (id: string) => void;
}) {
  return (
    <div>
      <p className="text-quiet">
        {name}
        {skills.length === 0 && `: ${none}`}
      </p>
      <ul className="flex h-16 flex-wrap content-start gap-x-1 overflow-y-auto">
        {skills.map(({ id, title, holding }) => (
          <li key={id}>
            <button
              type="button"
              className="inline-flex min-h-7 items-center gap-1.5 rounded-md px-1.5 hover:bg-accent-soft"
              onClick={() => onGo(id)}
            >
              <HoldingMark holding={holding} className="size-3.5" />
              {title}
              <span className="sr-only">, {holding}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
