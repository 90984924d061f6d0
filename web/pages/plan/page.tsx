/**
 * The plan: by when, with which hours, in which order, and what it does to pay.
 */
import { useLocation, useNavigate } from "@tanstack/react-router";
import { memo, useDeferredValue } from "react";
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { download } from "../../api/download.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Tabs } from "../../design/tabs.tsx";
import { dayAndMonth } from "../../design/words.ts";
import { FinishBand, FinishBasis, Realism } from "./finish.tsx";
import { HoursCard } from "./hours-card.tsx";
import { Money } from "./money.tsx";
import { Months } from "./months.tsx";
import { Pauses } from "./pauses.tsx";
import { PlanNav } from "./plan-nav.tsx";
import { Shelf } from "./shelf.tsx";
import { Timeline } from "./timeline.tsx";
import { Units } from "./units.tsx";
import { useReplan } from "./use-replan.ts";

export function Page() {
  const { page, hours, finish, isKeeping, canKeep, said, tryHours, keep } = useReplan();
  // The finish follows the slider at once; what is below it is drawn when there is time.
  const detail = useDeferredValue(page);
  return (
    <>
      <PageHead title="Plan" actions={<TakeAway />}>
        {wayOf(page)}
      </PageHead>
      <PlanNav />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <Card>
          <FinishBand page={page} finish={finish} />
          <Realism page={page} />
          <FinishBasis page={page} />
        </Card>
        <Card>
          <HoursCard
            page={page}
            hours={hours}
            finish={finish}
            onTry={tryHours}
            onKeep={keep}
            isKeeping={isKeeping}
            canKeep={canKeep}
          />
        </Card>
      </div>
      {said && (
        <div className="mt-5">
          {"kept" in said ? (
            <Notice tone="good" title={`Kept: ${said.kept} hours a week from today`} live>
              What you did until now is measured by the hours that you had then.
            </Notice>
          ) : (
            <Notice tone="unsure" title="The hours could not be kept" live>
              {said.failed}
            </Notice>
          )}
        </div>
      )}
      {page.plan.notices.map(({ id, says }) => (
        <div key={id} className="mt-5">
          <Notice>{says}</Notice>
        </div>
      ))}
      <section aria-labelledby="detail" className="mt-8">
        <h2 id="detail" className="sr-only">
          The plan in detail
        </h2>
        <PlanTabs page={detail} />
      </section>
    </>
  );
}

/** The view is in the address, so that it can be linked to and come back to. */
const PlanTabs = memo(function PlanTabs({ page }: { page: PlanPage }) {
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const tabs = [
    {
      id: "timeline",
      title: "Timeline",
      content: (
        <>
          <Timeline page={page} />
          <section aria-labelledby="pauses" className="mt-8 max-w-xl">
            <h3 id="pauses" className="mb-1 font-semibold">
              Pauses
            </h3>
            <Pauses page={page} />
          </section>
        </>
      ),
    },
    { id: "units", title: "Units in order", content: <Units page={page} /> },
    { id: "months", title: "Months", content: <Months page={page} /> },
    { id: "money", title: "Money", content: <Money page={page} /> },
    { id: "shelf", title: "Not yet", content: <Shelf page={page} /> },
  ];
  return (
    <Tabs
      label="The plan in detail"
      tabs={tabs}
      value={tabs.some(({ id }) => id === hash) ? hash : "timeline"}
      onChange={(id) =>
        navigate({ to: "/plan", hash: id, replace: true, resetScroll: false, hashScrollIntoView: false })
      }
    />
  );
});

function TakeAway() {
  return (
    <>
      <Button size="small" icon="calendar" onClick={() => download("/api/plan/calendar", "plan.ics")}>
        Calendar
      </Button>
      <Button size="small" icon="download" onClick={() => download("/api/plan/markdown", "plan.md")}>
        Markdown
      </Button>
    </>
  );
}

function wayOf({ from, to, market, plan, locale }: PlanPage): string {
  const way = from ? `From ${inside(from.title)} to ${inside(to.title)}` : `To ${inside(to.title)}`;
  return `${way}, ${market.title}, since ${dayAndMonth(plan.start, locale)}.`;
}

/** "Nurse" in a sentence is a nurse; "BI analyst" stays. */
const inside = (title: string) => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
