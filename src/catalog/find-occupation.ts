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
    .map((occupation) => ({
      occupation,
      score: Math.max(...namesOf(occupation).map((name) => closeness(asked, name))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.occupation.title.localeCompare(b.occupation.title, "en"));
  const [first = 0, second = 0] = scored.map(({ score }) => score);
  return {
    found: scored.slice(0, most).map(({ occupation }) => occupation),
    sure: first >= 0.75 && second < first,
  };
}

function namesOf({ id, title, aliases }: Named): string[] {
  return [id, title, ...aliases].map(plain);
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

/** 1 for the same name, less for less in common, 0 for nothing. The steps between are only an order. */
function closeness(asked: string, name: string): number {
  if (asked === name || asked.replaceAll(" ", "") === name.replaceAll(" ", "")) return 1;
  if (nearest(asked, [name]) === name) return 0.8;
  const [words, nameWords] = [asked.split(" "), name.split(" ")];
  const shared = nameWords.filter((word) => words.some((other) => sameWord(other, word)));
  const weight = (list: readonly string[]) => list.reduce((sum, word) => sum + (commonWords.has(word) ? 0.25 : 1), 0);
  const common = weight(shared);
  // "Manager" alone is in too many names to point at one.
  if (common < 1) return 0;
  return 0.75 * (common / Math.max(weight(words), weight(nameWords)));
}

function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // "dev" for developer, "admin" for administrator; and one slip in a long word.
  if (short.length >= 3 && long.startsWith(short)) return true;
  return short.length >= 5 && nearest(a, [b]) === b && Math.abs(a.length - b.length) <= 2;
}

const commonWords = new Set(
  "a an and the of in at for senior junior lead head chief assistant associate trainee staff principal i ii iii am work as my job role manager officer worker specialist professional".split(
    " ",
  ),
);
