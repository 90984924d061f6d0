/**
 * Reads the labelled adverts of `corpus/` (README.md there says how they are marked).
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { pastedText } from "../../src/career/adverts/advert-text.ts";

export interface Label {
  concept: string;
  start: number;
  end: number;
  as: string;
  nice: boolean;
  negated: boolean;
}

export interface LabelledAdvert {
  name: string;
  heldOut: boolean;
  /** As it would be pasted, without marks. */
  source: string;
  /** As the reader is to make it. */
  text: string;
  labels: Label[];
  facts: { pay?: string; years?: string | number; seniority?: string; workplace?: string; officeDays?: number };
}

export function readLabelledAdverts(): LabelledAdvert[] {
  const folder = join(import.meta.dirname, "corpus");
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const [, head = "", body = ""] =
        /^([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(folder, name), "utf8")) ?? [];
      const { text, labels } = unmark(pastedText(body));
      return {
        name,
        heldOut: (createHash("sha256").update(name).digest()[0] as number) < 85,
        source: body.replace(mark, (_, as: string) => as),
        text,
        labels,
        facts: parse(head) ?? {},
      };
    });
}

/** Skills that a concept is, by concept. */
export function readConcepts(): ReadonlyMap<string, readonly string[]> {
  const file = parse(readFileSync(join(import.meta.dirname, "concepts.yaml"), "utf8")) as Record<
    string,
    string | string[]
  >;
  return new Map(Object.entries(file).map(([concept, skills]) => [concept, [skills].flat()]));
}

const mark = /\[\[([^[\]|]+)(?:\|([^[\]]+))?\]\]/g;

function unmark(marked: string): { text: string; labels: Label[] } {
  const labels: Label[] = [];
  let text = "";
  let last = 0;
  for (const { 0: whole, 1: as = "", 2: said, index } of marked.matchAll(mark)) {
    text += marked.slice(last, index);
    const name = said ?? as.toLowerCase().replace(/\s+/g, "-");
    labels.push({
      concept: name.replace(/^!|\?$/g, ""),
      start: text.length,
      end: text.length + as.length,
      as,
      nice: name.endsWith("?"),
      negated: name.startsWith("!"),
    });
    text += as;
    last = index + whole.length;
  }
  return { text: text + marked.slice(last), labels };
}
