/**
 * One next thing: what, how long, why. Everything else is one line, or on another page.
 */
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import type { Span, Today, TodayThing } from "../../../src/contract/api/today.ts";
import { usePage } from "../../api/use-page.ts";
import { ButtonLink } from "../../design/button.tsx";
import { Choice } from "../../design/choice.tsx";
import { EmptyState } from "../../design/empty-state.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { minutesInWords, weekdayAndDay } from "../../design/words.ts";
import { DoneDialog } from "./done-dialog.tsx";
import { Ended } from "./ended.tsx";
import { NextThingCard } from "./next-thing-card.tsx";
import { Waiting } from "./waiting.tsx";

const spanNames: Record<Span, string> = { minutes25: "25 minutes", hours2: "2 hours", weekend: "Weekend" };

export function Page() {
  const today = usePage<Today>("/api/today");
  const { things, fits, minutesFree, minutesDone, locale } = today;
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const [chosen, setChosen] = useState<Span>();
  const navigate = useNavigate();
  // An address of its own, so that it can be found by name and the way back closes it.
  const setNoting = (open: boolean) => void navigate({ to: "/", hash: open ? "done" : "", replace: !open });
  const [noted, setNoted] = useState<number>();
  const span = chosen ?? fits ?? "minutes25";
  const thing: TodayThing | undefined = things.find((one) => one.span === span) ?? things[0];
  const setAside = minutesFree > 0 ? `${minutesInWords(minutesFree)} set aside` : "Nothing set aside for today";
  return (
    <>
      <PageHead title="Today" above={weekdayAndDay(today.today, locale)}>
        {setAside}
        {minutesDone > 0
          ? `, ${minutesInWords(minutesDone)} done.`
          : minutesFree > 0
            ? "."
            : ", so a small thing is enough."}
      </PageHead>
      {noted !== undefined ? (
        <Ended today={today} minutes={noted} onMore={() => setNoted(undefined)} />
      ) : thing ? (
        <>
          <Choice
            label="How long have you got?"
            value={thing.span}
            options={things.map((one) => ({ value: one.span, label: spanNames[one.span] }))}
            onChange={setChosen}
          />
          <NextThingCard thing={thing} onDone={() => setNoting(true)} />
        </>
      ) : (
        <EmptyState
          icon="passed"
          title="Nothing is left in the plan"
          action={
            <ButtonLink to="/adverts" look="primary">
              Look at adverts
            </ButtonLink>
          }
        >
          What you built can be applied with. New adverts may bring something new to learn.
        </EmptyState>
      )}
      <Waiting today={today} isEnded={noted !== undefined} />
      {thing && (
        <DoneDialog
          today={today}
          thing={thing}
          open={hash === "done"}
          onClose={() => setNoting(false)}
          onNoted={(minutes) => {
            setNoting(false);
            setNoted(minutes);
          }}
        />
      )}
    </>
  );
}
