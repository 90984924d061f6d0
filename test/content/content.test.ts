/**
 * Whether what is written in content/ holds together: every id leads somewhere, nothing is unused, every figure has a source,
 * and nothing that was released is gone.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guideSectionFiles } from "../../src/catalog/kinds/guide-section.ts";
import { readCatalogFiles } from "../../src/catalog/read-catalog.ts";
import { contentFolder, readProjects } from "../../src/catalog/read-project.ts";
import { loadChecks } from "../../src/judge/registries.ts";
import { idsOf } from "./released-ids.ts";

const [{ catalog, mistakes }, checks, projects] = await Promise.all([
  readCatalogFiles(contentFolder),
  loadChecks(),
  readProjects(),
]);
const { skills, occupations, competencies, targets, steps, pay, sources, guide, faqs, habits } = catalog;

/** What is left of a list when all that is known is taken out: named in the failure, so that it can be mended. */
function unknown(ids: Iterable<string>, known: { has(id: string): boolean }): string[] {
  return [...new Set(ids)].filter((id) => !known.has(id));
}

describe("content", () => {
  it("can be read, and every id in it leads somewhere", () => {
    expect(mistakes.map(({ file, line, message }) => `${file}:${line ?? 1} ${message}`)).toEqual([]);
  });

  it("lets people come from at least thirty occupations", () => {
    expect(occupations.size).toBeGreaterThanOrEqual(30);
  });

  it("has all fourteen sections of the guide", () => {
    expect([...guide.keys()]).toEqual(guideSectionFiles);
  });

  it("keeps every id that was ever released", async () => {
    const released = JSON.parse(await readFile(join(contentFolder, "released-ids.json"), "utf8"));
    const there = await idsOf(contentFolder);
    for (const [kind, ids] of Object.entries<string[]>(released))
      expect({ kind, gone: unknown(ids, new Set(there[kind])) }).toEqual({ kind, gone: [] });
  });
});

describe("skills and checks", () => {
  it("a skill that a check shows is there", () => {
    expect(
      unknown(
        [...checks.values()].flatMap((check) => check.skills),
        skills,
      ),
    ).toEqual([]);
  });

  it("a check that proves a skill is there, and says so too", () => {
    const oneSided = [...skills].flatMap(([id, { provenBy }]) =>
      provenBy.filter((check) => !checks.get(check)?.skills.includes(id)).map((check) => `${id} is proven by ${check}`),
    );
    expect(oneSided).toEqual([]);
  });

  it("a skill off the shelf has a check or an artefact that shows it", () => {
    const unprovable = [...skills].filter(
      ([, { provenBy, artefact, path }]) => path !== "not-yet" && provenBy.length === 0 && artefact === undefined,
    );
    expect(unprovable.map(([id]) => id)).toEqual([]);
  });

  it("a skill on the shelf says what takes it down, and only such a skill does", () => {
    const wrong = [...skills].filter(([, { path, unlock }]) => (path === "not-yet") !== (unlock !== undefined));
    expect(wrong.map(([id]) => id)).toEqual([]);
    const named = [...skills.values()].flatMap(({ unlock }) => (unlock?.check === undefined ? [] : [unlock.check]));
    expect(unknown(named, checks)).toEqual([]);
  });

  it("a unit names checks and projects that are there", () => {
    expect(
      unknown(
        steps.units.flatMap((unit) => unit.checks),
        checks,
      ),
    ).toEqual([]);
    const made = new Set(projects.map(({ id }) => id));
    expect(
      unknown(
        steps.units.flatMap(({ project }) => project ?? []),
        made,
      ),
    ).toEqual([]);
  });

  it("an ambiguous word is one of its synonyms", () => {
    const strange = [...skills].flatMap(([id, { ambiguous, synonyms }]) =>
      unknown(ambiguous, new Set(synonyms)).map((word) => `${id}: ${word}`),
    );
    expect(strange).toEqual([]);
  });

  it("one word means one skill", () => {
    const owner = new Map<string, string>();
    const shared = [...skills].flatMap(([id, { synonyms }]) =>
      synonyms.flatMap((word) => {
        const other = owner.get(word.toLowerCase());
        owner.set(word.toLowerCase(), id);
        return other === undefined ? [] : [`${word}: ${other} and ${id}`];
      }),
    );
    expect(shared).toEqual([]);
  });
});

describe("nothing is written for nobody", () => {
  it("every competency is brought by some occupation", () => {
    const brought = [...occupations.values()].flatMap((occupation) => occupation.competencies);
    expect(unknown(competencies.keys(), new Set(brought.map(({ competency }) => competency)))).toEqual([]);
  });

  it("every source is named by something", () => {
    const named = [
      ...[...pay.values()].flatMap(({ bands }) => bands.map(({ source }) => source)),
      ...[guide, faqs, habits, catalog.mistakes].flatMap((kind) =>
        [...kind.values()].flatMap((entry) => entry.sources),
      ),
      ...[...targets.values()].flatMap(({ prior }) => prior.map(({ source }) => source)),
      ...steps.resolutions.flatMap((resolution) => resolution.sources),
      ...[...steps.steps, ...steps.stages].map(({ published }) => published.source),
    ];
    expect(unknown(sources.keys(), new Set(named))).toEqual([]);
  });

  it("every competency and every skill in an occupation is there once", () => {
    const twice = [...occupations].flatMap(([id, occupation]) =>
      [...occupation.skills.map(({ skill }) => skill), ...occupation.competencies.map(({ competency }) => competency)]
        .filter((name, i, all) => all.indexOf(name) < i)
        .map((name) => `${id}: ${name}`),
    );
    expect(twice).toEqual([]);
  });

  it("one name means one occupation", () => {
    const owner = new Map<string, string>();
    const shared = [...occupations].flatMap(([id, { title, aliases }]) =>
      [title, ...aliases].flatMap((name) => {
        const other = owner.get(name.toLowerCase());
        owner.set(name.toLowerCase(), id);
        return other === undefined ? [] : [`${name}: ${other} and ${id}`];
      }),
    );
    expect(shared).toEqual([]);
  });
});

const texts = await textsOf(contentFolder);

describe("the words", () => {
  it.each(texts)("%s", (_, text) => {
    const marks = [...text.matchAll(forbidden)].map(([word]) => word);
    expect(marks).toEqual([]);
  });

  it.each(texts)("%s names the source of each figure of pay or share", (path, text) => {
    const figures = [...text.matchAll(/[£$€]\s?\d[\d,.]*|\d+(?:\.\d+)?\s?%/g)].map(([figure]) => figure);
    // The 80% line of adverts is the person's own count, not a figure about the world.
    const claims = figures.filter((figure) => !/^80\s?%$/.test(figure));
    if (claims.length > 0 && !/^sources: *(\[.+\]|\n)/m.test(text))
      expect({ path, claims }).toEqual({ path, claims: [] });
  });
});

/** Left-overs, hype, and what a tired person with a family would roll their eyes at. */
const forbidden =
  /\b(?:TODO|FIXME|TBD|XXX|lorem ipsum|unlock your|game[- ]chang\w+|supercharg\w+|skyrocket\w*|rockstar|ninja|10x|effortless\w*|dream job|your journey|passionate|delve|leverage your|empower\w*)\b|—|!(?=\s|$)/gi;

/** Every Markdown file of the kinds that people read as prose. */
async function textsOf(folder: string): Promise<[path: string, text: string][]> {
  const kinds = ["skills", "occupations", "competencies", "targets", "guide", "faqs", "mistakes", "habits"];
  const paths = await Promise.all(
    kinds.map(async (kind) =>
      (await readdir(join(folder, kind)).catch((): string[] => [])).sort().map((name) => join(kind, name)),
    ),
  );
  return Promise.all(
    paths.flat().map(async (path): Promise<[string, string]> => [path, await readFile(join(folder, path), "utf8")]),
  );
}
