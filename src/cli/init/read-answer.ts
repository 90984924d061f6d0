/**
 * What people answer, read kindly: a job in their own words, hours as a number or by weekday, a country by any of its names.
 */
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { Catalog, Occupation } from "../../catalog/catalog.ts";
import { findMarket } from "../../catalog/find-market.ts";
import { findOccupations } from "../../catalog/find-occupation.ts";
import { type HoursByWeekday, hoursByWeekdaySchema, type Weekday, weekdays } from "../../contract/person.ts";
import { spreadHours } from "../../plan/spread-hours.ts";

/** Longer is no name of a job, but a text that was pasted into the wrong place. */
const longestRole = 100;

/** Without a terminal nobody can be asked which one is meant: then it must be plain. "none": a job that is not in the list. */
export function occupationFrom(words: string, { occupations }: Catalog, option = "--occupation "): Occupation | null {
  if (words.trim().toLowerCase() === "none") return null;
  const { found, sure } = findOccupations(words, occupations.values());
  const [first] = found;
  if (first && sure) return first;
  const message = first
    ? `\`${short(words)}\` could be ${orList(found.map(({ id }) => id))}`
    : `\`${short(words)}\` is near none of the ${occupations.size} occupations`;
  throw new UserError("unknown-occupation", message, {
    fix: first
      ? `name one of them: ${option}${first.id}`
      : option === ""
        ? "name the nearest one; `none` has no guide"
        : "name the nearest one, or `--occupation none`: then nothing is assumed about what you bring",
  });
}

export function roleFrom(words: string): string {
  return short(words.trim());
}

/** "8", "7.5", "7,5", or "tue=1.5, thu=1.5, sat=4". */
export function hoursFrom(words: string): HoursByWeekday {
  const text = words.trim().toLowerCase();
  const plain = /^(\d+(?:[.,]\d+)?) *(?:h|hours?|hrs?)?(?: *(?:a|per|\/) *week)?$/.exec(text)?.[1];
  if (plain !== undefined) return spread(Number(plain.replace(",", ".")), words);
  const parts = text.split(/[,;] *| +(?=[a-z])/).filter(Boolean);
  const days = parts.map((part) => /^([a-z]+) *[=: ] *(\d+(?:\.\d+)?) *h?$/.exec(part));
  if (parts.length === 0 || days.some((match) => !match)) throw wrongHours(`\`${short(words)}\` is no number of hours`);
  const week: Partial<Record<Weekday, number>> = {};
  for (const match of days) {
    const [, name = "", hours = ""] = match ?? [];
    const day = weekdays.find((weekday) => name.length >= 2 && weekday.startsWith(name));
    if (day === undefined) {
      const close = nearest(name, weekdays);
      throw wrongHours(`\`${name}\` is no day of the week${close ? `; did you mean ${close}?` : ""}`);
    }
    week[day] = Number(hours);
  }
  const result = hoursByWeekdaySchema.safeParse(week);
  if (!result.success) throw wrongHours(`\`${short(words)}\` is less than an hour a week, or more than 14 in a day`);
  return result.data;
}

/** Beside sleep and nothing else a week has some hundred hours; above sixty nobody keeps it up beside anything. */
const mostHours = 60;

function spread(hours: number, words: string): HoursByWeekday {
  if (hours >= 1 && hours <= mostHours) return spreadHours(hours);
  const why = hours < 1 ? "gives no date that means anything" : "is more than anybody keeps up";
  throw wrongHours(`\`${short(words)}\` hours a week ${why}`);
}

function wrongHours(message: string): UserError {
  return new UserError("wrong-hours", message, {
    fix: `say a number from 1 to ${mostHours}, like 8, or the days: tue=1.5,thu=1.5,sat=4`,
  });
}

/** A country without pay figures has a plan all the same; there is only no money in it. */
export function marketFrom(words: string, { pay }: Catalog): string {
  const market = findMarket(words, pay);
  if (market !== undefined) return market;
  throw new UserError("unknown-country", `\`${short(words)}\` is no country that is known here`, {
    fix: "write its name in English, or its two letters: Ireland, ie",
  });
}

function short(words: string): string {
  return words.length > longestRole ? `${words.slice(0, longestRole)}…` : words;
}

function orList(ids: readonly string[]): string {
  return ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} or ${ids.at(-1)}`;
}
