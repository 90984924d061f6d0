/**
 * A working day given to the plan: the surest way to shorten it, where the employer agrees.
 */
import type { Person } from "../../contract/person.ts";
import type { Pen } from "../terminal/pen.ts";

/** As the forecast counts it (src/plan/sum-up-forecast.ts). */
const freeDayHours = 6;

/** Friday, as it is asked for most; which day it is changes no date by more than a few days. */
export function withFourDayWeek(person: Person): Person {
  const friday = Math.min(14, person.hoursByWeekday.friday + freeDayHours);
  return { ...person, hoursByWeekday: { ...person.hoursByWeekday, friday } };
}

export function letterLines(pen: Pen): string[] {
  return [
    `  ${pen.paint("bold", "A letter that asks for it")}`,
    ...letter.split("\n").flatMap((line) => (line === "" ? [""] : pen.wrap(line, { indent: 4 }))),
    "",
  ];
}

const letter = `Dear …,

I would like to work four days a week from … on, with pay reduced to match. I would keep Fridays free.

My work is … . On four days I would go on doing … myself; for … I suggest … . The people who need me on Fridays are …, and I have talked to them about it.

I am using the day to learn. I would like to try this for three months and then look with you at whether it works for the team.

Could we talk about it this week or next?`;
