/**
 * Finds the occupation that somebody means: "staff nurse", "front end dev", "SWE in test", with slips of the finger.
 */
import { nearest } from "../base/nearest.ts";

interface Named {
  id: string;
  title: string;
  aliases: readonly string[];
}

/** The best first, at most `most`; empty where nothing comes near. `sure`: the first one is meant, and no other. */
export function findOccupations<T extends Named>(
  words: string,
  occupations: Iterable<T>,
  { most = 5 } = {},
): { found: T[]; sure: boolean } {
  const asked = plain(words);
  if (asked === "") return { found: [], sure: false };
  const scored = [...occupations]
    .map((occupation) => ({ occupation, score: scoreOf(asked, occupation) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.occupation.title.localeCompare(b.occupation.title, "en"));
  const [first = 0, second = 0] = scored.map(({ score }) => score);
  return {
    found: scored.slice(0, most).map(({ occupation }) => occupation),
    sure: first >= 0.7 && second < first,
  };
}

/** What it is called first counts a little more than what it is also called. */
function scoreOf(asked: string, { id, title, aliases }: Named): number {
  const own = Math.max(...[id, title].map((name) => closeness(asked, plain(name))));
  const others = aliases.map((name) => closeness(asked, plain(name)));
  return Math.max(own, ...others.map((score) => (score >= 0.75 ? score : score * 0.95)));
}

/** Lower case, without accents and punctuation, joined words apart: "Front-End Développeur" → "front end developpeur". */
function plain(text: string): string {
  return (
    text
      .normalize("NFD")
      .replaceAll(/\p{Mark}/gu, "")
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}+#]+/gu, " ")
      // Written in one word as often as in two.
      .replaceAll(/\b(front|back|full|book|help) (end|stack|keeper|keeping|desk)\b/g, "$1$2")
      .trim()
  );
}

/** 1 for the same name, 0.75 for the same words with slips, less for less in common, 0 for nothing. */
function closeness(asked: string, name: string): number {
  if (asked === name || asked.replaceAll(" ", "") === name.replaceAll(" ", "")) return 1;
  const [words, nameWords] = [asked.split(" "), name.split(" ")];
  const shared = nameWords.map((word) => weightOf(word) * Math.max(...words.map((other) => sameness(other, word))));
  const known = (word: string) => nameWords.find((other) => sameness(word, other) > 0) ?? word;
  const weight = (list: readonly string[]) => list.reduce((sum, word) => sum + weightOf(word), 0);
  const whole = Math.max(weight(words.map(known)), weight(nameWords));
  return whole === 0 ? 0 : 0.75 * (shared.reduce((sum, part) => sum + part, 0) / whole);
}

function sameness(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // "dev" for developer, "admin" for administrator; and one slip in a long word.
  if (short.length >= 3 && long.startsWith(short)) return 0.9;
  return short.length >= 5 && long.length - short.length <= 1 && nearest(a, [b]) === b ? 0.95 : 0;
}

/** "Manager" alone is in too many names to point at one, and "senior" says nothing of which job it is. */
function weightOf(word: string): number {
  return fillers.has(word) ? 0 : unspecific.has(word) ? 0.25 : 1;
}

const fillers = new Set(
  "a an and the of in at for i am as my is work job role currently senior junior lead head chief principal assistant associate trainee staff ii iii".split(
    " ",
  ),
);
const unspecific = new Set(
  "manager officer worker specialist professional developer engineer analyst adviser".split(" "),
);
