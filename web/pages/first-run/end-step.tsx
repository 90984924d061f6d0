/**
 * The end: when it goes on, on the person's own calendar. Ending cleanly is a part of it.
 */
import type { Today } from "../../../src/contract/api/today.ts";
import { download } from "../../api/download.ts";
import { useDoing } from "../../api/use-doing.ts";
import { usePage } from "../../api/use-page.ts";
import { Button, ButtonLink } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icons.tsx";
import { Notice } from "../../design/notice.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { minutesInWords, weekdayAndDay } from "../../design/words.ts";

export function EndStep() {
  const { things, fits, nextSession, locale } = usePage<Today>("/api/today");
  const thing = things.find(({ span }) => span === fits) ?? things[0];
  const { isDoing, fault, doIt } = useDoing();
  return (
    <>
      <PageHead title="That is all for today">
        You have a date, a first thing to do, and you have seen how it is proved.
      </PageHead>
      <Card title="When it goes on">
        {nextSession ? (
          <p className="flex items-start gap-3">
            <Icon name="calendar" className="mt-1 size-5 text-accent" />
            <span>
              <strong className="font-semibold">{weekdayAndDay(nextSession.on, locale)}</strong>,{" "}
              {minutesInWords(nextSession.minutes)}
              {thing && <span className="block text-quiet">{thing.title}</span>}
            </span>
          </p>
        ) : (
          <p>No day has hours at the moment. The settings know them.</p>
        )}
        <div className="mt-5 flex flex-wrap items-center gap-3">
          <Button
            look="primary"
            icon="calendar"
            disabled={isDoing}
            onClick={() => doIt(() => download("/api/plan/calendar", "seaworthy.ics"))}
          >
            Put it on my calendar
          </Button>
          <ButtonLink to="/">To today</ButtonLink>
        </div>
        <p className="mt-3 text-sm text-quiet">
          A file that any calendar takes: the next session, the milestones, and ten minutes on Fridays to look back.
          Take it again later, and it moves what is there.
        </p>
        {fault && <Notice tone="unsure">{fault}</Notice>}
      </Card>
      <p className="mt-6 text-quiet">
        You can close this page now. Everything is kept, and Ctrl-C in the terminal ends Seaworthy.
      </p>
    </>
  );
}
