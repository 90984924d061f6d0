/**
 * The words that are looked for: the synonyms of every skill of the catalog, and technologies beside it. One tree of tokens
 * for all of them, so that an advert is read once, however many words there are.
 */
import { otherTechnologies } from "./other-technologies.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** What is needed of a skill here; the catalog's skills have it. */
export interface SkillWords {
  title: string;
  synonyms: readonly string[];
  ambiguous: readonly string[];
}

/** What a word stands for. */
export interface Term {
  /** Skills that it names; most words name one. */
  skills: readonly string[];
  /** In small letters, as the catalog has it. */
  alias: string;
  /** Also means something else: counts only with other signs around it. */
  ambiguous: boolean;
}

export interface Vocabulary {
  titles: ReadonlyMap<string, { title: string; inCatalog: boolean }>;
  /** The longest term that begins at a token, and the number of tokens that it takes. */
  longestAt(tokens: readonly Token[], at: number): { term: Term; length: number } | undefined;
}

interface Branch {
  next: Map<string, Branch>;
  term?: Term;
}

export function makeVocabulary({ skills }: { skills: ReadonlyMap<string, SkillWords> }): Vocabulary {
  const titles = new Map<string, { title: string; inCatalog: boolean }>();
  const terms = new Map<string, { skills: string[]; ambiguous: boolean }>();
  const add = (skill: string, alias: string, ambiguous: boolean) => {
    const known = terms.get(alias);
    if (!known) terms.set(alias, { skills: [skill], ambiguous });
    else if (!known.skills.includes(skill)) known.skills.push(skill);
    if (known && ambiguous) known.ambiguous = true;
  };
  for (const [id, { title, synonyms, ambiguous }] of skills) {
    titles.set(id, { title, inCatalog: true });
    const doubtful = new Set(ambiguous.map((word) => word.toLowerCase()));
    for (const alias of new Set([...synonyms, ...ambiguous].map((word) => word.toLowerCase())))
      add(id, alias, doubtful.has(alias));
  }
  for (const { id, title, synonyms, ambiguous = [] } of otherTechnologies) {
    const words = [...synonyms, ...ambiguous];
    // What the catalog calls by one of these names is its own, and the other names are names of that.
    const owner = titles.has(id) ? id : words.flatMap((alias) => terms.get(alias)?.skills ?? [])[0];
    if (owner === undefined) titles.set(id, { title, inCatalog: false });
    for (const alias of words) if (!terms.has(alias)) add(owner ?? id, alias, ambiguous.includes(alias));
  }
  const root: Branch = { next: new Map() };
  const plant = (spelling: string, term: Term) => {
    let branch = root;
    for (const { key } of tokensOf(spelling)) {
      const next = branch.next.get(key) ?? { next: new Map() };
      branch.next.set(key, next);
      branch = next;
    }
    branch.term ??= term;
  };
  const all = [...terms].map(([alias, term]) => ({ alias, ...term }));
  // Words as they are given come before the spellings that are derived from another word.
  for (const term of all) plant(term.alias, term);
  for (const term of all) for (const spelling of spellings(term.alias, term.ambiguous)) plant(spelling, term);
  return { titles, longestAt: (tokens, at) => longestAt(root, tokens, at) };
}

function longestAt(root: Branch, tokens: readonly Token[], at: number) {
  let found: { term: Term; length: number } | undefined;
  let branch: Branch | undefined = root;
  for (let i = at; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (i > at && token.gap === "far") break;
    // "C #" and "n + 1" are written glued, "CI / CD" is not: a slash may stand apart.
    if (
      i > at &&
      token.gap !== "none" &&
      token.key !== "/" &&
      tokens[i - 1]?.key !== "/" &&
      !(token.isWord && tokens[i - 1]?.isWord)
    )
      break;
    const next: Branch | undefined = branch.next.get(token.key);
    // "Java17", "Python3": the version hangs on the name.
    const named: Branch | undefined = next ?? (token.stem === undefined ? undefined : branch.next.get(token.stem));
    if (!named) break;
    branch = named;
    if (branch.term) found = { term: branch.term, length: i - at + 1 };
  }
  return found;
}

/** Other spellings of one word: British and American, one and many, with and without the hyphen or the dot. */
function spellings(alias: string, ambiguous: boolean): string[] {
  const words = new Set([alias]);
  const vary = (change: (word: string) => string) => {
    for (const word of [...words]) words.add(change(word));
  };
  vary((word) => word.replace(/is(ation|e|ed|ing|er)\b/g, "iz$1"));
  vary((word) => word.replace(/iz(ation|e|ed|ing|er)\b/g, "is$1"));
  vary((word) => word.replace(/modelling\b/g, "modeling"));
  vary((word) => word.replace(/modeling\b/g, "modelling"));
  vary((word) => word.replace(/\.js\b/g, "js"));
  vary((word) => word.replace(/\.js\b/g, " js"));
  vary((word) => word.replace(/(\p{L})-(?=\p{L})/gu, "$1"));
  // "Go" has no plural, "Dockers" are people, and "rails" are no more of one "rail": of single words only long plurals are
  // led back to one ("microservice").
  if (!ambiguous && / /.test(alias)) {
    vary((word) => (/[^s]$/.test(word) && /\p{L}$/u.test(word) ? `${plural(word)}s` : word));
    vary((word) => word.replace(/([^aeiou])ies$/, "$1y").replace(/(?<=\p{L}{3}[^su])s$/u, ""));
  } else if (!ambiguous && /^\p{L}{7,}[^su]s$/u.test(alias)) vary((word) => word.slice(0, -1));
  words.delete(alias);
  return [...words];
}

function plural(word: string): string {
  return word.replace(/([^aeiou])y$/, "$1ie").replace(/([xh])$/, "$1e");
}
