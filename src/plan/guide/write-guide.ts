/**
 * Writes the guide from one occupation to the target: fourteen sections out of the catalogue, and out of the person's own
 * plan where there is one. Pure, and without anything private: no pay of one's own, no savings, no reasons.
 */

import type { Catalog } from "../../catalog/catalog.ts";
import { type Guide, type GuideSection, type GuideSectionId, guideSectionIds } from "../../contract/guide.ts";
import type { Person } from "../../contract/person.ts";
import type { Plan } from "../../contract/plan.ts";
import { findOccupation, findTarget } from "../find-ends.ts";
import { assumedPlan } from "./assumed-plan.ts";
import { fillText } from "./fill-text.ts";
import { type Counts, countGuide, marketName, type Subject, valuesOf } from "./guide-values.ts";
import { counted, hoursRange, listed, weeksRange } from "./phrases.ts";
import { textsOf, writerOf } from "./section-writer.ts";
import { sections } from "./sections.ts";

export interface GuideInput {
  catalog: Catalog;
  /** Id of an occupation. */
  occupation: string;
  /** Decides market and target. Without a person they are the United Kingdom and the backend developer. */
  person?: Person | undefined;
  /** Dates, evidence and adverts. Passed over where it was made for another occupation. */
  plan?: Plan | undefined;
  /** ISO date. */
  today: string;
}

export function writeGuide({ catalog, occupation: id, person, plan, today }: GuideInput): Guide {
  const occupation = findOccupation(catalog, id, `name one of these: ${[...catalog.occupations.keys()].join(", ")}`);
  const target = findTarget(
    catalog,
    person?.target ?? "backend-developer",
    `name one of these: ${[...catalog.targets.keys()].join(", ")}`,
  );
  const market = person?.market ?? "uk";
  const own = plan?.occupation === id && plan.target === target.id ? plan : undefined;
  const assumed = assumedPlan({ catalog, occupation: id, target: target.id, market, today });
  const subject: Subject = { catalog, occupation, target, market, assumed, plan: own };
  const counts = countGuide(subject);
  const values = valuesOf(subject, counts);
  const written = guideSectionIds.map((sectionId, i): GuideSection => {
    const texts = textsOf(catalog, sectionId);
    return {
      id: sectionId,
      number: i + 1,
      title: fillText(texts.title, values),
      blocks: sections[sectionId](writerOf(subject, counts, values, texts)),
      sources: sourcesOf(subject, counts, sectionId, texts.sources),
    };
  });
  return {
    occupation: { id, title: occupation.title },
    target: { id: target.id, title: target.title },
    market: { id: market, title: marketName(catalog, market), locale: counts.pay.locale },
    date: today,
    facts: facts(subject, counts),
    sections: written,
    sources: [...new Set(written.flatMap((section) => section.sources))].flatMap((sourceId) => {
      const source = catalog.sources.get(sourceId);
      if (!source) return [];
      const { title, about, year, market: of, url } = source;
      return [{ id: sourceId, title, about, year, ...(of && { market: of }), ...(url && { url }) }];
    }),
  };
}

/** Of the section's own text, and of what the catalogue puts into it. */
function sourcesOf(
  { catalog, target, occupation }: Subject,
  { pay }: Counts,
  id: GuideSectionId,
  own: readonly string[],
): string[] {
  const from: Partial<Record<GuideSectionId, readonly string[]>> = {
    "how-realistic": mentioned(occupation.sections["How realistic it is"], catalog),
    "what-you-build": target.prior.map(({ source }) => source),
    "seven-steps": catalog.steps.steps.map(({ published }) => published.source),
    pay: pay.rows.map(({ source }) => source),
    habits: [...catalog.habits.values()].flatMap(({ sources }) => sources),
    mistakes: [...catalog.mistakes.values()].flatMap(({ sources }) => sources),
    questions: [...catalog.faqs.values()].flatMap(({ sources }) => sources),
  };
  return [...new Set([...own, ...(from[id] ?? [])])];
}

/** Authored text may name a source by its id. */
function mentioned(text: string, { sources }: Catalog): string[] {
  return [...sources.keys()].filter((id) => text.includes(id));
}

/** The head of the guide: counted, never typed. */
function facts(
  { catalog, occupation, plan, assumed }: Subject,
  { held, audit, hoursLow, hoursHigh }: Counts,
): Guide["facts"] {
  const { months } = catalog.steps.shape;
  const published = listed([...new Set(months.map(({ low, high }) => `${low}–${high} months`))]);
  const technical = occupation.skills.length;
  const { paces } = (plan ?? assumed).forecast;
  const shown = paces.find(({ own }) => own && plan !== undefined) ?? paces.find(({ hoursAWeek }) => hoursAWeek === 10);
  return [
    {
      id: "transfers",
      label: "Carries over",
      value: `${counted(occupation.competencies.length, "competency", "competencies")}, ${technical === 0 ? "no technical skills" : counted(technical, "technical skill")}`,
      basis: "From what this occupation usually does. Claimed, until you show it.",
    },
    {
      id: "gaps",
      label: "To build",
      value: `${held.length === 0 ? "all" : `${audit.length - held.length} of`} ${counted(audit.length, "skill")}, ${hoursRange(hoursLow, hoursHigh)}`,
      basis: "Our own estimate of hours, skill by skill.",
    },
    ...(shown
      ? [
          {
            id: "duration",
            label: "Time",
            value: `${weeksRange(shown.weeks.early, shown.weeks.late)} at ${counted(shown.hoursAWeek, "hour")} a week`,
            basis: `From these hours. Published elsewhere: ${published}.`,
          },
        ]
      : []),
    {
      id: "steps",
      label: "Steps",
      value: String(catalog.steps.steps.length),
      basis: "They overlap; see the plan.",
    },
  ];
}
