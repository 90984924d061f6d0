/**
 * Evidence: what is proven, by which run, when, and whether it still holds.
 */
import type { ProofReport } from "../../../src/contract/api/evidence.ts";
import { useHome } from "../../api/use-home.ts";
import { usePage } from "../../api/use-page.ts";
import { ButtonLink } from "../../design/button.tsx";
import { Section } from "../../design/card.tsx";
import { CodeBlock } from "../../design/code-block.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Documents } from "./documents.tsx";
import { Programs } from "./programs.tsx";
import { Skills } from "./skills.tsx";
import { Standing } from "./standing.tsx";

export function Page() {
  const report = usePage<ProofReport>("/api/proofs");
  const locale = useHome()?.locale ?? "en-GB";
  if (report.documents === 0) return <Empty />;
  return (
    <>
      <PageHead title="Evidence">
        What is proven, by which run, and whether it still holds. Only a check that passed on a real program proves
        anything here.
      </PageHead>
      <Standing report={report} />
      <Section title="Skills">
        <Skills report={report} locale={locale} />
      </Section>
      <Section title="Programs">
        <Programs subjects={report.subjects} locale={locale} />
      </Section>
      <Section title="Documents">
        <Documents first={report.recent} locale={locale} />
      </Section>
      <Section title="Nobody has to believe it">
        <div className="max-w-prose space-y-3">
          <p>
            Each document names the commit, the judge and the checks. Whoever has the repository runs it again, with new
            random data, and compares:
          </p>
          <CodeBlock label="In the program's folder" text="seaworthy verify" />
        </div>
      </Section>
    </>
  );
}

function Empty() {
  return (
    <>
      <PageHead title="Evidence">What is proven, by which run, and whether it still holds.</PageHead>
      <EmptyState
        icon="evidence"
        title="Nothing is proven yet"
        action={
          <ButtonLink look="primary" to="/projects">
            Check a program
          </ButtonLink>
        }
      >
        Run the judge on a program of yours, or on the demonstration that is supplied. What passes stands here, with
        what was measured. A check that fails is no harm: it is where the next hour goes.
      </EmptyState>
    </>
  );
}
