/**
 * Every verdict of a document, what failed first. Each has an address of its own: `#<check>`.
 */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import type { EvidenceDetail } from "../../../src/contract/api/evidence.ts";
import type { Verdict } from "../../../src/contract/verdict.ts";
import { Badge, VerdictIcon } from "../../design/badge.tsx";
import { Disclosure } from "../../design/disclosure.tsx";

const groups = [
  { kind: "failed", title: "Failed" },
  { kind: "unclear", title: "Unclear" },
  { kind: "passed", title: "Passed" },
  { kind: "not-applicable", title: "Not applicable" },
] as const;

export function Verdicts({ detail }: { detail: EvidenceDetail }) {
  const { verdicts, help } = detail.document;
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView({ block: "center" });
  }, [hash]);
  const asked = verdicts.find(({ check }) => check === hash)?.verdict;
  return (
    <div className="border-t border-line">
      {groups.map(({ kind, title }) => {
        const said = verdicts.filter(({ verdict }) => verdict === kind);
        if (said.length === 0) return null;
        const open = kind === "failed" || kind === asked || (kind === "passed" && said.length <= 40);
        return (
          <Disclosure key={kind} title={title} aside={<span className="tabular-nums">{said.length}</span>} open={open}>
            <ul className="divide-y divide-line">
              {said.map((verdict) => (
                <li
                  key={verdict.check}
                  id={verdict.check}
                  className={`flex gap-3 rounded-md py-2.5 ${verdict.check === hash ? "-mx-2 bg-accent-soft px-2" : ""}`}
                >
                  <VerdictIcon verdict={kind} />
                  <One verdict={verdict} detail={detail} isGuided={help.includes(`guided: ${verdict.check}`)} />
                </li>
              ))}
            </ul>
          </Disclosure>
        );
      })}
    </div>
  );
}

function One({ verdict, detail, isGuided }: { verdict: Verdict; detail: EvidenceDetail; isGuided: boolean }) {
  const titles = detail.checks[verdict.check];
  const title = verdict.verdict === "failed" ? titles?.failed : titles?.passed;
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="text-base">
        {title ?? verdict.check} {isGuided && <Badge>after the last hint</Badge>}
      </p>
      {verdict.verdict === "failed" && (
        <>
          <p className="mt-0.5 [overflow-wrap:anywhere]">{verdict.failure.headline}</p>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-quiet [overflow-wrap:anywhere]">
            <dt>expected</dt>
            <dd>{verdict.failure.expected}</dd>
            <dt>seen</dt>
            <dd>{verdict.failure.seen}</dd>
          </dl>
        </>
      )}
      {verdict.verdict === "passed" && <Measured figures={verdict.measured} />}
      {(verdict.verdict === "unclear" || verdict.verdict === "not-applicable") && (
        <p className="text-quiet [overflow-wrap:anywhere]">{verdict.why}</p>
      )}
    </div>
  );
}

function Measured({ figures }: { figures: Record<string, string | number> | undefined }) {
  const all = Object.entries(figures ?? {});
  if (all.length === 0) return null;
  return (
    <p className="text-quiet tabular-nums [overflow-wrap:anywhere]">
      Measured: {all.map(([name, value]) => `${name} ${value}`).join(" · ")}
    </p>
  );
}
