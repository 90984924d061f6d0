/**
 * Finds the market that somebody means by a country: "UK", "Great Britain", "the states", "Deutschland".
 */
import { nearest } from "../base/nearest.ts";

interface Market {
  title: string;
  /** "en-GB": its region is the country. */
  locale: string;
}

/** The id of the market, or of any country; undefined where no name comes near. */
export function findMarket(words: string, markets: ReadonlyMap<string, Market>): string | undefined {
  const asked = plain(words);
  const regionOf = ({ locale }: Market) => new Intl.Locale(locale).region;
  const regions = new Set([...markets.values()].map(regionOf));
  const others = [...everyCountry()].filter(([, country]) => !regions.has(regionOf(country)));
  const names = new Map(
    [...others, ...markets].flatMap(([id, market]) => namesOf(id, market).map((name) => [plain(name), id] as const)),
  );
  const exact = names.get(asked);
  if (exact !== undefined) return exact;
  // Of short words any two are near: "US" is no slip of "UK".
  const long = [...names.keys()].filter((name) => name.length >= 4 && Math.abs(name.length - asked.length) <= 2);
  const close = asked.length >= 4 ? nearest(asked, long) : undefined;
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

/** By their two letters in lower case, which are their ids as markets; groups of countries are none. */
function everyCountry(): Map<string, Market> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const regions = letters.flatMap((first) => letters.map((second) => first + second));
  const countries = new Map<string, Market>();
  for (const region of regions) {
    const title = noCountries.has(region) ? undefined : names.of(region);
    if (title !== undefined) countries.set(region.toLowerCase(), { title, locale: `en-${region}` });
  }
  return countries;
}

/** European Union, eurozone, United Nations, and codes that Unicode keeps for itself; UK is GB. */
const noCountries = new Set(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "UK"]);

/** "United Kingdom", "en-GB"; of a country without pay figures as well. */
export function marketOf(id: string, markets: ReadonlyMap<string, Market>): Market {
  const known = markets.get(id);
  if (known !== undefined) return known;
  const region = id.toUpperCase();
  if (!/^[A-Z]{2}$/.test(region)) return { title: id, locale: "en-GB" };
  return { title: new Intl.DisplayNames("en", { type: "region" }).of(region) ?? id, locale: `en-${region}` };
}

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
