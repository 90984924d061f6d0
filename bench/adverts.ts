/**
 * Reading adverts: how many mentions are found and right, on labelled adverts (test/adverts/README.md), and how long a pile takes.
 *
 * The peer is what people do by hand or with a keyword counter: `grep -owiF` with the same words. Both get the same words and the same
 * texts in the same run. The limit for time is 2 s for 1,000 adverts on one core.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../src/base/errors.ts";
import { seededRandom } from "../src/base/random.ts";
import { countAdverts } from "../src/career/adverts/count-adverts.ts";
import { otherTechnologies } from "../src/career/adverts/other-technologies.ts";
import { readAdvert } from "../src/career/adverts/read-advert.ts";
import { makeVocabulary } from "../src/career/adverts/vocabulary.ts";
import type { Catalog } from "../src/catalog/catalog.ts";
import { readCatalog } from "../src/catalog/read-catalog.ts";
import type { Mention } from "../src/contract/advert.ts";
import { type LabelledAdvert, readConcepts, readLabelledAdverts } from "../test/adverts/labelled-adverts.ts";
import { finder, measure, type Tally } from "../test/adverts/measure.ts";

interface Speed {
  adverts: number;
  characters: number;
  seconds: number;
  /** Time for one advert against the smallest pile: 1 means that it grows no faster than the pile. */
  growth: number;
  grepSeconds: number;
}

export interface AdvertsResult {
  bench: "adverts";
  peer: string;
  node: string;
  limitSeconds: number;
  accuracy: { part: "tuned" | "held out"; ours: Tally; grep: Tally }[];
  speed: Speed[];
}

const piles = [250, 500, 1_000, 2_000];
const limitSeconds = 2;
/** The machine does other things too: the best of a few is nearest to what the work costs. */
const rounds = 3;

export async function benchAdverts(say: (line: string) => void): Promise<AdvertsResult> {
  const peer = grepVersion();
  const catalog = await readCatalog();
  const labelled = readLabelledAdverts();
  const concepts = readConcepts();
  const grep = grepFinder(catalog, labelled);
  const accuracy = (["tuned", "held out"] as const).map((part) => {
    const adverts = labelled.filter(({ heldOut }) => heldOut === (part === "held out"));
    const ours = measure({ adverts, concepts, find: finder(makeVocabulary(catalog)) }).tally;
    return { part, ours, grep: measure({ adverts, concepts, find: grep.find }).tally };
  });
  say("accuracy measured");
  const speed: Speed[] = [];
  try {
    for (const size of piles) {
      const texts = mixed(labelled, size);
      const seconds = best(() => {
        const adverts = texts.map((text) => readAdvert({ text, addedOn: "2026-01-31" }));
        const report = countAdverts(adverts, catalog, { today: "2026-02-01" });
        if (report.adverts < size * 0.9) throw new Error(`only ${report.adverts} of ${size} adverts were different`);
      });
      const first = speed[0];
      speed.push({
        adverts: size,
        characters: texts.reduce((sum, text) => sum + text.length, 0),
        seconds,
        growth: first ? seconds / size / (first.seconds / first.adverts) : 1,
        grepSeconds: best(() => grep.search(texts.join("\n"))),
      });
      say(`${size} adverts read`);
    }
  } finally {
    grep.end();
  }
  return { bench: "adverts", peer, node: process.version, limitSeconds, accuracy, speed };
}

export function advertsTable({ peer, node, limitSeconds: limit, accuracy, speed }: AdvertsResult): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(9);
  const rows = accuracy.map(({ part, ours, grep }) =>
    [
      part.padEnd(10),
      String(ours.adverts).padStart(7),
      String(ours.labelled).padStart(8),
      percent(ours.precision),
      percent(ours.recall),
      percent(grep.precision),
      percent(grep.recall),
    ].join("  "),
  );
  const times = speed.map(({ adverts, characters, seconds, growth, grepSeconds }) =>
    [
      adverts.toLocaleString("en").padStart(7),
      `${(characters / 1e6).toFixed(1)} MB`.padStart(8),
      `${seconds.toFixed(2)} s`.padStart(8),
      growth.toFixed(2).padStart(8),
      `${grepSeconds.toFixed(2)} s`.padStart(8),
    ].join("  "),
  );
  return [
    `mentions of skills in labelled adverts (node ${node}, ${peer})`,
    "",
    "part        adverts  mentions  precision     recall  grep prec.  grep rec.",
    ...rows,
    "",
    `reading, finding reposts and counting; at most ${limit} s for 1,000`,
    "",
    "adverts      text      time    growth      grep",
    ...times,
    "",
  ].join("\n");
}

/** The labelled adverts are short; those of boards have some 2,500 characters, so that one is made out of three. */
const parts = 3;

/** New adverts out of the lines of the labelled ones: as messy, and different from each other. */
function mixed(labelled: readonly LabelledAdvert[], size: number): string[] {
  const random = seededRandom("adverts");
  const lines = labelled.flatMap(({ text }) => text.split("\n").filter((line) => line !== ""));
  return Array.from({ length: size }, (_, i) => {
    const own = Array.from({ length: parts }, () => random.pick(labelled).text.split("\n")).flat();
    const others = own.map((line) => (random.integer(0, 2) === 0 ? line : random.pick(lines)));
    return [`Backend developer, reference ${i}`, ...others].join("\n");
  });
}

function best(action: () => void): number {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    action();
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return seconds;
}

function grepVersion(): string {
  try {
    return (execFileSync("grep", ["--version"], { encoding: "utf8" }).split("\n")[0] as string).toLowerCase();
  } catch {
    throw new UserError("bench-peer-missing", "grep is not installed, which this bench measures with", {
      fix: "apt-get install grep",
    });
  }
}

function grepFinder(catalog: Catalog, labelled: readonly LabelledAdvert[]) {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-bench-"));
  const skills = new Map<string, string[]>();
  const add = (word: string, skill: string) => skills.set(word, [...(skills.get(word) ?? []), skill]);
  for (const [id, { synonyms }] of catalog.skills) for (const word of synonyms) add(word.toLowerCase(), id);
  const titles = makeVocabulary(catalog).titles;
  for (const { id, synonyms, ambiguous = [] } of otherTechnologies) {
    if (titles.has(id) && !catalog.skills.has(id)) for (const word of [...synonyms, ...ambiguous]) add(word, id);
  }
  const words = join(folder, "words.txt");
  writeFileSync(words, `${[...skills.keys()].join("\n")}\n`);
  const search = (text: string) => {
    const file = join(folder, "text.txt");
    writeFileSync(file, text);
    try {
      return execFileSync("grep", ["-obwiF", "-f", words, file], { encoding: "utf8", maxBuffer: 1 << 28 });
    } catch {
      return "";
    }
  };
  const found = new Map(labelled.map(({ text }) => [text, mentionsOf(search(text), text, skills)]));
  return {
    search,
    find: (text: string) => found.get(text) ?? [],
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Lines of grep: "124:postgres", a place in bytes. */
function mentionsOf(lines: string, text: string, skills: ReadonlyMap<string, readonly string[]>): Mention[] {
  const bytes = Buffer.from(text);
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [, place = "", as = ""] = /^(\d+):(.*)$/.exec(line) ?? [];
      const start = bytes.subarray(0, Number(place)).toString("utf8").length;
      return (skills.get(as.toLowerCase()) ?? []).map(
        (skill): Mention => ({
          skill,
          as,
          start,
          end: start + as.length,
          sentence: 0,
          necessity: "named",
          negated: false,
        }),
      );
    });
}
