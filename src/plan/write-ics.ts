/**
 * The plan for a calendar (RFC 5545): milestones, the next session and the weekly review. Nothing private is in it.
 *
 * An event keeps its UID while its date moves, so that a calendar that takes the file again moves it too.
 */
import { createHash } from "node:crypto";
import type { Plan } from "../contract/plan.ts";
import { dayInWords } from "./guide/phrases.ts";

export interface Entry {
  /** What it is, whatever day it falls on: the UID is made from it. */
  key: string;
  /** ISO day; the event lasts all of it. */
  on: string;
  summary: string;
  description: string;
  /** Repeated each week until that day. */
  weeklyUntil?: string;
}

export function planCalendar(plan: Omit<Plan, "private">, entries: readonly Entry[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Seaworthy//Plan//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...text("X-WR-CALNAME", "Way to the new job"),
    ...entries.flatMap((entry) => eventLines(entry, plan)),
    "END:VCALENDAR",
  ];
  return lines
    .flatMap(fold)
    .map((line) => `${line}\r\n`)
    .join("");
}

/** What a plan has for a calendar. `nextDay`: the next day on which the person has hours. */
export function planEntries(
  plan: Omit<Plan, "private">,
  { nextDay, locale }: { nextDay: string | undefined; locale: string },
): Entry[] {
  const { milestones, forecast, next } = plan;
  const day = (iso: string) => dayInWords(iso, locale);
  const session = next.hours2 ?? next.minutes25 ?? next.weekend;
  return [
    ...milestones.map(({ id, title, on, done }) => ({
      key: `milestone/${id}`,
      on: on.middle,
      summary: `Plan: ${title}`,
      description: `${done}\n\nFour of five forecasts lie between ${day(on.early)} and ${day(on.late)}.`,
    })),
    ...(session && nextDay
      ? [
          {
            key: "next-session",
            on: nextDay,
            summary: session.title,
            description: `${session.doThis}\n\n${session.why}`,
          },
        ]
      : []),
    {
      key: "weekly-review",
      on: fridayFrom(plan.today),
      summary: "Look back on the week",
      description:
        "Ten minutes: what was built, what held you up, what comes next. `seaworthy log week` shows the hours.",
      weeklyUntil: forecast.ready.late,
    },
  ];
}

function eventLines(
  { key, on, summary, description, weeklyUntil }: Entry,
  { today, target, start }: Omit<Plan, "private">,
) {
  const repeats = weeklyUntil !== undefined && weeklyUntil > on;
  return [
    "BEGIN:VEVENT",
    `UID:${uidOf(`${target}/${start}/${key}`)}`,
    // The day is all that a plan knows of the time at which it was made.
    `DTSTAMP:${compact(today)}T000000Z`,
    // Rises from day to day, so that a calendar takes the newer of two files.
    `SEQUENCE:${Math.floor(Date.parse(today) / dayMs)}`,
    `DTSTART;VALUE=DATE:${compact(on)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(on))}`,
    ...(repeats ? [`RRULE:FREQ=WEEKLY;UNTIL=${compact(weeklyUntil)}`] : []),
    ...text("SUMMARY", summary),
    ...text("DESCRIPTION", description),
    // A milestone does not make anybody busy.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

const dayMs = 86_400_000;

function compact(day: string): string {
  return day.replaceAll("-", "");
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

/** The Friday on or after a day. */
function fridayFrom(day: string): string {
  const ahead = (5 - new Date(`${day}T00:00:00Z`).getUTCDay() + 7) % 7;
  return new Date(Date.parse(day) + ahead * dayMs).toISOString().slice(0, 10);
}

/** A UUID of version 8 (RFC 9562: made in one's own way) from a name, as RFC 7986 asks for. */
function uidOf(name: string): string {
  const hex = createHash("sha256").update(`seaworthy-plan/${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** RFC 5545, 3.3.11. Control characters have no place in it at all. */
function text(name: string, value: string): string[] {
  const escaped = value
    .replaceAll(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, " ")
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
  return [`${name}:${escaped}`];
}

/** Lines of at most 75 octets, broken between characters; those that follow begin with a space. */
function fold(line: string): string[] {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current];
}
