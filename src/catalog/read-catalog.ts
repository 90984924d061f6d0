/**
 * Reads everything that people write in `content/` (projects aside, see read-project.ts) and tells every mistake at once.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { output, ZodType } from "zod";
import type { Catalog } from "./catalog.ts";
import { crossCheck } from "./cross-check.ts";
import { competencyHeadings, competencySchema } from "./kinds/competency.ts";
import { faqHeadings, faqOptionalHeadings, faqSchema } from "./kinds/faq.ts";
import { guideSectionSchema } from "./kinds/guide-section.ts";
import { habitHeadings, habitOptionalHeadings, habitSchema } from "./kinds/habit.ts";
import { mistakeHeadings, mistakeOptionalHeadings, mistakeSchema } from "./kinds/mistake.ts";
import { occupationHeadings, occupationSchema } from "./kinds/occupation.ts";
import { payFileSchema } from "./kinds/pay.ts";
import { skillHeadings, skillSchema } from "./kinds/skill.ts";
import { sourcesSchema } from "./kinds/source.ts";
import { type StepsFile, stepsFileSchema } from "./kinds/steps.ts";
import { targetHeadings, targetSchema } from "./kinds/target.ts";
import { type MarkdownFile, readMarkdownFile } from "./markdown-file.ts";
import { errorOf, readAs, suggestion } from "./mistakes.ts";
import { contentFolder } from "./read-project.ts";
import { type Mistake, readYamlFile, type YamlFile } from "./yaml-file.ts";

export async function readCatalog(folder: string = contentFolder): Promise<Catalog> {
  const { catalog, mistakes } = await readCatalogFiles(folder);
  if (mistakes.length > 0) throw errorOf("content-mistakes", mistakes, `correct these files in ${folder}`, folder);
  return catalog;
}

/** For lint: what could be read, and all mistakes in it. Without mistakes, the catalog is whole. */
export async function readCatalogFiles(folder: string): Promise<{ catalog: Catalog; mistakes: Mistake[] }> {
  const mistakes: Mistake[] = [];
  const files = new Map<string, YamlFile>();
  const reading: Reading = { folder, mistakes, files };
  const [skills, occupations, competencies, guide, faqs, habits, commonMistakes, targets, pay, steps, sources] =
    await Promise.all([
      entriesOf(reading, "skills", skillSchema, skillHeadings),
      entriesOf(reading, "occupations", occupationSchema, occupationHeadings),
      entriesOf(reading, "competencies", competencySchema, competencyHeadings),
      // Its passages are named as the code that picks them needs.
      entriesOf<typeof guideSectionSchema, string[]>(reading, "guide", guideSectionSchema, "any"),
      entriesOf(reading, "faqs", faqSchema, faqHeadings, faqOptionalHeadings),
      entriesOf(reading, "habits", habitSchema, habitHeadings, habitOptionalHeadings),
      entriesOf(reading, "mistakes", mistakeSchema, mistakeHeadings, mistakeOptionalHeadings),
      entriesOf(reading, "targets", targetSchema, targetHeadings),
      yamlFilesOf(reading, "pay", payFileSchema),
      yamlFileOf(reading, "steps.yaml", stepsFileSchema),
      yamlFileOf(reading, "sources.yaml", sourcesSchema),
    ]);
  const catalog: Catalog = {
    skills,
    occupations,
    competencies,
    targets,
    // Missing, it is a mistake already, and this catalog is handed to nobody but lint.
    steps: steps as StepsFile,
    pay,
    sources: new Map(Object.entries(sources ?? {})),
    guide,
    faqs,
    mistakes: commonMistakes,
    habits,
  };
  // A name that leads to a file which cannot be read would be told twice.
  if (mistakes.length === 0) mistakes.push(...crossCheck(catalog, (path) => files.get(join(folder, path))));
  return { catalog, mistakes };
}

interface Reading {
  folder: string;
  mistakes: Mistake[];
  /** Every file that was read, by its path. */
  files: Map<string, YamlFile>;
}

/** One kind: every Markdown file of a folder, read against its schema and its headings. */
async function entriesOf<
  S extends ZodType<object>,
  const H extends readonly string[],
  const O extends readonly string[] = [],
>(reading: Reading, kind: string, schema: S, headings: H | "any", optional?: O) {
  type Sections = Record<H[number], string> & Partial<Record<O[number], string>>;
  type Read = output<S> & { id: string; intro: string; sections: Sections };
  const readEntry = async (id: string): Promise<Read | undefined> => {
    const markdown = await readFrom(reading, join(kind, `${id}.md`), readMarkdownFile);
    if (!markdown) return undefined;
    reading.files.set(markdown.file, markdown.frontMatter);
    const facts = readAs(schema, markdown.frontMatter);
    const wrong = [
      ...("mistakes" in facts ? facts.mistakes : []),
      ...sectionMistakes(markdown),
      ...(headings === "any" ? [] : headingMistakes(markdown, headings, optional ?? [])),
    ];
    reading.mistakes.push(...wrong);
    if ("mistakes" in facts || wrong.length > 0) return undefined;
    const sections = Object.fromEntries(markdown.sections.map(({ heading, text }) => [heading, text]));
    return { ...facts.value, id, intro: markdown.intro, sections } as Read;
  };
  const entries = new Map<string, Read>();
  const read = await Promise.all((await idsIn(reading, kind, ".md")).map(readEntry));
  for (const entry of read) if (entry) entries.set(entry.id, entry);
  return entries;
}

function sectionMistakes({ file, sections }: MarkdownFile): Mistake[] {
  return sections.flatMap(({ heading, text, line }, i) => {
    if (sections.findIndex((other) => other.heading === heading) < i)
      return [{ file, line, message: `has two sections \`## ${heading}\`; make them one` }];
    return text === "" ? [{ file, line, message: `has nothing below \`## ${heading}\`; write it` }] : [];
  });
}

function headingMistakes(
  { file, sections }: MarkdownFile,
  required: readonly string[],
  optional: readonly string[],
): Mistake[] {
  const known = [...required, ...optional];
  const unknown = sections
    .filter(({ heading }) => !known.includes(heading))
    .map(({ heading, line }) => ({
      file,
      line,
      message: `knows no section \`## ${heading}\`${suggestion(heading, known)}`,
    }));
  const missing = required
    .filter((heading) => !sections.some((section) => section.heading === heading))
    .map((heading) => ({ file, message: `lacks the section \`## ${heading}\`; write it` }));
  return [...unknown, ...missing];
}

async function yamlFilesOf<S extends ZodType>(reading: Reading, kind: string, schema: S) {
  const entries = new Map<string, output<S>>();
  const ids = await idsIn(reading, kind, ".yaml");
  const read = await Promise.all(ids.map((id) => yamlFileOf(reading, join(kind, `${id}.yaml`), schema)));
  for (const [i, id] of ids.entries()) {
    const value = read[i];
    if (value !== undefined) entries.set(id, value);
  }
  return entries;
}

async function yamlFileOf<S extends ZodType>(
  reading: Reading,
  path: string,
  schema: S,
): Promise<output<S> | undefined> {
  const yaml = await readFrom(reading, path, readYamlFile);
  if (!yaml) return undefined;
  reading.files.set(yaml.file, yaml);
  const read = readAs(schema, yaml);
  if ("value" in read) return read.value;
  reading.mistakes.push(...read.mistakes);
  return undefined;
}

async function readFrom<T>(
  { folder, mistakes }: Reading,
  path: string,
  read: (file: string) => Promise<T | Mistake[]>,
): Promise<T | undefined> {
  const file = join(folder, path);
  const result = await read(file).catch((error: NodeJS.ErrnoException): Mistake[] => [
    { file, message: `cannot be read (${error.code}); see whether it is there and may be read` },
  ]);
  if (!Array.isArray(result)) return result;
  mistakes.push(...result);
  return undefined;
}

/** Names without the ending, in their order. A folder that is not there is empty. */
async function idsIn({ folder, mistakes }: Reading, kind: string, ending: string): Promise<string[]> {
  const names = await readdir(join(folder, kind)).catch((): string[] => []);
  const ids: string[] = [];
  for (const name of names.sort()) {
    if (name.startsWith(".")) continue;
    const file = join(folder, kind, name);
    const id = name.slice(0, -ending.length);
    if (!name.endsWith(ending)) mistakes.push({ file, message: `does not belong here; only ${ending} files do` });
    else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      mistakes.push({ file, message: "is no id; name it in lower-case words with hyphens" });
    else ids.push(id);
  }
  return ids;
}
