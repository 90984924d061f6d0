/** The end of a session: it is noted, this is when it goes on, and nothing more is wanted. */
import { useEffect, useRef } from "react";
import type { Today } from "../../../src/contract/api/today.ts";
import { download } from "../../api/download.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Button } from "../../design/button.tsx";
import { Icon } from "../../design/icons.tsx";
import { Notice } from "../../design/notice.tsx";
import { minutesInWords, weekdayAndDay } from "../../design/words.ts";

export function Ended({ today, minutes, onMore }: { today: Today; minutes: number; onMore: () => void }) {
  const { nextSession, locale } = today;
  const { isDoing, fault, doIt } = useDoing();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="rounded-2xl border border-line bg-raised p-5 sm:p-8">
      <Icon name="passed" className="size-8 text-accent" />
      <h2 ref={head} tabIndex={-1} className="mt-3 text-xl font-semibold tracking-tight sm:text-2xl">
        {minutesInWords(minutes)} noted
      </h2>
      <p className="mt-2 max-w-prose text-quiet">
        {nextSession
          ? `That is enough. It goes on ${weekdayAndDay(nextSession.on, locale)}, with ${minutesInWords(nextSession.minutes)} set aside.`
          : "That is enough for today."}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button
          icon="calendar"
          disabled={isDoing}
          onClick={() => doIt(() => download("/api/plan/calendar", "seaworthy.ics"))}
        >
          Put it on my calendar
        </Button>
        <Button look="quiet" onClick={onMore}>
          One more thing
        </Button>
      </div>
      {fault && (
        <div className="mt-4">
          <Notice tone="unsure">{fault}</Notice>
        </div>
      )}
    </section>
  );
}
