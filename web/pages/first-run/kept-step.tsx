/**
 * What one green check has become: evidence, an entry of the log, a card to practise with, a line for a CV. The whole loop.
 */
import { useSuspenseQueries } from "@tanstack/react-query";
import type { Page } from "../../../src/contract/api/paging.ts";
import type { CheckPage } from "../../../src/contract/api/project.ts";
import type { Run } from "../../../src/contract/api/run.ts";
import { get } from "../../api/client.ts";
import { Badge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { Disclosure } from "../../design/disclosure.tsx";
import type { IconName } from "../../design/icons.tsx";
import { Icon } from "../../design/icons.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { Onward } from "./plan-step.tsx";

/** The check that the demonstration fails first: what was acknowledged is there after a kill. */
const shownCheck = "killed-keeps-acknowledged-writes";

export function KeptStep() {
  const [runs, check] = useSuspenseQueries({
    queries: [
      { queryKey: ["/api/runs"], queryFn: ({ signal }) => get<Page<Run>>("/api/runs", signal) },
      {
        queryKey: [`/api/checks/${shownCheck}`],
        queryFn: ({ signal }) => get<CheckPage>(`/api/checks/${shownCheck}`, signal),
      },
    ],
  });
  const green = runs.data.items.find(
    ({ state, counts }) => state === "ended" && counts !== null && counts.failed === 0 && counts.passed > 0,
  );
  const { title, why, rungs } = check.data;
  const question = rungs.find(({ title: name }) => /ask/i.test(name)) ?? rungs[1];
  return (
    <>
      <PageHead title={green ? "What that green check has become" : "What a green check becomes"}>
        {green
          ? "One check, and the whole way is there: proof, something learned, something to tell."
          : "You have not seen one yet, so this is what will be there. Nothing is made up before it is proved."}
      </PageHead>
      <ul className="space-y-4">
        <Became icon="evidence" title="Evidence" badge={green?.evidence ? "kept" : undefined}>
          What was done, what was seen, and when, in a document that anybody can check by running it again.{" "}
          {green?.evidence ? (
            <TextLink to="/evidence/$hash" params={{ hash: green.evidence }}>
              Look at it
            </TextLink>
          ) : (
            green && (
              <TextLink to="/runs/$run" params={{ run: green.id }}>
                The run
              </TextLink>
            )
          )}
        </Became>
        <Became icon="log" title="An entry in your log" badge={green?.drafted ? "drafted" : undefined}>
          What broke, why, and what fixed it. The facts are filled in; one line is yours.{" "}
          {green?.drafted && (
            <TextLink to="/log/$entry" params={{ entry: green.drafted }}>
              Read the draft
            </TextLink>
          )}
        </Became>
        <Became icon="guide" title="A card to practise with">
          It comes back as a question, as an interviewer asks it.
          <div className="mt-2 text-text">
            <Disclosure title="What would you look at, if a program forgot what it had confirmed?">
              <div className="space-y-3 text-sm">
                <Markdown text={why} />
                {question && <Markdown text={question.text} />}
              </div>
            </Disclosure>
          </div>
        </Became>
        <Became icon="adverts" title="One line for your CV" badge="too small to use yet">
          “{title.passed}.” A single check of a supplied program says little about you. A project of yours in which all
          of them hold says a lot, and then the line stands on its evidence.
        </Became>
      </ul>
      <div className="mt-6">
        <Onward to="end">When it goes on</Onward>
      </div>
    </>
  );
}

function Became({
  icon,
  title,
  badge,
  children,
}: {
  icon: IconName;
  title: string;
  badge?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <li>
      <Card>
        <div className="flex gap-4">
          <Icon name={icon} className="mt-0.5 size-6 text-accent" />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h2 className="font-semibold">{title}</h2>
              {badge && <Badge tone={badge.startsWith("too") ? "quiet" : "accent"}>{badge}</Badge>}
            </div>
            <div className="mt-1 text-quiet">{children}</div>
          </div>
        </div>
      </Card>
    </li>
  );
}
