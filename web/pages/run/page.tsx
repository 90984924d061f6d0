/**
 * A run: followed while it goes on, and read afterwards.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import type { Run, RunPage, RunRequest } from "../../../src/contract/api/run.ts";
import { send } from "../../api/client.ts";
import { usePage } from "../../api/use-page.ts";
import { BackLink } from "../../design/back-link.tsx";
import { Button } from "../../design/button.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { headlineOf, Outcome, RunReport } from "../../report/run-report.tsx";
import { Demonstration } from "./demonstration.tsx";
import { LiveRun } from "./live-run.tsx";
import { useStart } from "./use-start.ts";

export function Page() {
  const { run: id } = useParams({ strict: false }) as { run: string };
  const path = `/api/runs/${id}`;
  const run = usePage<RunPage>(path);
  const client = useQueryClient();
  const { start, problem, isStarting } = useStart();
  const onEnd = useCallback(() => void client.invalidateQueries(), [client]);
  const above = <Above run={run} />;
  if (run.state === "queued" || run.state === "running") return <LiveRun {...{ run, above, onEnd }} />;

  const { report, subject, scope, only, seed } = run;
  const again = (change: Partial<RunRequest> = {}) =>
    start({ subject, scope, ...(only && { only }), ...change } as RunRequest);
  const isDemonstration = subject.kind === "demonstration";
  const judgeAgain = (
    <Button icon="again" disabled={isStarting} onClick={() => again()}>
      Judge again
    </Button>
  );
  const said = problem && (
    <div className="mb-6">
      <Notice tone="unsure" title={problem.title} live>
        {problem.fix}
      </Notice>
    </div>
  );
  if (!report) {
    return (
      <>
        <PageHead title={`${run.name}: ${run.state}`} above={above} />
        {said}
        <EmptyState
          icon={run.state === "cancelled" ? "stop" : "unclear"}
          title={run.problem?.says ?? "It was cancelled, and everything that was started is gone."}
          action={judgeAgain}
        >
          {run.problem?.fix ?? "Nothing was judged, and nothing is counted."}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead title={headlineOf(report)} above={above} actions={!isDemonstration && judgeAgain}>
        <Outcome report={report} />
      </PageHead>
      {said}
      <Kept run={run} />
      <RunReport
        report={report}
        onOpenHint={(check, rung) => {
          if (rung === 5) send("POST", `${path}/opened-hints`, { check }, { changes: false }).catch(() => {});
        }}
        {...(!isDemonstration && {
          aside: ({ check }) => (
            <>
              <span className="text-quiet">Mended it?</span>
              <Button size="small" icon="again" disabled={isStarting} onClick={() => again({ only: [check], seed })}>
                Judge only this again
              </Button>
            </>
          ),
        })}
      >
        {isDemonstration && <Demonstration run={run} isStarting={isStarting} onStart={start} />}
      </RunReport>
    </>
  );
}

function Above({ run: { project } }: { run: Run }): ReactNode {
  if (project === null || project === "demonstration") return <BackLink to="/projects">Projects</BackLink>;
  return (
    <BackLink to="/projects/$project" params={{ project }}>
      Project
    </BackLink>
  );
}

/** What the run left behind: evidence, and what it found mended; and the way to the run before it. */
function Kept({ run: { evidence, drafted, before, subject } }: { run: RunPage }) {
  if (subject.kind === "demonstration" || (evidence === null && before === null)) return null;
  return (
    <p className="-mt-2 mb-6 flex flex-wrap gap-x-5 text-sm text-quiet">
      {evidence !== null && (
        <TextLink to="/evidence/$hash" params={{ hash: evidence }}>
          Kept as evidence
        </TextLink>
      )}
      {drafted !== null && (
        <TextLink to="/log/$entry" params={{ entry: drafted }}>
          What was mended is drafted in your log
        </TextLink>
      )}
      {before !== null && (
        <TextLink to="/runs/$run" params={{ run: before }}>
          The run before
        </TextLink>
      )}
    </p>
  );
}
