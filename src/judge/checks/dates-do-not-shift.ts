import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import { isDate, isMoment, keepsMembers } from "../acts/members.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { asObject, lineOf, objectOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { casesIn, tellingAnswers } from "../reading/unusual-cases.ts";
import type { DateNote } from "../scenarios/other-time-zones.ts";

const sent = { title: "Milk", stars: 1, writtenOn: "2026-03-08" };
const note = {
  resource: "note",
  kind: "date",
  member: "writtenOn",
  what: "a day on which clocks change",
  mayBeRefused: false,
  case: "c0",
};
const of = (zone: string) => ({
  resource: "note",
  member: "writtenOn",
  what: "a leap day",
  zone,
  madeIn: "Pacific/Kiritimati",
  case: "d0",
});
const good = example((r) => {
  r.scenario("unusual-values");
  r.exchange({
    label: "create unusual",
    note,
    method: "POST",
    url: "/notes",
    sent,
    status: 201,
    json: { ...sent, id: 7 },
  });
  r.exchange({ label: "read unusual", note, url: "/notes/7", status: 200, json: { ...sent, id: 7 } });
  r.scenario("other-time-zones");
  r.exchange({
    label: "create date",
    note: of("Pacific/Kiritimati"),
    method: "POST",
    url: "/notes",
    sent,
    status: 201,
    json: { ...sent, id: 8 },
  });
  r.instance("i3").exchange({
    label: "read date",
    note: of("America/Los_Angeles"),
    url: "/notes/8",
    status: 200,
    json: { ...sent, id: 8 },
  });
});
const withTime = structuredClone(good);
answer(withTime, "read unusual", { json: { ...sent, writtenOn: "2026-03-08T00:00:00Z", id: 7 } });

const check: Check = {
  title: { passed: "Dates stay on their day", failed: "A date moved to another day" },
  severity: "major",
  skills: ["dates-and-time-zones", "relational-databases"],
  references: [
    { name: "RFC 3339 §5.6 (full-date)", url: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6" },
    { name: "PostgreSQL: date/time types", url: "https://www.postgresql.org/docs/current/datatype-datetime.html" },
  ],
  why: `On the laptop in Berlin all was well; in the container, which runs on UTC, every birthday was a day early, and twice a year
    some were. Payroll paid for 27 February. A date has no time and no zone; the moment it becomes a "midnight somewhere", each
    machine that it passes through may move it.`,
  hints: {
    look: "Look at the date that was sent, the one that came back, and the TZ of the copies that made and read it.",
    ask: "Does the date ever become a moment in your program: a Date, a datetime, a timestamp column?",
    concept: `"2026-03-08" is a day in a calendar. node-postgres turns a date column into a Date at midnight in the program's zone, and
      toISOString() then says it in UTC: a day earlier everywhere east of Greenwich. Keep days as text from end to end: a date column,
      and a parser that leaves it alone: types.setTypeParser(1082, (text) => text). In Python, date.isoformat() is right,
      datetime is not needed. https://node-postgres.com/features/types`,
    shape: `column: written_on date
driver: leave type 1082 (date) as text          # or to_char(written_on, 'YYYY-MM-DD')
answer: writtenOn = row.written_on              # no Date in between`,
    example: `A school's calendar answered row.day.toISOString().slice(0, 10) and was a day early in Helsinki. Fixed: select to_char(day,
'YYYY-MM-DD') as day.`,
    causes: {
      zone: "The date depends on the time zone of the copy: look for where it becomes a moment (Date, datetime, timestamp).",
      always: "The date moved in every copy: look at how it is parsed and printed.",
      "not-a-date":
        "What came back is no date: look at what the driver makes of the column, and at what JSON makes of that.",
    },
  },
  scenarios: ["unusual-values", "other-time-zones"],
  after: ["created-thing-reads-back"],
  judge(view) {
    if (!keepsMembers(view.surface, (member) => isDate(member) || isMoment(member)))
      return { verdict: "not-applicable", why: "the contract keeps no dates" };
    const usual = casesIn(view, "date", "moment").flatMap((exchanges) =>
      tellingAnswers(exchanges).map((exchange) => ({ made: exchanges[0] as Exchange, exchange })),
    );
    const far = view.of("exchange", "other-time-zones");
    const made = new Map(far.filter((e) => e.label === "create date").map((e) => [asObject(e.note)?.case, e]));
    const abroad = far.flatMap((exchange) => {
      const first = made.get(asObject(exchange.note)?.case);
      return first ? [{ made: first, exchange }] : [];
    });
    const pairs = [...abroad, ...usual].filter(({ exchange }) => succeeded(exchange));
    const failures = pairs.flatMap(({ made, exchange }) => judgeDate(made, exchange));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: abroad.length, otherwise: "no date was made", measured: { "dates read": pairs.length } },
    );
  },
  passes: [good, withTime],
  breaks: [
    broken("a Date at local midnight is printed in UTC", good, (r) =>
      answer(r, "read date", { json: { ...sent, writtenOn: "2026-03-07", id: 8 } }),
    ),
    broken("the same, with its time", good, (r) =>
      answer(r, "create date", { json: { ...sent, writtenOn: "2026-03-07T10:00:00.000Z", id: 8 } }),
    ),
    broken("the date is lost when the clocks change", good, (r) =>
      answer(r, "read unusual", { json: { ...sent, writtenOn: "2026-03-07", id: 7 } }),
    ),
    broken("the date is printed as a person would", good, (r) =>
      answer(r, "read unusual", { json: { ...sent, writtenOn: "Sun Mar 08 2026", id: 7 } }),
    ),
  ],
};
export default check;

function judgeDate(made: Exchange, exchange: Exchange): Failure[] {
  const note = asObject(exchange.note) as unknown as DateNote;
  const value = sentObject(made)?.[note.member];
  const answered = objectOf(exchange);
  if (typeof value !== "string" || !answered || !(note.member in answered)) return [];
  const seen = answered[note.member];
  if (isSame(value, seen)) return [];
  const where = note.zone === undefined ? "" : ` (made under TZ=${note.madeIn}, read under TZ=${note.zone})`;
  return [
    {
      headline: `"${note.member}" was sent as ${value}, and ${lineOf(exchange)} answers ${say(seen)}${where}.`,
      expected: `"${note.member}": "${value}"`,
      seen: `"${note.member}": ${say(seen)}`,
      entries: [...new Set([made.id, exchange.id])],
      mark: [String(seen)],
      cause:
        typeof seen === "string" && /^\d{4}-\d{2}-\d{2}/.test(seen)
          ? note.zone === undefined
            ? "always"
            : "zone"
          : "not-a-date",
    },
  ];
}

/** A day by its ten characters: whether a time may stand behind it is for answers-match-the-contract. A moment by its instant. */
function isSame(sent: string, seen: Json | undefined): boolean {
  if (typeof seen !== "string") return false;
  return sent.length === 10 ? seen.slice(0, 10) === sent : Math.abs(Date.parse(seen) - Date.parse(sent)) < 1;
}
