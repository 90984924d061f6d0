/**
 * The fourteen sections: which passages and which data stand in each, for whom, and in which order. The words are in
 * `content/guide/`, and what is told of an occupation is in its own file; each fact has one section, so that nobody reads it twice.
 */
import type { GuideBlock, GuideSectionId } from "../../contract/guide.ts";
import { canFill, fillText, unwrapped, type Values } from "./fill-text.ts";
import { mostSkillsTold } from "./guide-values.ts";
import { shortDay, weekOf } from "./phrases.ts";
import { type Leaf, list, text, type Writer } from "./section-writer.ts";

export const sections: Record<GuideSectionId, (writer: Writer) => GuideBlock[]> = {
  "can-you-move": ({ say, sameSector, occupation, jobShare }) => [
    say("answer"),
    say(sameSector ? "same-sector" : "other-sector"),
    say(occupation.skills.length === 0 ? "overlap-none" : jobShare < thinBelow ? "overlap-thin" : "overlap-some"),
  ],

  "why-people-move": ({ say, pay: { change = -1 } }) => [
    say("reasons"),
    say("towards"),
    say(change < 0 ? "pay-only" : "pay-only-rise"),
    say("trial"),
  ],

  "how-realistic": (writer) => {
    const { say, occupation, held, hoursHigh, plan } = writer;
    return [
      text(unwrapped(occupation.sections["How realistic it is"])),
      ...(hoursHigh === 0
        ? [say("in-numbers-done")]
        : [
            say(plan ? "in-numbers-yours" : held.length === 0 ? "in-numbers-nothing" : "in-numbers"),
            paces(writer),
            say("weeks"),
            say(plan ? "yours" : "applying"),
          ]),
      say("published"),
      part("hardest", "The hardest part", [
        text(unwrapped(occupation.sections["The hardest part"])),
        say(plan ? "risk-yours" : "patience"),
      ]),
    ];
  },

  "what-you-bring": ({ say, sayIfKnown, occupation, catalog, held, sameSector }) => [
    say("competencies"),
    {
      kind: "pairs",
      rows: occupation.competencies.map(({ competency, there, here }) => ({
        id: competency,
        title: catalog.competencies.get(competency)?.title ?? competency,
        there,
        here,
      })),
    },
    say("example"),
    ...(occupation.skills.length > 0
      ? [
          say("technical"),
          {
            kind: "pairs" as const,
            rows: occupation.skills.slice(0, mostSkillsTold).map(({ skill, level, there, here }) => ({
              id: skill,
              title: catalog.skills.get(skill)?.title ?? skill,
              there,
              here,
              note: levelWords[level],
            })),
          },
          ...sayIfKnown("technical-rest"),
          say("test-out"),
        ]
      : [say(held.length === 0 ? "no-technical" : "technical-yours")]),
    ...sayIfKnown("proven"),
    say(sameSector ? "domain-technology" : "domain"),
    list(occupation.themes.map(({ title, brief }) => `**${title}.** ${brief}`)),
  ],

  "what-you-build": ({ say, canSay, sayIfKnown, occupation, target, audit, held }) => [
    say("lacks"),
    list(occupation.lacks),
    say(held.length === 0 ? "audit-nothing" : "audit"),
    { kind: "audit", rows: audit },
    ...sayIfKnown("largest"),
    ...(canSay("adverts-yours")
      ? [say("adverts-yours")]
      : [say("adverts-none"), list(target.prior.map(({ says }) => says))]),
    say("close-a-gap"),
    say("not-yet"),
  ],

  "seven-steps": (writer) => {
    const { say, sayIfKnown, occupation, plan } = writer;
    return [
      steps(writer),
      say("overlap"),
      ...(plan ? sayIfKnown("dates-yours") : [say("dates-none")]),
      say("build"),
      say("job"),
      say("bridges"),
      list(occupation.bridges.map(({ role, why, evidence }) => `**${role}.** ${why} *What to show:* ${evidence}`)),
      say("internal"),
    ];
  },

  pay: ({ say, pay }) => {
    const { rows, currency, locale, present, change = -1 } = pay;
    if (!pay.entry) return [say("target-unknown"), say("offer")];
    return [
      say("bands"),
      { kind: "pay", currency, locale, rows },
      ...(pay.conflict ? [say("conflict")] : []),
      ...(present ? [say(change < 0 ? "dip" : "dip-rise")] : [say("present-unknown")]),
      ...(change < 0 ? [say("recovery")] : []),
      ...(pay.neverMore ? [say("no-gain")] : pay.closeAtTheTop ? [say("small-gain")] : []),
      say("offer"),
    ];
  },

  "day-to-day": ({ say, occupation, target }) => [
    text(unwrapped(target.sections["What the job is"])),
    { kind: "day", there: occupation.day.there.map(unwrapped), here: target.day.map(unwrapped) },
    text(unwrapped(target.sections["A day"])),
    say("miss"),
    say("culture"),
  ],

  cv: ({ say, occupation }) => [
    say("order"),
    say("focus"),
    say("domain"),
    say("not-claim"),
    list(occupation.doNotClaim),
    say("tone"),
  ],

  interview: ({ say }) => [say("questions"), say("stories"), say("story-shape"), say("honest")],

  qualifications: ({ say, sameSector }) => [
    say("none"),
    say("weigh"),
    say("courses"),
    ...(sameSector ? [] : [say("yours")]),
  ],

  habits: ({ say, catalog, values }) => [
    say("intro"),
    ...inOrder(catalog.habits).map(({ id, title, sections }) =>
      part(id, title, [
        filled(sections["Why it works"], values),
        filled(sections["How to do it"], values),
        ...ifKnown(sections["From your data"], values),
      ]),
    ),
  ],

  mistakes: ({ say, catalog, values }) => [
    say("intro"),
    ...inOrder(catalog.mistakes).map(({ id, title, sections }) =>
      part(id, title, [
        filled(sections["What happens"], values),
        filled(sections["What to do instead"], values),
        ...ifKnown(sections["From your data"], values),
      ]),
    ),
  ],

  questions: ({ say, catalog, values }) => [
    say("intro"),
    ...inOrder(catalog.faqs).map(({ id, title, sections }) =>
      part(id, title, [
        filled(sections.Answer, values),
        ...ifKnown(sections["From your data"], values, sections["Until then"]),
      ]),
    ),
  ],
};

/** Of the hours. What saves less than one evening in ten is not an overlap that anybody should lean on. */
const thinBelow = 0.1;

const levelWords = { touched: "touched", used: "used", daily: "daily" } as const;

function paces({ plan, assumed }: Writer): GuideBlock {
  const rows = (plan ?? assumed).forecast.paces.map(({ hoursAWeek, weeks, own }) => ({
    hoursAWeek,
    weeksLow: Math.ceil(weeks.early),
    weeksHigh: Math.ceil(weeks.late),
    yours: plan !== undefined && own,
  }));
  return { kind: "paces", rows };
}

function steps({ catalog, plan, assumed, pay }: Writer): GuideBlock {
  const windows = new Map((plan ?? assumed).steps.map((step) => [step.id, step]));
  const began = (plan ?? assumed).start;
  const words = ({ from, to }: { from: string; to: string }, ongoing: boolean) => {
    if (plan && ongoing) return `from ${shortDay(from, pay.locale)} on`;
    if (plan) return `${shortDay(from, pay.locale)} to ${shortDay(to, pay.locale)}`;
    const [first, last] = [weekOf(from, began), weekOf(to, began)];
    return ongoing ? `from week ${first} on` : first === last ? `week ${first}` : `weeks ${first}–${last}`;
  };
  return {
    kind: "steps",
    rows: catalog.steps.steps.map(({ id, title, published, ongoing, done }) => {
      const row = { id, title, published: published.says, done: done.map(({ says }) => says).join(" ") };
      const window = windows.get(id);
      if (!window) return { ...row, when: "done" };
      const { from, to } = window;
      return { ...row, when: words(window, ongoing), ...(plan && { from, to }) };
    }),
  };
}

function inOrder<T extends { order: number }>(entries: ReadonlyMap<string, T>): T[] {
  return [...entries.values()].sort((a, b) => a.order - b.order);
}

function part(id: string, title: string, blocks: Leaf[]): GuideBlock {
  return { kind: "part", id, title, blocks };
}

function filled(passage: string, values: Values): Leaf {
  return text(fillText(passage, values));
}

function ifKnown(passage: string | undefined, values: Values, otherwise?: string): Leaf[] {
  if (passage !== undefined && canFill(passage, values)) return [filled(passage, values)];
  return otherwise === undefined ? [] : [filled(otherwise, values)];
}
