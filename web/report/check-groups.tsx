/**
 * The checks of a run in the order of work: a line for each step, and below it its checks, of which the failed ones lead to
 * their card.
 */
import type { ReportGroup, ReportVerdict } from "../../src/contract/report.ts";
import { VerdictIcon } from "../design/badge.tsx";
import { Disclosure } from "../design/disclosure.tsx";

export function CheckGroups({ groups }: { groups: readonly ReportGroup[] }) {
  return (
    <div className="rounded-xl border border-line bg-raised px-4 sm:px-6">
      {groups.map((group) => (
        <Disclosure
          key={group.title ?? ""}
          title={
            <span className="inline-flex items-center gap-2.5">
              <VerdictIcon verdict={worstOf(group)} />
              <span>
                {group.title ?? "Checks"}
                <span className="block text-sm font-normal text-quiet sm:hidden">{countsOf(group)}</span>
              </span>
            </span>
          }
          aside={<span className="hidden sm:inline">{countsOf(group)}</span>}
          open={groups.length === 1}
        >
          <ul className="space-y-2">
            {group.verdicts.map((verdict) => (
              <Line key={verdict.check} verdict={verdict} />
            ))}
          </ul>
        </Disclosure>
      ))}
    </div>
  );
}

function Line({ verdict: { check, verdict, title, says, measured } }: { verdict: ReportVerdict }) {
  return (
    <li className="flex gap-2.5" id={verdict === "failed" ? undefined : check}>
      <VerdictIcon verdict={verdict} className="mt-0.5 size-5" />
      <div className="min-w-0 flex-1">
        {verdict === "failed" ? (
          <a href={`#${check}`} className="font-medium text-accent underline underline-offset-2">
            {title}
          </a>
        ) : (
          <span className={verdict === "passed" ? "" : "text-quiet"}>{title}</span>
        )}
        {measured.length > 0 && (
          <span className="ml-2 text-sm text-quiet">
            {measured.map(({ name, value }) => `${name} ${value}`).join(", ")}
          </span>
        )}
        {says && <p className="text-sm text-quiet [overflow-wrap:anywhere]">{says}</p>}
      </div>
    </li>
  );
}

function worstOf({ verdicts }: ReportGroup): ReportVerdict["verdict"] {
  const order = ["failed", "unclear", "passed", "not-applicable"] as const;
  return order.find((kind) => verdicts.some(({ verdict }) => verdict === kind)) ?? "not-applicable";
}

function countsOf({ verdicts }: ReportGroup): string {
  const kinds = [
    ["failed", "failed"],
    ["passed", "passed"],
    ["unclear", "unclear"],
    ["not-applicable", "not applicable"],
  ] as const;
  return kinds
    .map(([kind, word]) => ({ n: verdicts.filter(({ verdict }) => verdict === kind).length, word }))
    .filter(({ n }) => n > 0)
    .map(({ n, word }) => `${n} ${word}`)
    .join(", ");
}
