/** What waits, one line each; when it goes on; and the date at the end of it all. */
import { Link } from "@tanstack/react-router";
import type { Today } from "../../../src/contract/api/today.ts";
import { Icon, type IconName } from "../../design/icons.tsx";
import { TextLink } from "../../design/text-link.tsx";
import { minutesInWords, twoMonths, weekdayAndDay } from "../../design/words.ts";

export function Waiting({ today, isEnded }: { today: Today; isEnded: boolean }) {
  const { waiting, hints, nextSession, ready, locale } = today;
  return (
    <section aria-label="What else there is" className="mt-8">
      <ul className="divide-y divide-line border-y border-line">
        {hints.map(({ code, says, fix }) => (
          <Line key={code} icon="info">
            {says} <span className="text-quiet">{fix}</span>
          </Line>
        ))}
        {waiting.map(({ id, says, to }) => (
          <Line key={id} icon={icons[id] ?? "info"}>
            {to ? (
              <Link to={to} className="hover:text-accent hover:underline">
                {says}
              </Link>
            ) : (
              says
            )}
          </Line>
        ))}
        {nextSession && !isEnded && (
          <Line icon="calendar">
            The next session is on {weekdayAndDay(nextSession.on, locale)}, {minutesInWords(nextSession.minutes)}.
          </Line>
        )}
        <Line icon="plan">
          Ready between {twoMonths(ready.early, ready.late, locale)}. <TextLink to="/plan">The whole plan</TextLink>
        </Line>
      </ul>
    </section>
  );
}

const icons: Readonly<Record<string, IconName>> = { drafts: "pencil", broken: "evidence", stale: "again" };

function Line({ icon, children }: { icon: IconName; children: React.ReactNode }) {
  return (
    <li className="flex min-h-11 items-start gap-3 py-2.5 text-sm">
      <Icon name={icon} className="mt-0.5 size-4.5 text-quiet" />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
