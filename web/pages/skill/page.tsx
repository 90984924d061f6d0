/**
 * One skill: what it is for, when somebody has it, what proves it, how it is held and by which evidence.
 */
import { useParams } from "@tanstack/react-router";
import type { SkillPage } from "../../../src/contract/api/skill.ts";
import { usePage } from "../../api/use-page.ts";
import { BackLink } from "../../design/back-link.tsx";
import { HoldingBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { holdingMeanings } from "../../design/holding-mark.tsx";
import { Markdown } from "../../design/markdown.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { OutsideLink } from "../../design/text-link.tsx";
import { counted, hoursLeft, percent, shortDay } from "../../design/words.ts";
import { Neighbours } from "./neighbours.tsx";
import { OwnLevel } from "./own-level.tsx";
import { Proofs } from "./proofs.tsx";
import { TakeDown } from "./take-down.tsx";

export function Page() {
  const { skill } = useParams({ strict: false });
  const page = usePage<SkillPage>(`/api/skills/${encodeURIComponent(skill ?? "")}`);
  return (
    <>
      <PageHead title={page.title} above={<BackLink to="/plan/skills">Map of skills</BackLink>}>
        {page.field}
        {page.unit ? `. Learned in “${page.unit.title}”, step ${page.unit.step}` : ". Waits until it is needed"}.
      </PageHead>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <div className="space-y-5">
          <Card title="What it is for in production">
            <Markdown text={page.purpose} />
          </Card>
          <Card title="You have it when">
            <Markdown text={page.haveItWhen} />
          </Card>
          <Card title="What proves it">
            <Proofs page={page} />
          </Card>
          <Card title="First step">
            <Markdown text={page.firstStep} />
          </Card>
        </div>
        <div className="space-y-5">
          <Card title="You" aside={<HoldingBadge holding={page.holding} />}>
            <Standing page={page} />
          </Card>
          <Card title="Its place on the way">
            <Neighbours name="Needs" skills={page.requires} none="Nothing comes before it." />
            <Neighbours name="Needed by" skills={page.neededBy} none="Nothing stands on it." />
          </Card>
          <Card title="In adverts">
            <InAdverts page={page} />
          </Card>
        </div>
      </div>
    </>
  );
}

function Standing({ page }: { page: SkillPage }) {
  const { holding, left, planned, locale, brought, hours, unlock } = page;
  const isHeld = holding === "proven" || holding === "shown";
  return (
    <div className="space-y-4">
      <p className="text-sm text-quiet">
        {capital(holdingMeanings[holding])}.{!isHeld && ` ${hoursLeft(left.low, left.high)} left by our estimate.`}
        {planned && ` In the plan from ${shortDay(planned.from, locale)} to ${shortDay(planned.to, locale)}.`}
      </p>
      {brought && (
        <div className="text-sm">
          <p className="font-medium">What your job brings of it</p>
          <p className="text-quiet">There: {brought.there}</p>
          <p className="text-quiet">Here: {brought.here}</p>
        </div>
      )}
      <OwnLevel page={page} />
      {unlock && (
        <div className="text-sm">
          <p className="font-medium">{unlock.unlocked === null ? "It waits for" : "It is in the plan"}</p>
          <Markdown className="text-quiet" text={unlock.unlocked ?? unlock.problem} />
          {unlock.unlocked === null && (
            <>
              <p className="mt-1 mb-3 text-quiet">
                Or for {percent(unlock.advertShare)} of your adverts to ask for it.
              </p>
              <TakeDown skill={page.id} />
            </>
          )}
        </div>
      )}
      <p className="text-sm text-quiet">
        From nothing to proven: {hoursLeft(hours.low, hours.high)}. {hours.basis}
      </p>
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** As many sentences as show how differently it is asked for. */
const mostQuotes = 4;

function InAdverts({ page }: { page: SkillPage }) {
  const { adverts, advertsRead, synonyms, prior } = page;
  return (
    <div className="space-y-3 text-sm">
      {adverts ? (
        <>
          <p>
            {adverts.asked} of {counted(advertsRead, "advert")} of yours {adverts.asked === 1 ? "asks" : "ask"} for it (
            {percent(adverts.low)} to {percent(adverts.high)} of all such adverts).
          </p>
          <ul className="space-y-2">
            {adverts.quotes.slice(0, mostQuotes).map(({ advert, text }) => (
              <li key={advert} className="border-l-2 border-line pl-3 text-quiet">
                {text}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="text-quiet">
          {advertsRead === 0
            ? "No adverts saved yet. Twenty of them show what is really asked for."
            : `None of your ${advertsRead} adverts asks for it.`}
        </p>
      )}
      {synonyms.length > 0 && (
        <p className="text-quiet">
          Written as: <span className="text-text">{synonyms.join(", ")}</span>
        </p>
      )}
      {prior.map(({ says, source, year, url }) => (
        <p key={says} className="text-quiet">
          {says} ({url === null ? source : <OutsideLink href={url}>{source}</OutsideLink>}
          {year !== null && `, ${year}`})
        </p>
      ))}
    </div>
  );
}
