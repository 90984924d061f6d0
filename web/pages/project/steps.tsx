/**
 * The steps of a project in the order of work, each with its checks and what was last seen of them.
 */
import { Link } from "@tanstack/react-router";
import type { ProjectCheck, ProjectPage } from "../../../src/contract/api/project.ts";
import { VerdictIcon } from "../../design/badge.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { Icon } from "../../design/icons.tsx";
import { CheckHelp } from "./check-help.tsx";

export function Steps({ steps }: { steps: ProjectPage["steps"] }) {
  const current = steps.findIndex(({ checks }) => checks.some(({ latest }) => latest?.verdict !== "passed"));
  return (
    <ol className="rounded-xl border border-line bg-raised px-4 sm:px-6">
      {steps.map(({ title, do: what, checks }, i) => {
        const passed = checks.filter(({ latest }) => latest?.verdict === "passed").length;
        return (
          <li key={title} className="border-b border-line last:border-b-0">
            <Disclosure
              open={i === current}
              title={
                <span className="inline-flex items-baseline gap-2.5">
                  <span className="text-quiet tabular-nums">{i + 1}</span>
                  {title}
                </span>
              }
              aside={`${passed} of ${checks.length}`}
            >
              <p className="mb-3 max-w-prose">{what}</p>
              {checks.map((check) => (
                <Check key={check.check} check={check} />
              ))}
            </Disclosure>
          </li>
        );
      })}
    </ol>
  );
}

function Check({ check: { check, title, failedTitle, latest } }: { check: ProjectCheck }) {
  const isFailed = latest?.verdict === "failed";
  return (
    <div className="flex gap-2.5">
      <span className="pt-2.5">
        {latest ? (
          <VerdictIcon verdict={latest.verdict} />
        ) : (
          <>
            <Icon name="waiting" className="size-5 text-quiet" />
            <span className="sr-only">not judged yet</span>
          </>
        )}
      </span>
      <div className="min-w-0 flex-1">
        <CheckHelp check={check} title={isFailed ? failedTitle : title} />
        {latest && (
          <p className="-mt-1 mb-2 pl-6 text-sm">
            <Link
              to="/evidence/$hash"
              params={{ hash: latest.evidence }}
              className="text-accent underline underline-offset-2"
            >
              the evidence
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}
