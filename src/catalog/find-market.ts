/**
 * Finds the market that somebody means by a country: "UK", "Great Britain", "the states", "Deutschland".
 */
import { nearest } from "../base/nearest.ts";

interface Market {
  title: string;
  /** "en-GB": its region is the country. */
  locale: string;
}

/** The id of the market, or undefined. */
export function findMarket(words: string, markets: ReadonlyMap<string, Market>): string | undefined {
  const asked = plain(words);
  const names = new Map([...markets].flatMap(([id, market]) => namesOf(id, market).map((name) => [plain(name), id])));
  const exact = names.get(asked);
  if (exact !== undefined) return exact;
  // Of short words any two are near: "US" is no slip of "UK".
  const close =
    asked.length >= 4
      ? nearest(
          asked,
          [...names.keys()].filter((name) => name.length >= 4),
        )
      : undefined;
  return close === undefined ? undefined : names.get(close);
}

/** Its id and title, its country in English and in its own language, and what people say. */
function namesOf(id: string, { title, locale }: Market): string[] {
  const { region = "" } = new Intl.Locale(locale);
  const names = ["en", locale].map(
    (language) => new Intl.DisplayNames([language], { type: "region" }).of(region) ?? "",
  );
  return [id, title, region, ...names, ...(said[region] ?? [])].filter((name) => name !== "");
}

const said: Readonly<Record<string, readonly string[]>> = {
  GB: ["Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "United Kingdom", "U.K."],
  US: ["USA", "U.S.", "U.S.A.", "America", "United States of America", "the States"],
};

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(".", "")
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim()
    .replace(/^the /, "");
}
