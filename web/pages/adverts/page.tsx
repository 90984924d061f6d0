/**
 * Adverts: paste one, and see at once what all of them ask for, how sure that is, and the sentences behind it.
 */
import { Link } from "@tanstack/react-router";
import type { AdvertsReport } from "../../../src/contract/api/advert.ts";
import { usePage } from "../../api/use-page.ts";
import { Card, Section } from "../../design/card.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Progress } from "../../design/progress.tsx";
import { percent } from "../../design/words.ts";
import { AddAdvert } from "./add-advert.tsx";
import { Asked } from "./asked.tsx";
import { Change } from "./change.tsx";
import { Facts } from "./facts.tsx";
import { Saved } from "./saved.tsx";

export function Page() {
  const page = usePage<AdvertsReport>("/api/advert-report");
  const { report, locale } = page;
  return (
    <>
      <PageHead title="Adverts">
        Save adverts of jobs that you would take. Counted together they say what this market wants from you, and how far
        so few of them can be trusted.
      </PageHead>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <Card title="Add an advert">
          <AddAdvert />
        </Card>
        <Card title="How many are enough">
          <Progress
            label="Saved"
            value={Math.min(report.adverts, report.target)}
            max={report.target}
            says={`${report.adverts} of ${report.target}`}
          />
          <p className="mt-4 text-sm text-quiet">
            {report.enough
              ? "Enough: the plan now follows your adverts, and no longer what this market is said to want."
              : `From ${report.target} on, the plan follows your adverts. Take them from two or more places.`}
          </p>
          <p className="mt-2 text-sm text-quiet">
            What {percent(report.line)} or more ask for is a must. A bar shows where the true share lies with a
            certainty of 95%; the fewer adverts, the longer it is.
          </p>
        </Card>
      </div>
      {report.adverts === 0 ? (
        <div className="mt-8">
          <EmptyState icon="adverts" title="Nothing to count yet">
            Paste three adverts today: one that you would love, one that you could nearly do, one that is dull but
            within reach. Nothing is fetched from the network and nothing leaves this machine.
          </EmptyState>
        </div>
      ) : (
        <>
          <Section title="What they ask for">
            <Asked page={page} />
          </Section>
          {report.change && (
            <Section title="Over the last month">
              <Change change={report.change} locale={locale} />
            </Section>
          )}
          <Section title="The jobs themselves">
            <Facts report={report} locale={locale} />
          </Section>
          <Section
            title="Saved adverts"
            aside={
              <Link to="/plan" className="text-sm text-accent hover:underline">
                What it does to the plan
              </Link>
            }
          >
            <Saved page={page} />
          </Section>
        </>
      )}
    </>
  );
}
