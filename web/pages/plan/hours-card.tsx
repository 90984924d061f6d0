/**
 * Hours a week: felt for with a slider, the finish beside it moving at once, and nothing kept until it is said.
 */
import type { PlanPage } from "../../../src/contract/api/plan.ts";
import { Button } from "../../design/button.tsx";
import { Slider } from "../../design/slider.tsx";
import { shortDay, shortMonth } from "../../design/words.ts";
import { finishInWords } from "./finish.tsx";

const hoursInWords = (hours: number) => `${hours} ${hours === 1 ? "hour" : "hours"} a week`;

export function HoursCard({
  page,
  hours,
  finish,
  onTry,
  onKeep,
  isKeeping,
  canKeep,
}: {
  page: PlanPage;
  /** The hours that are shown: tried, or kept. */
  hours: number;
  finish: PlanPage["finishes"][number];
  onTry: (hours: number) => void;
  onKeep: () => void;
  isKeeping: boolean;
  /** Whether the plan at these hours is there, so that what is shown is what is kept. */
  canKeep: boolean;
}) {
  const { finishes, locale } = page;
  const { kept } = page.hours;
  const { fourDayWeek, wish } = page.plan.forecast;
  const isTried = hours !== kept;
  const compared = finishes.filter(({ hoursAWeek, own }) => own || [10, 15, 20].includes(hoursAWeek));
  const saved = Math.round(fourDayWeek.weeksSaved);
  return (
    <div>
      <h2 className="sr-only">Hours a week</h2>
      <Slider
        label="Time for it"
        value={hours}
        says={hoursInWords}
        onChange={onTry}
        min={3}
        max={40}
        ends={["3 hours", "40 hours"]}
      />
      {/* On a phone the finish itself is a screen away; to who hears the page it is said here anyway. */}
      <p aria-live="polite" className="mt-2 min-h-[3.2em] font-medium lg:sr-only">
        Ready {finishInWords(finish, locale)}
      </p>
      <div className="mt-3 flex min-h-11 flex-wrap items-center gap-2">
        {isTried ? (
          <>
            <Button look="primary" onClick={onKeep} disabled={isKeeping || !canKeep}>
              {isKeeping ? "Keeping" : `Keep ${hours} ${hours === 1 ? "hour" : "hours"}`}
            </Button>
            <Button look="quiet" onClick={() => onTry(kept)}>
              Back to {kept}
            </Button>
          </>
        ) : (
          <p className="text-sm text-quiet">
            Yours now. Move it to see what other hours do; nothing is kept until you say.
          </p>
        )}
      </div>
      <table className="mt-4 w-full text-left text-sm">
        <caption className="sr-only">The finish at other hours a week</caption>
        <thead>
          <tr className="text-quiet">
            <th scope="col" className="pb-1 pl-2 font-medium">
              Hours
            </th>
            <th scope="col" className="pb-1 font-medium">
              Most likely
            </th>
            <th scope="col" className="pr-2 pb-1 text-right font-medium">
              Weeks
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ hoursAWeek, ready, weeks, own }) => (
            <tr key={hoursAWeek} className={`border-t border-line ${hoursAWeek === hours ? "bg-accent-soft" : ""}`}>
              <th scope="row" className="py-2 pr-2 pl-2 font-medium">
                {hoursAWeek}
                {own && <span className="font-normal text-quiet"> yours</span>}
              </th>
              <td className="py-2 pr-2">
                {shortMonth(ready.middle, locale)}
                <span className="block text-xs text-quiet">
                  {shortMonth(ready.early, locale)} to {shortMonth(ready.late, locale)}
                </span>
              </td>
              <td className="py-2 pr-2 text-right tabular-nums">{Math.round(weeks.middle)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {saved >= 1 && (
        <p className="mt-3 text-sm text-quiet">
          A four-day week ({fourDayWeek.hoursAWeek} h) would save about {saved} {saved === 1 ? "week" : "weeks"}.
        </p>
      )}
      {wish && (
        <p className="mt-2 text-sm text-quiet">
          To be ready by {shortDay(wish.readyBy, locale)} takes {wish.hoursAWeekMiddle} h a week if it goes as it mostly
          does, and {wish.hoursAWeekLate} h to be nearly sure.
        </p>
      )}
    </div>
  );
}
