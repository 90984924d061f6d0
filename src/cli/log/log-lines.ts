/**
 * The learning log and the last weeks on a terminal.
 */

import { neutralise } from "../../base/neutralise.ts";
import type { Week } from "../../contract/plan.ts";
import type { KeptEntry } from "../home/log-folder.ts";
import { rounded, shortDay } from "../plan-view/days.ts";
import { beside, columns, heading } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";

export function logLines(
  entries: readonly KeptEntry[],
  { locale, command, folder }: { locale: string; command(words: string): string; folder: string },
  pen: Pen,
): string[] {
  if (entries.length === 0) {
    return [
      "",
      ...pen.wrap(
        "Nothing is written down yet. The next time something breaks and you mend it, three lines are enough.",
        { indent: 2 },
      ),
      `  ${pen.paint("cyan", command("log add"))}`,
      "",
    ];
  }
  return [
    ...entries.flatMap((entry) => ["", ...entryLines(entry, locale, pen)]),
    "",
    pen.paint("dim", `  ${entries.length} in ${folder}`),
    "",
  ];
}

function entryLines(
  { date, title, broke, why, fixed, tags, check, draft }: KeptEntry,
  locale: string,
  pen: Pen,
): string[] {
  const say = (text: string) => neutralise(text);
  const facts = [
    shortDay(date, locale),
    ...(check ? [check] : []),
    ...tags,
    ...(draft ? ["draft: make the words your own"] : []),
  ];
  const rows = [
    ["broke", broke],
    ["why", why],
    ["fixed", fixed],
  ] as const;
  return [
    `  ${pen.paint("bold", pen.cut(say(title), pen.width - 2))}`,
    `  ${pen.paint("dim", pen.say(facts.join(" · ")))}`,
    // A title that says it all need not be said twice.
    ...beside(
      rows
        .filter(([, text]) => text !== "" && text !== "…" && text !== title)
        .map(([word, text]) => [word, say(text)] as const),
      pen,
      { indent: 4 },
    ),
  ];
}

/** Hours of the last weeks. No streaks, no red: a week without work is a week without work. */
export function weekLines(
  weeks: readonly Week[],
  { locale, today }: { locale: string; today: string },
  pen: Pen,
): string[] {
  const rows = weeks.map(({ monday, hoursPlanned, hoursBuilding, hoursReading, hoursApplying }) =>
    [
      shortDay(monday, locale),
      hoursText(hoursPlanned),
      hoursText(hoursBuilding),
      hoursText(hoursReading),
      hoursText(hoursApplying),
    ].map(pen.say),
  );
  const building = weeks.reduce((sum, week) => sum + week.hoursBuilding, 0);
  const reading = weeks.reduce((sum, week) => sum + week.hoursReading, 0);
  return [
    "",
    ...heading("The last weeks", `hours, up to ${shortDay(today, locale)}`, pen),
    ...columns(
      [["week of", "set aside", "building", "reading", "applying"].map((word) => pen.paint("dim", word)), ...rows],
      pen,
      {
        indent: 4,
        right: [1, 2, 3, 4],
      },
    ),
    ...(reading > building
      ? [
          "",
          ...pen.wrap(
            "More reading than building. Only what is built or checked ends a unit; the next one can be small.",
            { indent: 2 },
          ),
        ]
      : []),
    "",
  ];
}

function hoursText(hours: number): string {
  return hours === 0 ? "–" : String(rounded(hours));
}
