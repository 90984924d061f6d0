/**
 * Everything that the guide counts, once; and the same as values that authored text can name.
 */
import type { Catalog, Occupation, Target } from "../../catalog/catalog.ts";
import type { Plan } from "../../contract/plan.ts";
import { type AuditRow, auditSkills } from "./audit-skills.ts";
import { comparePay, type PayComparison } from "./compare-pay.ts";
import type { Values } from "./fill-text.ts";
import {
  counted,
  dayInWords,
  hoursRange,
  insideSentence,
  listed,
  monthInWords,
  numberWord,
  payRange,
  weekOf,
  weeksRange,
  withArticle,
} from "./phrases.ts";

export interface Subject {
  catalog: Catalog;
  occupation: Occupation;
  target: Target;
  /** Id of a pay file. */
  market: string;
  /** The plan of somebody of whom only the occupation is known. */
  assumed: Plan;
  /** Their own, where there is one. */
  plan: Plan | undefined;
}

export interface Counts {
  audit: AuditRow[];
  /** Rows that the job brings in part or whole. */
  held: AuditRow[];
  missing: AuditRow[];
  hoursLow: number;
  hoursHigh: number;
  /** Of the hours on the path, the share that the job likely covers, 0–1; whatever the person has said or proven since. */
  jobShare: number;
  sameSector: boolean;
  pay: PayComparison;
}

export function countGuide({ catalog, occupation, target, market, assumed, plan }: Subject): Counts {
  const audit = auditSkills(catalog, plan ?? assumed);
  const hoursLow = sum(audit.map((row) => row.hoursLow));
  const hoursHigh = sum(audit.map((row) => row.hoursHigh));
  return {
    audit,
    held: audit.filter(({ holds }) => holds !== "missing"),
    missing: audit.filter(({ holds }) => holds === "missing"),
    hoursLow,
    hoursHigh,
    jobShare: shareOf(catalog, plan ? auditSkills(catalog, assumed) : audit),
    sameSector: occupation.sector === target.sector,
    pay: comparePay(catalog, {
      market,
      present: { pay: occupation.pay, title: occupation.title },
      target: { pay: target.pay, title: target.title },
    }),
  };
}

function shareOf({ skills }: Catalog, audit: readonly AuditRow[]): number {
  const left = sum(audit.map(({ hoursLow, hoursHigh }) => hoursLow + hoursHigh));
  const whole = sum(
    audit.map(({ skill }) => skills.get(skill)?.hours).map((hours) => (hours ? hours.low + hours.high : 0)),
  );
  return whole === 0 ? 0 : Math.max(0, 1 - left / whole);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export function valuesOf(subject: Subject, counts: Counts): Values {
  return {
    ...ofOccupation(subject, counts),
    ...ofPay(counts.pay),
    ...ofForecast(subject.plan ?? subject.assumed),
    applyingWeek: `week ${weekOf(subject.assumed.tips, subject.assumed.start)}`,
    ...(subject.plan ? ofPlan(subject.plan, counts) : {}),
  };
}

/** Of what a job brings, so many are told in full, the first of its file; fifty pairs of sentences are read by nobody. */
export const mostSkillsTold = 8;

/** More names than this in one sentence are a list, and the table has them all. */
const mostNamed = 5;

function ofOccupation({ catalog, occupation, target, market }: Subject, counts: Counts): Values {
  const { hoursLow, hoursHigh, held, missing, audit, jobShare } = counts;
  const largest = bySize(missing).slice(0, 3);
  return {
    occupation: insideSentence(occupation.title),
    anOccupation: withArticle(occupation.title),
    target: insideSentence(target.title),
    aTarget: withArticle(target.title),
    sector: occupation.sector,
    market: marketName(catalog, market),
    cv: market === "us" ? "résumé" : "CV",
    competencyList: titles(
      occupation.competencies
        .slice(0, 3)
        .map(({ competency }) => catalog.competencies.get(competency) ?? { title: competency }),
    ),
    ...(occupation.skills.length > 0 && {
      technicalList: titles(occupation.skills.map(({ skill }) => catalog.skills.get(skill) ?? { title: skill })),
    }),
    ...(occupation.skills.length > mostSkillsTold && {
      restCount: numberWord(occupation.skills.length - mostSkillsTold),
    }),
    jobShare: jobShare < 0.01 ? "less than 1%" : `about ${Math.round(jobShare * 100)}%`,
    coreCount: String(audit.length),
    partCount: numberWord(held.filter(({ holds }) => holds !== "proven").length),
    ...(largest.length > 0 && { largestList: listed(largest.map(insideSentence)) }),
    missingHours: hoursRange(hoursLow, hoursHigh),
    missingPhrase: isNew(missing.length),
    stepCount: numberWord(catalog.steps.steps.length),
    miss: occupation.day.miss,
    cvFocus: occupation.cvFocus,
    domainSentence: occupation.domainSentence,
  };
}

/** Fields of skills that are missing, the largest first. Looking for work is not one: it cannot be learned beforehand. */
function bySize(missing: readonly AuditRow[]): string[] {
  const fields = Map.groupBy(
    missing.filter(({ group }) => group !== "career"),
    ({ groupTitle }) => groupTitle,
  );
  const sizes = [...fields].map(([title, rows]) => ({ title, hours: sum(rows.map(({ hoursHigh }) => hoursHigh)) }));
  return sizes.sort((a, b) => b.hours - a.hours).map(({ title }) => title);
}

/** Of a country whose name begins with "United", one says "the". */
export function marketName({ pay }: Catalog, market: string): string {
  const title = pay.get(market)?.title ?? market;
  return /^(United|Netherlands|Philippines)/.test(title) ? `the ${title}` : title;
}

function ofPay(pay: PayComparison): Values {
  const { entry, present, change } = pay;
  return {
    ...(entry && { entryBand: payRange(entry, pay) }),
    ...(present && { presentBand: payRange(present, pay) }),
    ...(change !== undefined && {
      payDifference: `${Math.abs(Math.round(change * 100))}% ${change < 0 ? "less" : "more"}`,
    }),
  };
}

function isNew(count: number): string {
  return count === 1 ? "one is new to you" : `${count === 0 ? "none" : count} are new to you`;
}

function ofForecast({ forecast }: Plan): Values {
  const at = (hours: number) => forecast.paces.find(({ hoursAWeek }) => hoursAWeek === hours)?.weeks;
  const [ten, twenty] = [at(10), at(20)];
  return {
    ...(ten && { weeksAtTen: weeksRange(ten.early, ten.late) }),
    ...(twenty && { weeksAtTwenty: weeksRange(twenty.early, twenty.late) }),
  };
}

function ofPlan(plan: Plan, { pay: { locale } }: Counts): Values {
  const { forecast, gaps, adverts } = plan;
  const proven = gaps.filter(({ holding }) => holding === "proven");
  const musts = gaps.filter(({ demand }) => demand?.level === "must");
  const [early, late] = [monthInWords(forecast.ready.early, locale), monthInWords(forecast.ready.late, locale)];
  const next = plan.next.hours2 ?? plan.next.minutes25 ?? plan.next.weekend;
  const { hoursRecorded } = forecast.pace;
  const applications = sum(plan.months.map((month) => month.applications.actual));
  const conversations = sum(plan.months.map((month) => month.conversations.actual));
  const goals = plan.steps.flatMap((step) => step.goals);
  const projects = goals.find(({ metric }) => metric === "judged-projects-passed")?.actual ?? 0;
  return {
    hoursAWeek: counted(round(plan.hoursAWeek), "hour a week", "hours a week"),
    weeksAtYourHours: weeksRange(forecast.weeks.early, forecast.weeks.late),
    startDate: dayInWords(plan.start, locale),
    finishBand: early === late ? `in ${early}` : `between ${early} and ${late}`,
    applyingFrom: monthInWords(plan.tips, locale),
    risk: plan.realism.risk,
    provenCount: proven.length === 0 ? "none" : String(proven.length),
    provenPhrase: proven.length === 1 ? "one is proven" : `${proven.length === 0 ? "none" : proven.length} are proven`,
    ...(proven.length > 0 && { provenList: titles(proven) }),
    ...(next && { nextUnit: next.title }),
    ...(adverts.adverts > 0 && { advertCount: counted(adverts.adverts, "advert") }),
    ...(adverts.enough && musts.length > 0 && { advertMusts: titles(musts) }),
    ...(applications > 0 && { applicationCount: counted(applications, "application") }),
    conversationCount: conversations === 0 ? "no conversation" : counted(conversations, "conversation"),
    projectCount: projects === 0 ? "no judged project" : counted(projects, "judged project"),
    ...(hoursRecorded > 0 && { recordedHours: counted(round(hoursRecorded), "hour") }),
  };
}

/** As they stand inside a sentence. */
function titles(entries: readonly { title: string }[]): string {
  return listed(
    entries.map(({ title }) => insideSentence(title)),
    mostNamed,
  );
}

/** Half hours are enough to recognise one's own week by. */
function round(hours: number): number {
  return Math.round(hours * 2) / 2;
}
