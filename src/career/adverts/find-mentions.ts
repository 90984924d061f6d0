/**
 * Where an advert names a skill or technology, and whether it wants it.
 *
 * Words that mean one thing count as they stand. An ambiguous one needs a sign: other technology in the same list, a capital
 * where a sentence does not begin, "experience with" before it, or for practices ("monitoring") a part of the advert in which work
 * is described. When in doubt it does not count: a skill that nobody asked for costs a person weeks.
 */
import type { Advert, AdvertSentence, Mention } from "../../contract/advert.ts";
import { askingOf } from "./necessity.ts";
import { type Sense, senseOf } from "./senses.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

interface Candidate {
  term: Term;
  sense: Sense | undefined;
  start: number;
  end: number;
  as: string;
  /** What stands between the candidate before and this one, when that is no more than what separates a list. */
  joint: string | undefined;
  accepted: boolean | "open";
}

export function findMentions(advert: Pick<Advert, "text" | "sentences">, vocabulary: Vocabulary): Mention[] {
  return advert.sentences.flatMap((sentence, index) => mentionsIn(advert.text, sentence, index, vocabulary));
}

function mentionsIn(text: string, sentence: AdvertSentence, index: number, vocabulary: Vocabulary): Mention[] {
  const candidates = candidatesIn(text, sentence, vocabulary);
  if (candidates.length === 0) return [];
  judge(candidates, text, sentence);
  const mentions: Mention[] = [];
  let negatedBefore = false;
  for (const { accepted, term, start, end, as, joint } of candidates) {
    // Rejected ones do not interrupt a list: "no Go, PHP or Java".
    const listNegated =
      negatedBefore && joint !== undefined && /^(?:\s*(?:[,/|]|>>|\bor\b|\bnor\b|\band\b)\s*)+$/i.test(joint);
    const asking = askingOf({
      before: text.slice(sentence.start, start),
      after: text.slice(end, sentence.end),
      section: sentence.section,
      listNegated,
    });
    negatedBefore = asking.negated && sentence.section !== "unwanted";
    if (accepted !== true) continue;
    for (const skill of term.skills) mentions.push({ skill, as, start, end, sentence: index, ...asking });
  }
  return mentions;
}

function candidatesIn(text: string, sentence: AdvertSentence, vocabulary: Vocabulary): Candidate[] {
  const tokens = tokensOf(text, sentence.start, sentence.end);
  const candidates: Candidate[] = [];
  let last: Candidate | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const found = vocabulary.longestAt(tokens, i);
    if (!found) continue;
    const first = tokens[i] as Token;
    const final = tokens[i + found.length - 1] as Token;
    // "C" of "C++" or ".net" of "asp.net": a longer name that the vocabulary does not have is not its beginning.
    if (glued(tokens, i, found.length)) continue;
    const between = last && text.slice(last.end, first.start);
    last = {
      term: found.term,
      sense: senseOf(found.term.alias, found.term.ambiguous),
      start: first.start,
      end: final.end,
      as: text.slice(first.start, final.end).replace(/\s+/g, " "),
      joint: between !== undefined && isJoint(between) ? between : undefined,
      accepted: "open",
    };
    candidates.push(last);
    i += found.length - 1;
  }
  return candidates;
}

function glued(tokens: readonly Token[], at: number, length: number): boolean {
  const after = tokens[at + length];
  if (after && after.gap === "none" && /^[+#]$/.test(after.key)) return true;
  const before = tokens[at - 1];
  // "info@python.example", "github.com/rust": addresses are no skills.
  if (before && /^[@]$/.test(before.key) && (tokens[at] as Token).gap === "none") return true;
  return Boolean(
    after?.key === "." &&
      after.gap === "none" &&
      tokens[at + length + 1]?.gap === "none" &&
      /^(?:com|io|org|example|dev|net|co|ai)$/.test(tokens[at + length + 1]?.key ?? ""),
  );
}

/** Longest thing between two of one list: " 17 or later), ". */
const longestJoint = 24;

function isJoint(between: string): boolean {
  return (
    between.length <= longestJoint &&
    /^(?:\s|[,/|&·+;()[\]•>–—-]|\b(?:and|or|nor|plus|either|both|also|including|e\.g\.|with|no|a little|similar|any|another)\b|\bv?\d+(?:\.\d+)*\b)*$/i.test(
      between,
    )
  );
}

/** Settles each candidate. Lists are read in both directions, because "Go" may stand before or after what vouches for it. */
function judge(candidates: Candidate[], text: string, sentence: AdvertSentence): void {
  const shouted = isShouted(sentence.text);
  for (const candidate of candidates) candidate.accepted = alone(candidate, text, sentence, shouted);
  const spread = (from: Candidate | undefined, to: Candidate, joint: string | undefined) => {
    if (to.accepted === "open" && joint !== undefined && from?.accepted === true && to.sense?.needs !== "practice")
      to.accepted = true;
  };
  for (const [i, candidate] of candidates.entries()) spread(candidates[i - 1], candidate, candidate.joint);
  for (let i = candidates.length - 2; i >= 0; i--)
    spread(candidates[i + 1], candidates[i] as Candidate, candidates[i + 1]?.joint);
  // "Go, Rust": two names that vouch for each other.
  for (const [i, candidate] of candidates.entries()) {
    const next = candidates[i + 1];
    if (!next || next.joint === undefined) continue;
    if (
      candidate.accepted === "open" &&
      next.accepted === "open" &&
      [candidate, next].every(
        ({ as, sense }) => /^\p{Lu}/u.test(as) && sense?.needs !== "practice" && sense?.needs !== "list",
      )
    )
      candidate.accepted = next.accepted = true;
  }
  const technical = candidates.some(({ accepted, sense }) => accepted === true && sense?.needs !== "practice");
  for (const candidate of candidates) {
    if (candidate.accepted !== "open") continue;
    candidate.accepted = candidate.sense?.needs === "practice" && (technical || describesWork(sentence));
  }
}

function describesWork({ section }: AdvertSentence): boolean {
  return section !== "about" && section !== "benefits" && section !== "process" && section !== "other";
}

/** What a word says without its neighbours. */
function alone(
  { sense, as, start, end }: Candidate,
  text: string,
  sentence: AdvertSentence,
  shouted: boolean,
): boolean | "open" {
  if (!sense) return true;
  const before = text.slice(Math.max(sentence.start, start - 60), start).replace(/\s+/g, " ");
  const after = text.slice(end, Math.min(sentence.end, end + 60)).replace(/\s+/g, " ");
  if (sense.not?.test(`${before}«${as}»${after}`) || (sense.as && !sense.as.test(as))) return false;
  if (sense.needs === "safe") return true;
  if (sense.needs === "practice" || sense.needs === "list") return "open";
  if (cue.test(before)) return true;
  if (sense.needs === "letter")
    return beginsItem(before) && describesWork(sentence) && /^\s*(?:$|\bor\b|,|\()/.test(after) ? true : "open";
  if (!/^\p{Lu}/u.test(as) || shouted) return "open";
  // "REST", "SOLID": nobody writes the everyday word like that, wherever it stands.
  if (/^\p{Lu}{3,}$/u.test(as)) return true;
  if (!beginsItem(before)) return true;
  // At the beginning everything has a capital. A name is followed by the end, a list or what it is the name of.
  if (nounAfter.test(after)) return true;
  return describesWork(sentence) && /^\s*(?:$|[(,;:/|–—-]|\b(?:or|and)\b|\d)/.test(after) ? true : "open";
}

const cue =
  /\b(?:experience (?:with|in|of|using)|knowledge of|written in|writing|years(?:'| of| with| in)?|using|uses?|familiar(?:ity)? with|proficien(?:t|cy) (?:in|with)|skilled in|know|learn|exposure to|built (?:with|in|on|using)|projects? in|code in|coding in|programming in|expertise in|understanding of|developed in|develop in|comfortable with|background in|fluent in|hosted on|deployed (?:on|to)|deploy to|runs on|running on)(?: (?:some|modern|production|commercial|at least one of|either|reading|a little))? ?$/i;
const nounAfter =
  /^ (?:experience|developers?|engineers?|skills?|programming|basics|knowledge|codebase|microservices|applications?|back-?ends?|framework|ecosystem|stack|is what|engineering)\b/i;

function beginsItem(before: string): boolean {
  return !/[\p{L}\p{N}]/u.test(before) || /[.!?:•|]["')*]*\s*$/.test(before);
}

function isShouted(words: string): boolean {
  const letters = words.replace(/[^\p{L}]/gu, "");
  return letters.length > 12 && letters.replace(/\P{Lu}/gu, "").length > letters.length * 0.7;
}
