/**
 * Settings: time, place, money and reasons, looks, and all that is kept.
 */
import { useHomeNow } from "../../api/use-home.ts";
import { ButtonLink } from "../../design/button.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { AppearanceCard } from "./appearance-card.tsx";
import { DataCard } from "./data-card.tsx";
import { DirectionCard } from "./direction-card.tsx";
import { HoursCard } from "./hours-card.tsx";
import { MoneyCard } from "./money-card.tsx";
import { PausesCard } from "./pauses-card.tsx";

export function Page() {
  const home = useHomeNow();
  const { person } = home;
  return (
    <>
      <PageHead title="Settings">
        What your plan is made from, and everything that is kept. All of it is yours.
      </PageHead>
      <div className="max-w-3xl space-y-6">
        {person ? (
          <>
            <HoursCard person={person} today={home.today} />
            <PausesCard person={person} home={home} />
            <DirectionCard person={person} home={home} />
            <MoneyCard home={home} market={person.market} />
          </>
        ) : (
          <EmptyState
            icon="plan"
            title="There is no plan yet"
            action={
              <ButtonLink to="/welcome" look="primary">
                Answer three questions
              </ButtonLink>
            }
          >
            Your job, your hours and your country. Then there is something to set.
          </EmptyState>
        )}
        <AppearanceCard />
        <DataCard home={home} />
      </div>
    </>
  );
}
