/**
 * What an advert says of itself: title, years of experience, seniority, where the work is done.
 */
import type { Advert, AdvertSentence } from "../../contract/advert.ts";

type Facts = Pick<Advert, "title" | "years" | "seniority" | "workplace" | "officeDays">;

export function readFacts(sentences: readonly AdvertSentence[]): Facts {
  const title = readTitle(sentences);
  const years = readYears(sentences);
  const seniority = seniorityOf(title) ?? seniorityOf(opening(sentences)) ?? seniorityByYears(years[0]?.low);
  const officeDays = readOfficeDays(sentences);
  const workplace = readWorkplace(sentences, officeDays);
  return {
    title,
    years,
    ...(seniority && { seniority }),
    ...(workplace && { workplace }),
    ...(officeDays !== undefined && workplace === "hybrid" && { officeDays }),
  };
}

const job = /\b(?:developer|engineer|programmer|dev|architect|entwickler\w*|devops|sre|intake)\b/i;

/** Board pages put title, firm, place and pay on one line. */
const longestTitle = 140;

/** Titles stand at the top; board pages put their furniture above. */
function readTitle(sentences: readonly AdvertSentence[]): string {
  const top = sentences.slice(0, 12).map(({ text }) => text.replace(/^(?:job )?(?:title|position|role) ?: ?/i, ""));
  const title = top.find((line) => job.test(line) && line.length <= longestTitle);
  return (title ?? "").replace(/^[^\p{L}\p{N}]+/u, "");
}

function opening(sentences: readonly AdvertSentence[]): string {
  return sentences
    .slice(0, 6)
    .map(({ text }) => text.slice(0, 100))
    .join(" · ");
}

const levels: readonly (readonly [NonNullable<Advert["seniority"]>, RegExp])[] = [
  [
    "junior",
    /\b(?:junior|graduate|entry[- ]level|trainee|apprentice|intern(?:ship)?|associate (?:software|developer|engineer)|jr)\b|\b(?:engineer|developer|programmer) (?:I|1)\b/i,
  ],
  ["senior", /\b(?:senior|sr)\b/i],
  ["lead", /\b(?:lead|staff|principal|head of) (?:\w+[- ]){0,3}(?:engineer|developer|software|back-?end)/i],
  ["mid", /\bmid(?:[- ]?(?:level|weight))?\b|\b(?:engineer|developer) (?:II|2)\b/i],
];

function seniorityOf(words: string): Advert["seniority"] {
  // "Mid-Senior level" is a board's own label for everybody who is neither new nor a director.
  const plain = words.replace(/mid-senior level/gi, "");
  return levels.find(([, form]) => form.test(plain))?.[0];
}

/** Where the title says nothing: two years make a mid, five a senior, as most adverts of both markets have it. */
function seniorityByYears(low: number | undefined): Advert["seniority"] {
  if (low === undefined) return undefined;
  return low < 2 ? "junior" : low < 5 ? "mid" : "senior";
}

const numbers: Record<string, number> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
};
const count = "\\d{1,2}|one|two|three|four|five|six|seven|eight|ten";
const yearsForm = new RegExp(
  `(?<![\\d.£$€-])\\b(?<low>${count}|a)(?: or so)? ?(?:\\+|plus|or more)? ?(?:(?:-|–|to|or) ?(?<high>${count}))? ?(?:\\+|or more|plus)? ?(?:years?|yrs?)\\b(?: or so| or more)?(?<of>'?)`,
  "gi",
);
/** "for 9 years", "117 years of it", "after 2 years", "6 months". */
const notOurs =
  /(?:\bfor|\bafter|\bover the|\bpast|\blast|\bnext|\bin|within|\bour|founded|every|once|times|twice|than) (?:about |nearly |over )?$/i;
const aboutWork =
  /experience|commercial|professional|\bwith\b|develop|engineer|programming|building|writing|industry|background|backend|back end|hands-on|mostly|required|preferred|working|web|at least|minimum|using|years'|yrs|\bexp\b|BS\b/i;

function readYears(sentences: readonly AdvertSentence[]): Advert["years"] {
  const found: (Advert["years"][number] & { must: boolean })[] = [];
  for (const [index, { text, section }] of sentences.entries()) {
    if (section === "unwanted" || section === "benefits") continue;
    if (/\bno (?:\w+ ){0,2}experience (?:is )?(?:needed|required|necessary)/i.test(text))
      found.push({ low: 0, sentence: index, must: true });
    const ofWork = section === "requirements" || section === "nice-to-have" || aboutWork.test(text);
    for (const match of text.matchAll(yearsForm)) {
      const { low = "", high } = match.groups ?? {};
      // What decides stands next to it.
      const before = text.slice(Math.max(0, match.index - 60), match.index);
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
      if (
        notOurs.test(before) ||
        /^[- ](?:old|ago|later|on,|in a row|contract|salary|a\b)|^ of (?:it|history|age|trading)/i.test(after)
      )
        continue;
      if (
        /^a$/i.test(low) &&
        !/^\s*(?:of|with|with)|^ or so/i.test(after) &&
        !/ or so/i.test(match[0]) &&
        !/years?'/i.test(match[0])
      )
        continue;
      if (!ofWork) continue;
      const upper = high === undefined ? undefined : numberOf(high);
      const floor = numberOf(low);
      if (floor > 20 || (upper !== undefined && upper < floor)) continue;
      found.push({
        low: floor,
        ...(upper !== undefined && { high: upper }),
        sentence: index,
        must: section !== "nice-to-have" && !/preferred\)/i.test(after.slice(0, 30)),
      });
    }
  }
  const ordered = found.toSorted((a, b) => Number(b.must) - Number(a.must) || b.low - a.low || a.sentence - b.sentence);
  return ordered.map(({ must: _, ...years }) => years);
}

function numberOf(written: string): number {
  return numbers[written.toLowerCase()] ?? Number(written);
}

const days = "\\d|one|two|three|four|five|a";
const office = "(?:in|at|on[- ]?site|onsite|together|p/w on|in[- ]the[- ]office|in[- ]office|site)";
const officeForms = [
  new RegExp(`\\b(${days}) days? (?:in|at|on)[ -](?:the |an |our )?(?:office|site|\\w+,? \\d at home)`, "i"),
  new RegExp(
    `\\b(${days}) days?(?:/| a | per | each | p/)?(?:week|wk|w)?(?: in| at| on)? (?:the |our )?(?:office|on ?-?site|onsite)`,
    "i",
  ),
  new RegExp(`in[- ]office (${days}) days`, "i"),
  new RegExp(`\\b(${days}) days?(?:/|,? a |,? per |,? each |,? p/| p)(?:week|wk|w)\\b(?: ${office})?`, "i"),
  new RegExp(`\\b(${days}) days in\\b`, "i"),
  new RegExp(`hybrid,? ?\\(?(?:\\w+/\\w+, )?(${days}) days?`, "i"),
];

function readOfficeDays(sentences: readonly AdvertSentence[]): number | undefined {
  for (const form of officeForms) {
    for (const { text } of sentences) {
      const found = /4[- ]day week|four[- ]day week/i.test(text) ? undefined : form.exec(text)?.[1];
      if (found !== undefined) return numberOf(found);
    }
  }
  return undefined;
}

function readWorkplace(sentences: readonly AdvertSentence[], officeDays: number | undefined): Advert["workplace"] {
  // What is said at the top, or in a line that begins like a form's, is about the job; further down it may be about anything.
  const lines = sentences.map(({ text }) => text);
  for (const part of [lines.slice(0, 8), lines]) {
    const text = part.join("\n");
    if (/\bhybrid\b(?! cloud)/i.test(text)) return officeDays !== undefined && officeDays >= 5 ? "on-site" : "hybrid";
    if (
      /\b(?:on[- ]?site|office[- ]based|site[- ]based|in[- ]person)\b(?! (?:gym|parking|canteen))/i.test(text) &&
      !/\bremote\b/i.test(text)
    )
      return officeDays === undefined || officeDays >= 5 ? "on-site" : "hybrid";
    if (officeDays !== undefined && officeDays < 5 && part === lines) return "hybrid";
    if (
      /\b(?:fully |100% )?remote(?:ly)?\b(?! (?:sensor|site|control|procedure|device))/i.test(text) &&
      !/\b(?:no|not) (?:fully )?remote/i.test(text)
    )
      return officeDays !== undefined && officeDays >= 1 ? "hybrid" : "remote";
  }
  return undefined;
}
