/**
 * How well mentions are found: each one that was labelled, against each one that was found. A mention is right when a label of the
 * same skill lies under it and both say that it is wanted. What is not wanted has to be found by neither.
 */

import { findMentions } from "../../src/career/adverts/find-mentions.ts";
import { readSentences } from "../../src/career/adverts/read-sentences.ts";
import type { Vocabulary } from "../../src/career/adverts/vocabulary.ts";
import type { Mention } from "../../src/contract/advert.ts";
import type { LabelledAdvert } from "./labelled-adverts.ts";

export interface Tally {
  adverts: number;
  labelled: number;
  found: number;
  /** Found ones that a label lies under, and labels that one was found on. */
  right: number;
  covered: number;
  precision: number;
  recall: number;
  /** Of the right ones: "nice" or not, as labelled. */
  necessityRight: number;
}

export interface Miss {
  advert: string;
  kind: "missed" | "wrong";
  skill: string;
  as: string;
  around: string;
}

export interface MeasureOptions {
  adverts: readonly LabelledAdvert[];
  concepts: ReadonlyMap<string, readonly string[]>;
  find(text: string): Mention[];
}

export function finder(vocabulary: Vocabulary): (text: string) => Mention[] {
  return (text) => findMentions({ text, sentences: readSentences(text) }, vocabulary);
}

export function measure({ adverts, concepts, find }: MeasureOptions): { tally: Tally; misses: Miss[] } {
  const misses: Miss[] = [];
  let [labelled, covered, found, right, necessity] = [0, 0, 0, 0, 0];
  for (const { name, text, labels } of adverts) {
    const around = (start: number, end: number) => text.slice(Math.max(0, start - 50), end + 40).replace(/\s+/g, " ");
    const mentions = find(text).filter(({ negated }) => !negated);
    found += mentions.length;
    const used = new Set<number>();
    for (const { skill, start, end, as, necessity: how } of mentions) {
      const label = labels.findIndex(
        (one) =>
          !one.negated && one.start < end && start < one.end && (concepts.get(one.concept) ?? []).includes(skill),
      );
      if (label < 0) {
        misses.push({ advert: name, kind: "wrong", skill, as, around: around(start, end) });
        continue;
      }
      used.add(label);
      right++;
      if ((how === "nice") === labels[label]?.nice) necessity++;
    }
    for (const [i, { concept, negated, as, start, end }] of labels.entries()) {
      const skills = concepts.get(concept) ?? [];
      if (negated || skills.length === 0) continue;
      labelled++;
      if (used.has(i)) covered++;
      else misses.push({ advert: name, kind: "missed", skill: skills.join("+"), as, around: around(start, end) });
    }
  }
  const tally = {
    adverts: adverts.length,
    labelled,
    found,
    right,
    covered,
    precision: found === 0 ? 1 : right / found,
    recall: labelled === 0 ? 1 : covered / labelled,
    necessityRight: right === 0 ? 1 : necessity / right,
  };
  return { tally, misses };
}
