/**
 * From what was said to `init`, by options and answers, to what changes in the person's files.
 */
import { UserError } from "../../base/errors.ts";
import { nearest } from "../../base/nearest.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { reasons as allReasons, type Money, moneySchema, type Person, type Private } from "../../contract/person.ts";
import type { Door } from "../door.ts";
import { listFrom } from "../home/options.ts";
import { daysBetween, localToday } from "../plan-view/days.ts";
import type { Answers } from "./ask-person.ts";
import type { InitOptions } from "./init-options.ts";
import { hoursFrom, marketFrom, occupationFrom, roleFrom } from "./read-answer.ts";

/** What the options answer of the three questions. */
export function answersIn(options: InitOptions, catalog: Catalog): Partial<Answers> {
  const { occupation, hours, country } = options;
  return {
    ...(occupation !== undefined && { occupation: occupationFrom(occupation, catalog), role: roleFrom(occupation) }),
    ...(hours !== undefined && { hoursByWeekday: hoursFrom(hours) }),
    ...(country !== undefined && { market: marketFrom(country, catalog) }),
  };
}

export function isIncomplete(answers: Partial<Answers>): boolean {
  return answers.occupation === undefined || answers.hoursByWeekday === undefined || answers.market === undefined;
}

/** Something other than where and when: then nothing is asked. */
export function isAnythingSaid({ home: _, today: __, json: ___, ...rest }: InitOptions): boolean {
  return Object.values(rest).some((value) => value !== undefined);
}

export interface Changes {
  person: Partial<Person>;
  money: Money | undefined;
  reasons: Private["reasons"] | undefined;
}

export function changesOf(said: {
  answers: Partial<Answers>;
  options: InitOptions;
  before: Person | undefined;
  secret: Private;
  catalog: Catalog;
  door: Door;
}): Changes {
  const { answers, options, before, secret, catalog, door } = said;
  const today = options.today ?? localToday();
  const { occupation, role, hoursByWeekday, market } = answers;
  const isOwnName = role !== undefined && role.toLowerCase() !== occupation?.title.toLowerCase() && role !== "none";
  const person: Partial<Person> = {
    ...(before === undefined && { format: "seaworthy-person/1", start: today }),
    ...(occupation !== undefined && { occupation: occupation?.id ?? null, role: isOwnName ? role : undefined }),
    ...(market !== undefined && { market }),
    ...(hoursByWeekday !== undefined && { hoursByWeekday }),
    ...(options.start !== undefined && { start: options.start }),
    ...(options.readyBy !== undefined && { wish: { readyBy: options.readyBy } }),
    ...(options.job !== undefined && { job: options.job }),
    ...(options.language !== undefined && { language: languageFrom(options.language, { before, catalog, today }) }),
    ...(options.project !== undefined && { projects: projectsWith(options.project, before, door) }),
  };
  return { person, money: moneyFrom(options, secret), reasons: reasonsFrom(options.reasons) };
}

/** The same language keeps its day. */
function languageFrom(
  words: string,
  { before, catalog, today }: { before: Person | undefined; catalog: Catalog; today: string },
): NonNullable<Person["language"]> {
  const options = catalog.steps.choices.filter(({ id }) => id === "language").flatMap((choice) => choice.options);
  const names = new Map(
    options.flatMap(({ skill }) => {
      const { title = skill, synonyms = [] } = catalog.skills.get(skill) ?? {};
      return [skill, title, ...synonyms].map((name) => [name.toLowerCase(), skill] as const);
    }),
  );
  const asked = words.trim().toLowerCase();
  const name = names.get(asked) ?? names.get(nearest(asked, names.keys()) ?? "");
  if (name === undefined) {
    throw new UserError("unknown-language", `\`${words.slice(0, 40)}\` is none of the languages that the plan knows`, {
      fix: `name one of these: ${options.map(({ skill }) => skill).join(", ")}`,
    });
  }
  return before?.language?.name === name ? before.language : { name, since: today };
}

/** A change of mind soon after the choice costs what was learned of the first. It is said, and nothing is locked. */
export function languageNotes(options: {
  before: Person | undefined;
  kept: Person;
  catalog: Catalog;
  today: string;
}): string[] {
  const { before, kept, catalog, today } = options;
  const [old, chosen] = [before?.language, kept.language];
  const keepFor = catalog.steps.choices.find(({ id }) => id === "language")?.keepForDays ?? 0;
  const days = old ? daysBetween(old.since, today) : keepFor;
  if (!old || !chosen || old.name === chosen.name || days < 7 || days >= keepFor) return [];
  const weeks = Math.round(days / 7);
  const title = catalog.skills.get(old.name)?.title ?? old.name;
  return [
    `You chose ${title} ${weeks} ${weeks === 1 ? "week" : "weeks"} ago. What you learned of the language itself starts anew, so the change costs up to that much. What you know of HTTP, SQL and errors stays, and so does every check that passed. If you can say why it is worth it, write it into your log; ${keepFor} days with one language are what we would give it.`,
  ];
}

function projectsWith(folders: readonly string[], before: Person | undefined, door: Door): string[] {
  return [...new Set([...(before?.projects ?? []), ...folders.map((folder) => door.resolve(folder))])];
}

function moneyFrom({ pay, level, netShare, savings, costs }: InitOptions, secret: Private): Money | undefined {
  if ([pay, level, netShare, savings, costs].every((said) => said === undefined)) return undefined;
  return moneySchema.parse({
    ...secret.money,
    ...(pay !== undefined && { presentPay: pay }),
    ...(level !== undefined && { level }),
    ...(netShare !== undefined && { netShare }),
    ...(savings !== undefined && { savings }),
    ...(costs !== undefined && { monthlyCosts: costs }),
  });
}

function reasonsFrom(words: string | undefined): Private["reasons"] | undefined {
  if (words === undefined) return undefined;
  return listFrom(words).map((word) => {
    const reason =
      allReasons.find((known) => known === word) ?? (nearest(word, allReasons) as (typeof allReasons)[number]);
    if (reason !== undefined) return reason;
    throw new UserError("unknown-reason", `\`${word.slice(0, 40)}\` is none of the reasons that are asked for`, {
      fix: `choose of these, with commas between: ${allReasons.join(", ")}`,
    });
  });
}
