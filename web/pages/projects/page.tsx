/**
 * Projects: what there is to build and how far each is, a way to have any folder judged, and what was judged last.
 */
import { Link } from "@tanstack/react-router";
import type { ProjectList, ProjectSummary } from "../../../src/contract/api/project.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { Button } from "../../design/button.tsx";
import { Card, Section } from "../../design/card.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Progress } from "../../design/progress.tsx";
import { useStart } from "../run/use-start.ts";
import { JudgeFolder } from "./judge-folder.tsx";
import { RunList } from "./run-list.tsx";

export function Page() {
  const { items, runs, canRun } = usePage<ProjectList>("/api/projects");
  const locale = useHome()?.locale ?? "en-GB";
  const { start, problem, isStarting } = useStart();
  const folders = runs.flatMap(({ subject }) => (subject.kind === "folder" ? [subject.folder] : []));
  const demonstrate = () => start({ subject: { kind: "demonstration", mended: false }, scope: "full" });
  return (
    <>
      <PageHead title="Projects">
        Build a real backend. The judge starts it and does to it what production does. Judging is free, as often as you
        like.
      </PageHead>
      <ul className="grid gap-4 md:grid-cols-2">
        {items.map((project) => (
          <li key={project.id}>
            <Summary project={project} />
          </li>
        ))}
      </ul>
      <Section title="A program that I have">
        <Card>
          {canRun ? (
            <JudgeFolder folders={[...new Set(folders)]} />
          ) : (
            <>
              <p className="mb-3">This server starts no programs. In the folder of yours:</p>
              <CodeBlock label="in a terminal" text="npx seaworthy check" />
            </>
          )}
        </Card>
      </Section>
      <Section title="Judged lately">
        {runs.length > 0 ? (
          <RunList runs={runs} locale={locale} />
        ) : (
          <EmptyState
            icon="play"
            title="Nothing was judged from here yet"
            action={
              canRun && (
                <Button look="primary" icon="play" disabled={isStarting} onClick={demonstrate}>
                  See what a judge says
                </Button>
              )
            }
          >
            Begin with a small supplied program that has one planted fault: it forgets what it promised when it is
            killed.
          </EmptyState>
        )}
        {problem && (
          <div className="mt-4">
            <Notice tone="unsure" title={problem.title} live>
              {problem.fix}
            </Notice>
          </div>
        )}
        {canRun && runs.length > 0 && (
          <Button look="quiet" className="mt-3" icon="play" disabled={isStarting} onClick={demonstrate}>
            See the demonstration again
          </Button>
        )}
      </Section>
    </>
  );
}

function Summary({ project: { id, title, summary, steps, checks, passed, failed } }: { project: ProjectSummary }) {
  return (
    <Link
      to="/projects/$project"
      params={{ project: id }}
      className="flex h-full flex-col rounded-xl border border-line bg-raised p-4 hover:border-accent sm:p-6"
    >
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 mb-4 flex-1 text-quiet">{summary}</p>
      <Progress
        label={
          passed === 0 && failed === 0 ? `${steps} steps` : failed > 0 ? `${failed} failed when last judged` : "passed"
        }
        value={passed}
        max={checks}
        says={`${passed} of ${checks} checks`}
      />
    </Link>
  );
}
