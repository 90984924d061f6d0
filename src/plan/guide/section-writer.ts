/**
 * What a section is written with: `say` puts a passage from `content/guide/`, filled in; the rest are blocks of data.
 */
import type { Catalog, GuideSectionTexts } from "../../catalog/catalog.ts";
import { guideSectionFiles } from "../../catalog/kinds/guide-section.ts";
import { type GuideBlock, type GuideSectionId, guideSectionIds } from "../../contract/guide.ts";
import { canFill, fillText, unwrapped, type Values } from "./fill-text.ts";
import type { Counts, Subject } from "./guide-values.ts";

/** All but a part, which is made of these. */
export type Leaf = Exclude<GuideBlock, { kind: "part" }>;

export interface Writer extends Subject, Counts {
  values: Values;
  /** A passage of this section. One that is not in the file is our mistake, and throws. */
  say(passage: string): Leaf;
  /** Whether all the values that a passage names are known. */
  canSay(passage: string): boolean;
  /** A passage, where they are known; else nothing. */
  sayIfKnown(passage: string): Leaf[];
}

export function textsOf({ guide }: Catalog, id: GuideSectionId): GuideSectionTexts {
  const file = guideSectionFiles[guideSectionIds.indexOf(id)] ?? id;
  const texts = guide.get(file);
  if (!texts) throw new Error(`content/guide/${file}.md is not in the catalogue`);
  return texts;
}

export function writerOf(subject: Subject, counts: Counts, values: Values, texts: GuideSectionTexts): Writer {
  const passageOf = (name: string): string => {
    const passage = texts.sections[name];
    if (passage === undefined) throw new Error(`content/guide/${texts.id}.md has no passage \`## ${name}\``);
    return passage;
  };
  const canSay = (name: string) => canFill(passageOf(name), values);
  const say = (name: string) => text(fillText(passageOf(name), values));
  return {
    ...subject,
    ...counts,
    values,
    say,
    canSay,
    sayIfKnown: (name) => (canSay(name) ? [say(name)] : []),
  };
}

export function text(markdown: string): Leaf {
  return { kind: "text", markdown };
}

export function list(items: readonly string[]): Leaf {
  return text(items.map((item) => `- ${unwrapped(item)}`).join("\n"));
}
