import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { progressSchema } from "../contract/progress.ts";
import { makePlan } from "./make-plan.ts";
import { sampleCatalog, samplePerson } from "./sample-catalog.ts";
import { type Entry, planCalendar, planEntries } from "./write-ics.ts";

const catalog = sampleCatalog("calendar", { skills: 30, units: 10 });
const planOn = (today: string) =>
  makePlan({
    catalog,
    person: samplePerson({ start: "2026-01-05" }),
    evidence: [],
    progress: progressSchema.parse({}),
    today,
    seed: "1",
  });
const plan = planOn("2026-01-05");
const calendarOf = (entries: Entry[]) => planCalendar(plan, entries);

/** Lines as a reader of RFC 5545 puts them together again. */
const unfolded = (calendar: string) => calendar.replaceAll("\r\n ", "").split("\r\n");
const valuesOf = (calendar: string, name: string) =>
  unfolded(calendar)
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1));
const unescaped = (value: string) => value.replaceAll(/\\(.)/g, (_, mark: string) => (mark === "n" ? "\n" : mark));

const entry: Entry = { key: "a", on: "2026-02-28", summary: "Say it, now; or \\never", description: "One.\nTwo." };

describe("a calendar file", () => {
  it("has CRLF after every line, and none longer than 75 octets, whatever is written in it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.string({ unit: "grapheme" }),
        (description, summary) => {
          const calendar = calendarOf([{ ...entry, summary, description }]);
          expect(calendar.endsWith("END:VCALENDAR\r\n")).toBe(true);
          const lines = calendar.split("\r\n");
          expect(lines.join("")).not.toMatch(/[\r\n]/);
          expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in it
          const plain = (text: string) => text.replaceAll(/\r\n?/g, "\n").replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, " ");
          expect(valuesOf(calendar, "DESCRIPTION").map(unescaped)).toEqual([plain(description)]);
          expect(valuesOf(calendar, "SUMMARY").map(unescaped)).toEqual([plain(summary)]);
        },
      ),
    );
  });

  it("escapes what has a meaning of its own, and ends an all-day event on the next day", () => {
    const calendar = calendarOf([entry]);
    expect(calendar).toContain("SUMMARY:Say it\\, now\\; or \\\\never\r\n");
    expect(calendar).toContain("DESCRIPTION:One.\\nTwo.\r\n");
    expect(calendar).toContain("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n");
    expect(calendar).toContain("DTSTAMP:20260105T000000Z\r\n");
  });

  it("keeps the name of an event while its date moves, and rises with each day", () => {
    const options = { nextDay: "2026-03-07", locale: "en-GB" };
    const later = planOn("2026-03-05");
    const [before, after] = [
      planCalendar(plan, planEntries(plan, options)),
      planCalendar(later, planEntries(later, options)),
    ];
    expect(new Set(valuesOf(before, "UID")).size).toBe(valuesOf(before, "UID").length);
    expect(valuesOf(after, "UID").filter((uid) => valuesOf(before, "UID").includes(uid)).length).toBeGreaterThan(5);
    expect(Number(valuesOf(after, "SEQUENCE")[0])).toBeGreaterThan(Number(valuesOf(before, "SEQUENCE")[0]));
    expect(before).not.toBe(after);
    expect(planCalendar(plan, planEntries(plan, options))).toBe(before);
  });

  it("has the milestones, the next session and the weekly review until the plan ends", () => {
    const entries = planEntries(plan, { nextDay: "2026-01-06", locale: "en-GB" });
    expect(entries).toHaveLength(plan.milestones.length + 2);
    const calendar = calendarOf(entries);
    expect(calendar).toContain(`RRULE:FREQ=WEEKLY;UNTIL=${plan.forecast.ready.late.replaceAll("-", "")}\r\n`);
    // 9 January 2026 is the first Friday from that day on.
    expect(entries.at(-1)?.on).toBe("2026-01-09");
  });
});
