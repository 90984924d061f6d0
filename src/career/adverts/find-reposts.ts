/**
 * The same advert twice: posted again, on another board, with another intro. It counts once, or one eager recruiter would
 * decide what is a must.
 *
 * Near-duplicates by shingles (runs of words, Broder 1997). Firms write several adverts around one text about themselves,
 * so that a good half of the shingles may be equal in adverts for different jobs.
 */
import type { Advert } from "../../contract/advert.ts";

/** Five words in a row are rarely the same by chance. */
const shingleWords = 5;
/** Jaccard similarity from which two are the same. Of two different jobs of one firm, with the same text about it, 0.4 to 0.6 was seen. */
const sameFrom = 0.75;
/** Or the shorter one lies whole in the longer: a copy with a board's furniture, or cut off by "show more". */
const containedFrom = 0.9;
/** Of each advert the smallest hashes are its sketch; two the same share nearly all, and one in common makes a pair to compare. */
const sketchSize = 24;

/** By id of a repost, the id of the advert that it repeats: the one that was added first. */
export function findReposts(adverts: readonly Advert[]): Map<string, string> {
  const ordered = adverts.toSorted((a, b) =>
    a.addedOn < b.addedOn ? -1 : a.addedOn > b.addedOn ? 1 : a.id < b.id ? -1 : 1,
  );
  const reposts = new Map<string, string>();
  const kept = new Map<string, Set<number>>();
  const bySketch = new Map<number, string[]>();
  for (const { id, text } of ordered) {
    if (kept.has(id)) continue;
    const shingles = shinglesOf(text);
    const sketch = [...shingles].sort((a, b) => a - b).slice(0, sketchSize);
    const original = candidates(sketch, bySketch).find((other) => isSame(shingles, kept.get(other) as Set<number>));
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

function candidates(sketch: readonly number[], bySketch: ReadonlyMap<number, readonly string[]>): string[] {
  const shared = new Map<string, number>();
  for (const hash of sketch) for (const id of bySketch.get(hash) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
  // Stable: of equals, the one that was added first.
  return [...shared]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostCandidates)
    .map(([id]) => id);
}

function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const hash of small) if (large.has(hash)) common++;
  const union = a.size + b.size - common;
  return common >= union * sameFrom || (small.size >= fewestForContained && common >= small.size * containedFrom);
}

/** A teaser of two sentences lies in many adverts. */
const fewestForContained = 60;

function shinglesOf(text: string): Set<number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? [];
  const shingles = new Set<number>();
  const last = Math.max(0, words.length - shingleWords);
  for (let i = 0; i <= last; i++) {
    // FNV-1a, with the multiplication of 32 bits that JavaScript has.
    let hash = 0x811c9dc5;
    for (let j = i; j < i + shingleWords && j < words.length; j++) {
      const word = words[j] as string;
      for (let k = 0; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193);
      hash = Math.imul(hash ^ 32, 0x01000193);
    }
    shingles.add(hash >>> 0);
  }
  return shingles;
}
