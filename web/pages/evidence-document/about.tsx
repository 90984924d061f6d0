/**
 * The program, the contract, the judge and the machine of a run.
 */
import type { ReactNode } from "react";
import type { EvidenceDetail } from "../../../src/contract/api/evidence.ts";

export function About({ detail: { document } }: { detail: EvidenceDetail }) {
  const { subject, contract, judge, seed, machine, scope, recording } = document;
  const rows: [string, ReactNode][] = [
    ["Contract", `${contract.title} ${contract.version}`],
    ["Commit", subject.commit && <Mono>{subject.commit}</Mono>],
    ["Working tree", subject.commit && (subject.dirty ? "with changes that were not committed" : "as committed")],
    ["Files", subject.tree && <Mono>{subject.tree}</Mono>],
    ["Language", subject.language],
    ["Started by", subject.start && <Mono>{subject.start}</Mono>],
    ["Address", subject.url && <Mono>{subject.url}</Mono>],
    ["Asked", Array.isArray(scope) ? scope.join(", ") : null],
    ["Judge", `Seaworthy ${judge}`],
    ["Seed", <Mono key="seed">{seed}</Mono>],
    ["Recording", <Mono key="recording">{recording}</Mono>],
    ["Machine", `${machine.os}, ${machine.cores} cores, ${gigabytes(machine.memoryBytes)} GB`],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      {rows.map(([name, value]) =>
        value ? (
          <div key={name} className="contents">
            <dt className="text-quiet max-sm:mt-1">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0);

function Mono({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}
