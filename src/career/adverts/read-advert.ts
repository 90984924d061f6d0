/**
 * One advert, read: its sentences with their sections, and the facts that it states. Pure; skills are found afterwards
 * (find-mentions.ts), because they change with the catalog.
 */
import { createHash } from "node:crypto";
import type { Advert, KeptAdvert } from "../../contract/advert.ts";
import { pastedText } from "./advert-text.ts";
import { readFacts } from "./read-facts.ts";
import { readPay } from "./read-pay.ts";
import { readSentences } from "./read-sentences.ts";

/** `text` may be text or HTML as it was pasted; bytes of a file go through advertText() first. */
export function readAdvert({ text: pasted, addedOn, source, name }: KeptAdvert): Advert {
  const text = pastedText(pasted);
  const sentences = readSentences(text);
  const pay = readPay(sentences);
  return {
    id: idOf(text),
    addedOn,
    ...(source !== undefined && { source }),
    ...(name !== undefined && { name }),
    ...readFacts(sentences),
    text,
    sentences,
    ...(pay && { pay }),
  };
}

/** 60 bits: among a million adverts, two share an id once in two thousand times. */
function idOf(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return createHash("sha256").update(words).digest("hex").slice(0, 15);
}
