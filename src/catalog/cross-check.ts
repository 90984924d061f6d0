/**
 * Whether every id and every named value in the content leads somewhere, and the graph of skills has no circle.
 */

import { guideValues } from "../contract/guide.ts";
import type { Catalog } from "./catalog.ts";
import { guideSectionFiles, unknownValues } from "./kinds/guide-section.ts";
import { type Lead, lead, leads } from "./lead.ts";
import { mistakeAt, suggestion } from "./mistakes.ts";
import { stepMistakes } from "./step-mistakes.ts";
import type { Mistake, YamlFile } from "./yaml-file.ts";

/** `fileOf` finds a file by its path in content/, for the lines in it. */
export function crossCheck(catalog: Catalog, fileOf: (path: string) => YamlFile | undefined): Mistake[] {
  return [
    ...skillMistakes(catalog),
    ...occupationMistakes(catalog),
    ...targetMistakes(catalog),
    ...stepMistakes(catalog),
    ...payMistakes(catalog),
    ...guideMistakes(catalog),
    ...listMistakes("faqs", catalog.faqs, catalog),
    ...listMistakes("mistakes", catalog.mistakes, catalog),
    ...listMistakes("habits", catalog.habits, catalog),
  ].map(({ path, place, message }) => {
    const yaml = fileOf(path);
    return yaml ? mistakeAt(yaml, place, message) : { file: path, message };
  });
}

function skillMistakes({ skills }: Catalog): Lead[] {
  const unresolved = [...skills].flatMap(([id, { requires }]) =>
    leads(`skills/${id}.md`, "requires", "skill", requires, skills.keys()),
  );
  const circles = circlesOf(skills).map((circle) => ({
    path: `skills/${circle[0]}.md`,
    place: ["requires"],
    message: `is in a circle: ${[...circle, circle[0]].join(" → ")}; take one of these steps away`,
  }));
  return [...unresolved, ...circles];
}

/** Each circle once, from its first id in the order of the catalog. */
function circlesOf(skills: Catalog["skills"]): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string) => {
    if (done.has(id)) return;
    const start = path.indexOf(id);
    if (start !== -1) {
      circles.push(path.slice(start));
      return;
    }
    path.push(id);
    for (const required of skills.get(id)?.requires ?? []) visit(required);
    path.pop();
    done.add(id);
  };
  for (const id of skills.keys()) visit(id);
  return circles;
}

function occupationMistakes({ occupations, skills, competencies, pay, sources }: Catalog): Lead[] {
  const paid = new Set([...pay.values()].flatMap(({ bands }) => bands.map(({ role }) => role)));
  return [...occupations].flatMap(([id, occupation]) => {
    const path = `occupations/${id}.md`;
    return [
      ...occupation.skills.flatMap(({ skill }, i) => lead(path, ["skills", i, "skill"], "skill", skill, skills.keys())),
      ...occupation.competencies.flatMap(({ competency }, i) =>
        lead(path, ["competencies", i, "competency"], "competency", competency, competencies.keys()),
      ),
      ...leads(path, "sources", "source", occupation.sources ?? [], sources.keys()),
      ...(occupation.pay === undefined ? [] : lead(path, ["pay"], "role with pay bands", occupation.pay, paid)),
    ];
  });
}

function targetMistakes({ targets, skills, competencies, pay, sources }: Catalog): Lead[] {
  return [...targets].flatMap(([id, target]) => {
    const path = `targets/${id}.md`;
    const paid = new Set([...pay.values()].flatMap(({ bands }) => bands.map(({ role }) => role)));
    const asked = Object.entries(target.skills).flatMap(([necessity, ids]) =>
      ids.flatMap((skill, i) => lead(path, ["skills", necessity, i], "skill", skill, skills.keys())),
    );
    const prior = target.prior.flatMap((claim, i) => [
      ...claim.skills.flatMap((skill, j) => lead(path, ["prior", i, "skills", j], "skill", skill, skills.keys())),
      ...lead(path, ["prior", i, "source"], "source", claim.source, sources.keys()),
    ]);
    return [
      ...lead(path, ["pay"], "role with pay bands", target.pay, paid),
      ...asked,
      ...leads(path, "competencies", "competency", target.competencies, competencies.keys()),
      ...prior,
    ];
  });
}

function payMistakes({ pay, sources }: Catalog): Lead[] {
  return [...pay].flatMap(([id, { market, bands }]) => {
    const path = `pay/${id}.yaml`;
    const named =
      market === id ? [] : [{ path, place: ["market"], message: `must be \`${id}\`, as its file is named` }];
    return [
      ...named,
      ...bands.flatMap(({ source }, i) => lead(path, ["bands", i, "source"], "source", source, sources.keys())),
    ];
  });
}

function guideMistakes({ guide, sources }: Catalog): Lead[] {
  return [...guide].flatMap(([id, section]) => {
    const path = `guide/${id}.md`;
    const strange = guideSectionFiles.includes(id)
      ? []
      : [{ path, place: [], message: `is no section of the guide${suggestion(id, guideSectionFiles)}` }];
    return [
      ...strange,
      ...valueMistakes(path, section),
      ...leads(path, "sources", "source", section.sources, sources.keys()),
    ];
  });
}

type Listed = Catalog["faqs"] | Catalog["mistakes"] | Catalog["habits"];

function listMistakes(kind: string, listed: Listed, { sources, skills }: Catalog): Lead[] {
  const places = new Map<number, string>();
  return [...listed].flatMap(([id, entry]) => {
    const path = `${kind}/${id}.md`;
    const taken = places.get(entry.order);
    places.set(entry.order, id);
    return [
      ...(taken === undefined
        ? []
        : [{ path, place: ["order"], message: `has place ${entry.order}, which \`${taken}\` has; give it its own` }]),
      ...leads(path, "sources", "source", entry.sources, sources.keys()),
      ...("skills" in entry ? leads(path, "skills", "skill", entry.skills, skills.keys()) : []),
      ...valueMistakes(path, entry),
      ...togetherMistakes(path, entry.sections),
    ];
  });
}

interface Texts {
  title: string;
  intro: string;
  sections: Readonly<Record<string, string>>;
}

function valueMistakes(path: string, { title, intro, sections }: Texts): Lead[] {
  const known = Object.keys(guideValues);
  return Object.entries({ title, intro, ...sections }).flatMap(([part, text]) =>
    unknownValues(text).map((name) => ({
      path,
      place: [],
      message: `knows no value \`{{${name}}}\` (in ${part})${suggestion(name, known)}`,
    })),
  );
}

/** An answer from the person's data, and what stands there until the data is known. Kinds without the second need none. */
function togetherMistakes(path: string, sections: Readonly<Record<string, string>>): Lead[] {
  if (!path.startsWith("faqs/") || "From your data" in sections === "Until then" in sections) return [];
  return [{ path, place: [], message: "has one of `## From your data` and `## Until then`; write both, or neither" }];
}
