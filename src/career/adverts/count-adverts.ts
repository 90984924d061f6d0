/**
 * What a person's adverts say together: how many ask for what, how sure that is, the sentences behind it, and what changed.
 *
 * Requirements in 80% or more of the adverts are not negotiable, those in a few are nice to have (rows C-05, L-08). Twenty
 * adverts leave a wide margin, so that each share has its interval, and what may still cross the line is "likely".
 */
import type { Advert, AdvertCount, AdvertReport, Mention } from "../../contract/advert.ts";
import { countChange } from "./count-change.ts";
import { findMentions } from "./find-mentions.ts";
import { findReposts } from "./find-reposts.ts";
import { standing, strongest } from "./standing.ts";
import { makeVocabulary, type SkillWords, type Vocabulary } from "./vocabulary.ts";

export interface CountOptions {
  /** ISO date: what is newer than a month before it is compared with the rest. */
  today: string;
  /** The line from which a requirement is a must. */
  line?: number;
}

/** Rows C-03 and C-04: from 20 adverts on, the person's own counts stand for the market. */
const target = 20;

export function countAdverts(
  adverts: readonly Advert[],
  catalog: { skills: ReadonlyMap<string, SkillWords> },
  { today, line = 0.8 }: CountOptions,
): AdvertReport {
  const vocabulary = makeVocabulary(catalog);
  const reposts = findReposts(adverts);
  const seen = new Set<string>();
  const different = adverts
    .filter(({ id }) => !reposts.has(id) && !seen.has(id) && seen.add(id))
    .toSorted((a, b) => (a.addedOn === b.addedOn ? (a.id < b.id ? -1 : 1) : a.addedOn < b.addedOn ? -1 : 1));
  const read = different.map((advert) => ({ advert, mentions: findMentions(advert, vocabulary) }));
  const change = countChange(read, { today, line, titles: vocabulary.titles });
  return {
    format: "seaworthy-advert-report/1",
    today,
    adverts: different.length,
    reposts: adverts
      .filter(({ id }) => reposts.has(id))
      .map(({ id, addedOn }) => ({ advert: id, of: reposts.get(id) as string, addedOn }))
      .toSorted((a, b) => (a.addedOn === b.addedOn ? (a.advert < b.advert ? -1 : 1) : a.addedOn < b.addedOn ? -1 : 1)),
    target,
    enough: different.length >= target,
    line,
    skills: countSkills(read, { line, vocabulary }),
    seniority: countBy(different, ({ seniority }) => seniority),
    workplace: countBy(different, ({ workplace }) => workplace),
    pay: countPay(different),
    years: countYears(different),
    ...(change && { change }),
  };
}

export interface ReadAdvert {
  advert: Advert;
  mentions: readonly Mention[];
}

function countSkills(
  read: readonly ReadAdvert[],
  { line, vocabulary }: { line: number; vocabulary: Vocabulary },
): AdvertCount[] {
  const counts = new Map<string, Pick<AdvertCount, "named" | "asked" | "must" | "quotes">>();
  for (const { advert, mentions } of read) {
    for (const mention of strongest(mentions).values()) {
      const count = counts.get(mention.skill) ?? { named: 0, asked: 0, must: 0, quotes: [] };
      counts.set(mention.skill, count);
      count.named++;
      if (mention.necessity !== "nice") count.asked++;
      if (mention.necessity === "must") count.must++;
      const text = advert.sentences[mention.sentence]?.text ?? "";
      count.quotes.push({ advert: advert.id, as: mention.as, text, necessity: mention.necessity });
    }
  }
  return [...counts]
    .map(([skill, count]): AdvertCount => {
      const { title = skill, inCatalog = false } = vocabulary.titles.get(skill) ?? {};
      return { skill, title, inCatalog, ...count, ...standing(count.asked, read.length, line) };
    })
    .toSorted((a, b) => b.asked - a.asked || b.named - a.named || (a.skill < b.skill ? -1 : 1));
}

function countBy<K extends string>(
  adverts: readonly Advert[],
  key: (advert: Advert) => K | undefined,
): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const advert of adverts) {
    const name = key(advert);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function countPay(adverts: readonly Advert[]): AdvertReport["pay"] {
  const byCurrency = new Map<string, { low: number; high: number }[]>();
  for (const { pay } of adverts) {
    const low = pay?.low ?? pay?.high;
    const high = pay?.high ?? pay?.low;
    if (pay?.period !== "year" || low === undefined || high === undefined) continue;
    byCurrency.set(pay.currency, [...(byCurrency.get(pay.currency) ?? []), { low, high }]);
  }
  return [...byCurrency]
    .map(([currency, bands]) => ({
      currency,
      adverts: bands.length,
      low: median(bands.map(({ low }) => low)),
      high: median(bands.map(({ high }) => high)),
      lowest: Math.min(...bands.map(({ low }) => low)),
      highest: Math.max(...bands.map(({ high }) => high)),
    }))
    .toSorted((a, b) => b.adverts - a.adverts || (a.currency < b.currency ? -1 : 1));
}

function countYears(adverts: readonly Advert[]): AdvertReport["years"] {
  const floors = adverts.flatMap(({ years }) => years[0]?.low ?? []);
  return floors.length === 0 ? { adverts: 0 } : { adverts: floors.length, median: median(floors) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
