/**
 * A project: the one check to work on next, the steps, the brief, the contract, and what was judged.
 */
import { useParams } from "@tanstack/react-router";
import type { ProjectPage } from "../../../src/contract/api/project.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { BackLink } from "../../design/back-link.tsx";
import { Badge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { Icon } from "../../design/icons.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Tabs } from "../../design/tabs.tsx";
import { JudgeFolder } from "../projects/judge-folder.tsx";
import { RunList } from "../projects/run-list.tsx";
import { CheckHelp } from "./check-help.tsx";
import { Contract } from "./contract.tsx";
import { Steps } from "./steps.tsx";

export function Page() {
  const { project: id } = useParams({ strict: false }) as { project: string };
  const project = usePage<ProjectPage>(`/api/projects/${id}`);
  const locale = useHome()?.locale ?? "en-GB";
  const { title, summary, brief, contract, steps, runs, folders, canRun } = project;
  return (
    <>
      <PageHead title={title} above={<BackLink to="/projects">Projects</BackLink>}>
        {summary}
      </PageHead>
      <Next project={project} />
      <Card title={folders.length > 0 ? "Judge it again" : "Judge my folder"} className="mt-4">
        {canRun ? (
          <JudgeFolder folders={folders} />
        ) : (
          <CodeBlock label="in the folder of your program" text="npx seaworthy check" />
        )}
        {folders.length === 0 && (
          <div className="mt-4">
            <Disclosure title="I have no folder yet">
              <p className="mb-3">A starter has the two files that are always the same, and leaves the rest to you.</p>
              <CodeBlock label="in a terminal" text={`npx seaworthy new ${id} my-api --stack typescript`} />
            </Disclosure>
          </div>
        )}
      </Card>
      <div className="mt-8">
        <Tabs
          label="About this project"
          tabs={[
            { id: "steps", title: "Steps", content: <Steps steps={steps} /> },
            { id: "brief", title: "Brief", content: <Markdown text={withoutTitle(brief)} /> },
            { id: "contract", title: "Contract", content: <Contract contract={contract} /> },
            {
              id: "runs",
              title: "Runs",
              content:
                runs.length > 0 ? (
                  <RunList runs={runs} locale={locale} />
                ) : (
                  <EmptyState icon="play" title="Not judged from here yet">
                    Give the folder of your program above. The first failure is opened for you; the others wait.
                  </EmptyState>
                ),
            },
          ]}
        />
      </div>
    </>
  );
}

function Next({ project: { next, steps } }: { project: ProjectPage }) {
  if (!next) {
    const count = steps.reduce((sum, { checks }) => sum + checks.length, 0);
    return (
      <div className="flex gap-3 rounded-xl bg-good-soft px-4 py-4 sm:px-6">
        <Icon name="passed" className="mt-0.5 size-6 text-good" />
        <p>
          <strong className="font-semibold">All {count} checks of this project passed.</strong> A production run shows
          how much it carries, and what a million rows do to it.
        </p>
      </div>
    );
  }
  const isFailed = next.state === "failed";
  return (
    <Card
      title={isFailed ? "Mend this next" : "Build this next"}
      aside={
        <Badge tone={isFailed ? "bad" : "quiet"} icon={isFailed ? "failed" : "waiting"}>
          {isFailed ? "failed when last judged" : "not judged yet"}
        </Badge>
      }
    >
      <p className="text-xl font-semibold tracking-tight">{next.title}</p>
      <p className="mt-1 text-sm text-quiet">{next.step}</p>
      <p className="mt-3 max-w-prose">{next.why}</p>
      <div className="mt-3">
        <CheckHelp check={next.check} title="What fails, and hints" />
      </div>
    </Card>
  );
}

/** The page has a title already. */
const withoutTitle = (markdown: string) => markdown.replace(/^# .*\n+/, "");
