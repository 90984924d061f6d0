/**
 * All skills of the way: as a map to walk, or as a list to read.
 */
import { useState } from "react";
import type { SkillMap as Skills } from "../../../src/contract/api/skill.ts";
import type { Holding } from "../../../src/contract/plan.ts";
import { usePage } from "../../api/use-page.ts";
import { Choice } from "../../design/choice.tsx";
import { HoldingMark, holdingMeanings } from "../../design/holding-mark.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { PlanNav } from "../plan/plan-nav.tsx";
import { SkillList } from "./skill-list.tsx";
import { SkillMap } from "./skill-map.tsx";

const holdings = Object.keys(holdingMeanings) as Holding[];
const viewName = "seaworthy-skills-view";

export function Page() {
  const map = usePage<Skills>("/api/skills");
  const [view, setView] = useState<"map" | "list">(() => (localStorage.getItem(viewName) === "list" ? "list" : "map"));
  const [only, setOnly] = useState<Holding>();
  return (
    <>
      <PageHead title="Map of skills">
        Everything on the way, in its order, and what can wait. Nothing is locked: whatever you hold already can be
        proven by running its checks now.
      </PageHead>
      <PlanNav />
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <Legend map={map} only={only} onOnly={setOnly} />
        <Choice
          label="Shown as"
          hideLabel
          value={view}
          options={[
            { value: "map", label: "Picture" },
            { value: "list", label: "List" },
          ]}
          onChange={(next) => {
            localStorage.setItem(viewName, next);
            setView(next);
          }}
        />
      </div>
      {view === "map" ? <SkillMap map={map} only={only} /> : <SkillList map={map} only={only} />}
    </>
  );
}

/** What the marks mean, with how many there are; pressed, the others step back. */
function Legend({
  map,
  only,
  onOnly,
}: {
  map: Skills;
  only: Holding | undefined;
  onOnly: (only: Holding | undefined) => void;
}) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {holdings.map((holding) => {
        const count = map.skills.filter((skill) => skill.holding === holding).length;
        return (
          <li key={holding}>
            <button
              type="button"
              aria-pressed={only === holding}
              title={holdingMeanings[holding]}
              disabled={count === 0}
              onClick={() => onOnly(only === holding ? undefined : holding)}
              className="inline-flex min-h-9 items-center gap-1.5 rounded-lg border border-line bg-raised px-2.5 text-sm disabled:text-quiet aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <HoldingMark holding={holding} />
              {holding}
              <span className="text-quiet tabular-nums">{count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
