/**
 * One evidence document: what each check said, what it was said of, and how anybody can find out whether it is true.
 */
import { useParams } from "@tanstack/react-router";
import type { EvidenceDetail } from "../../../src/contract/api/evidence.ts";
import { download } from "../../api/download.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { BackLink } from "../../design/back-link.tsx";
import { Button } from "../../design/button.tsx";
import { Card, Section } from "../../design/card.tsx";
import { moment } from "../../design/moment.ts";
import { PageHead } from "../../design/page-head.tsx";
import { Stat, Stats } from "../../design/stat.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { duration } from "../../report/amounts.ts";
import { About } from "./about.tsx";
import { Verdicts } from "./verdicts.tsx";
import { Verify } from "./verify.tsx";

export function Page() {
  const { hash } = useParams({ strict: false }) as { hash: string };
  const detail = usePage<EvidenceDetail>(`/api/evidence/${hash}`);
  const locale = useHome()?.locale ?? "en-GB";
  const { summary, skills } = detail;
  const file = `seaworthy-evidence-${hash.slice(0, 12)}.json`;
  return (
    <>
      <PageHead
        title={summary.title}
        above={<BackLink to="/evidence">Evidence</BackLink>}
        actions={
          <Button icon="download" onClick={() => download(`/api/evidence/${hash}/document`, file)}>
            Document
          </Button>
        }
      >
        {runWords[summary.scope]} of {moment(summary.beganAt, locale)}, {duration(summary.durationMs)} long.
      </PageHead>
      <Card>
        <Stats>
          <Stat name="Passed" value={summary.passed} unit={`of ${detail.document.verdicts.length} checks`} />
          <Stat name="Failed" value={summary.failed} />
          <Stat name="Unclear" value={summary.unclear} />
          <Stat name="Not applicable" value={summary.notApplicable} />
        </Stats>
        <Neighbours detail={detail} />
      </Card>
      <Section title="What the checks said">
        <Verdicts detail={detail} />
      </Section>
      {skills.length > 0 && (
        <Section title="Skills it takes part in">
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {skills.map(({ skill, title }) => (
              <li key={skill}>
                <TextLink to="/plan/skills/$skill" params={{ skill }}>
                  {title}
                </TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="What it was said of">
        <About detail={detail} />
      </Section>
      <Section title="Is it true?">
        <Verify detail={detail} file={file} />
      </Section>
    </>
  );
}

const runWords = {
  full: "Full run",
  fast: "Fast run",
  production: "Production run",
  part: "Run of some checks",
} as const;

function Neighbours({ detail: { older, newer } }: { detail: EvidenceDetail }) {
  if (older === null && newer === null) return null;
  return (
    <p className="mt-5 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-4 text-sm">
      {older && (
        <TextLink to="/evidence/$hash" params={{ hash: older }}>
          The run before it
        </TextLink>
      )}
      {newer && (
        <TextLink to="/evidence/$hash" params={{ hash: newer }}>
          The run after it
        </TextLink>
      )}
    </p>
  );
}
