/**
 * Where all checks stand, as one bar: how many passes are fresh, stale or broken, and how many are not there yet.
 */
import type { Proof, ProofReport, ProofState } from "../../../src/contract/api/evidence.ts";
import { Card } from "../../design/card.tsx";
import { Stat, Stats } from "../../design/stat.tsx";
import { counted } from "../../design/words.ts";
import { proofLooks } from "./proof-state.tsx";

const order: readonly ProofState[] = ["fresh", "stale", "broken", "failing"];
const meanings: Record<ProofState, string> = {
  fresh: "passed on the program as it was last seen",
  stale: "passed, and something changed since",
  broken: "passed once, failed when asked last",
  failing: "asked, and not passed yet",
};

export function Standing({ report }: { report: ProofReport }) {
  const { proofs, skills, documents, subjects } = report;
  const counts = countStates(proofs);
  const proven = skills.filter((skill) => skill.proven).length;
  const passed = proofs.length - counts.failing;
  return (
    <Card>
      <Stats>
        <Stat name="Skills proven" value={proven} unit={`of ${skills.length} asked about`}>
          every check that proves them passed
        </Stat>
        <Stat name="Checks passed" value={passed} unit={`of ${proofs.length} asked`} />
        <Stat name="Documents" value={documents.toLocaleString("en-GB")} unit="kept">
          from {counted(subjects.length, "program")}
        </Stat>
      </Stats>
      <div
        role="img"
        aria-label={order.map((state) => `${counts[state]} ${proofLooks[state].text}`).join(", ")}
        className="mt-6 flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunken"
      >
        {order.map((state) =>
          counts[state] === 0 ? null : (
            <div
              key={state}
              className={`h-full ${proofLooks[state].fill}`}
              style={{ width: `${(counts[state] / proofs.length) * 100}%` }}
            />
          ),
        )}
      </div>
      <ul className="mt-3 grid gap-x-8 gap-y-1 text-sm sm:grid-cols-2">
        {order.map((state) =>
          counts[state] === 0 ? null : (
            <li key={state} className="flex items-baseline gap-2">
              <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-sm ${proofLooks[state].fill}`} />
              <span>
                <strong className="font-medium tabular-nums">
                  {counts[state]} {proofLooks[state].text}
                </strong>
                <span className="text-quiet">: {meanings[state]}</span>
              </span>
            </li>
          ),
        )}
      </ul>
    </Card>
  );
}

function countStates(proofs: readonly Proof[]): Record<ProofState, number> {
  const counts = { fresh: 0, stale: 0, broken: 0, failing: 0 };
  for (const { state } of proofs) counts[state]++;
  return counts;
}
