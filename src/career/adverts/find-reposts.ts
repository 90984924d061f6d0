/**
 * The same advert twice: posted again, on another board, with another intro. It counts once, or one eager recruiter would
 * decide what is a must.
 *
 * Near-duplicates by shingles (runs of words, Broder 1997). Firms write several adverts around one text about themselves,
 * so that a good half of the shingles may be equal in adverts for different jobs.
 */
import type { Advert } from "../../contract/advert.ts";
import { isLetterOrDigit } from "./tokens.ts";

/** Five words in a row are rarely the same by chance. */
const shingleWords = 5;
/** Jaccard similarity from which two are the same. Of two different jobs of one firm, with the same text about it, 0.4 to 0.6 was seen. */
const sameFrom = 0.75;
/** Or the shorter one lies whole in the longer: a copy with a board's furniture, or cut off by "show more". */
const containedFrom = 0.9;
/** Of each advert the smallest hashes are its sketch; two the same share nearly all, and one in common makes a pair to compare. */
const sketchSize = 24;

/** An advert and a copy of it share about three in four; a copy that is a third as long shares a third. Strangers share none. */
const sharedFrom = 4;

/** By id of a repost, the id of the advert that it repeats: the one that was added first. */
export function findReposts(adverts: readonly Pick<Advert, "id" | "addedOn" | "text">[]): Map<string, string> {
  const ordered = adverts.toSorted((a, b) =>
    a.addedOn === b.addedOn ? (a.id < b.id ? -1 : 1) : a.addedOn < b.addedOn ? -1 : 1,
  );
  const reposts = new Map<string, string>();
  const kept = new Map<string, Uint32Array>();
  const bySketch = new Map<number, string[]>();
  for (const { id, text } of ordered) {
    if (kept.has(id)) continue;
    const shingles = shinglesOf(text);
    const sketch = shingles.subarray(0, sketchSize);
    const least = Math.min(sharedFrom, sketch.length);
    const original = candidates(sketch, bySketch, least).find((other) =>
      isSame(shingles, kept.get(other) as Uint32Array),
    );
    if (original !== undefined) {
      reposts.set(id, original);
      continue;
    }
    kept.set(id, shingles);
    for (const hash of sketch) {
      const others = bySketch.get(hash);
      if (others) others.push(id);
      else bySketch.set(hash, [id]);
    }
  }
  return reposts;
}

/** Those with most in common first; at most so many, because a boilerplate shingle may be in hundreds. */
const mostCandidates = 20;

function candidates(sketch: Uint32Array, bySketch: ReadonlyMap<number, readonly string[]>, least: number): string[] {
  const shared = new Map<string, number>();
  for (const hash of sketch) for (const id of bySketch.get(hash) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
  // The sort is stable: of equals, the one that was added first.
  return [...shared]
    .filter(([, count]) => count >= least)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostCandidates)
    .map(([id]) => id);
}

/** Both are sorted and have nothing twice. */
function isSame(a: Uint32Array, b: Uint32Array): boolean {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = (a[i] as number) - (b[j] as number);
    if (difference === 0) common++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  const smaller = Math.min(a.length, b.length);
  const union = a.length + b.length - common;
  return common >= union * sameFrom || (smaller >= fewestForContained && common >= smaller * containedFrom);
}

/** A teaser of two sentences lies in many adverts. */
const fewestForContained = 60;

/** Hashes of all runs of words, sorted, each once: the first are the sketch. FNV-1a, with the 32-bit multiplication JavaScript has. */
function shinglesOf(text: string): Uint32Array {
  const words: number[] = [];
  let hash = basis;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isLetterOrDigit(code, text, at))
      hash = Math.imul(hash ^ (code >= 0x41 && code <= 0x5a ? code | 0x20 : code), prime);
    else if (hash !== basis) {
      words.push(hash);
      hash = basis;
    }
  }
  const shingles = new Set<number>();
  for (let i = 0; i <= Math.max(0, words.length - shingleWords); i++) {
    let run = basis;
    for (let j = i; j < Math.min(i + shingleWords, words.length); j++)
      run = Math.imul(run ^ (words[j] as number), prime);
    // A multiplication moves nothing downwards; the high bits decide who is in the sketch.
    shingles.add((run ^ (run >>> 15)) >>> 0);
  }
  return Uint32Array.from(shingles).sort();
}

const basis = 0x811c9dc5 | 0;
const prime = 0x01000193;
