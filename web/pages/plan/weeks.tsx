/**
 * The last weeks: what was set aside and what it became. A fact to plan with; a thin week moves the dates and is owed to
 * nobody.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { dayAndMonth } from "../../design/words.ts";

type Week = PlanPage["plan"]["weeks"][number];

export function Weeks({ page }: { page: PlanPage }) {
  const { weeks, forecast } = page.plan;
  const shown = weeks.filter((week) => week.hoursPlanned > 0 || workedIn(week) > 0);
  if (shown.length === 0) return null;
  const most = Math.max(...shown.map((week) => Math.max(week.hoursPlanned, workedIn(week))));
  const share = (hours: number) => `${(hours / most) * 100}%`;
  return (
    <section aria-label="The last weeks">
      <h3 className="font-semibold">The last weeks</h3>
      <p className="mt-1 max-w-prose text-sm text-quiet">
        The plan is made again from today, each time. A week with fewer hours moves the dates; there is nothing to catch
        up with.
        {forecast.pace.basis === "recorded" && " Your own record has begun to shape the forecast."}
      </p>
      <ul className="mt-3 space-y-1.5">
        {shown.map((week) => (
          <li
            key={week.monday}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 text-sm sm:grid-cols-[8rem_minmax(0,1fr)_15rem]"
          >
            <span className="text-quiet">{dayAndMonth(week.monday, page.locale)}</span>
            <svg aria-hidden="true" className="h-4 w-full overflow-visible">
              <rect
                x="0"
                y="0.5"
                width={share(week.hoursPlanned)}
                height="15"
                rx="4"
                className="fill-none stroke-edge"
              />
              <rect x="0" y="3" width={share(week.hoursBuilding)} height="10" rx="2" className="fill-accent" />
              <rect
                x={share(week.hoursBuilding)}
                y="3"
                width={share(week.hoursReading + week.hoursApplying)}
                height="10"
                rx="2"
                className="fill-accent/40"
              />
            </svg>
            <span className="text-quiet max-sm:col-start-2">{inWords(week)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function workedIn({ hoursBuilding, hoursReading, hoursApplying }: Week): number {
  return hoursBuilding + hoursReading + hoursApplying;
}

function inWords(week: Week): string {
  const { hoursPlanned, hoursBuilding } = week;
  const other = workedIn(week) - hoursBuilding;
  const parts = [
    ...(hoursBuilding > 0 ? [`${figure(hoursBuilding)} h built`] : []),
    ...(other > 0 ? [`${figure(other)} h read or applied`] : []),
  ];
  return `${parts.length === 0 ? "none recorded" : parts.join(", ")}, ${figure(hoursPlanned)} h set aside`;
}

const figure = (hours: number) => Math.round(hours * 4) / 4;
