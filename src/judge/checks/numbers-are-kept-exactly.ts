import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import { isNumber, keepsMembers } from "../acts/members.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf, objectOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { caseNote, casesIn, tellingAnswers } from "../reading/unusual-cases.ts";

const note = {
  resource: "note",
  kind: "number",
  member: "stars",
  what: "the largest that is allowed",
  mayBeRefused: false,
  case: "c0",
};
const sent = { title: "Milk", stars: 999_999_999, writtenOn: "2026-01-01" };
const readAs = (stars: string | number) => `{"id":7,"stars":${stars},"title":"Milk"}`;
const withRead = (text: string) =>
  example((r) => {
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
    r.exchange({ label: "read unusual", note, url: "/notes/7", status: 200, text });
  });
const good = withRead(readAs(999_999_999));

const check: Check = {
  title: { passed: "Numbers come back exactly", failed: "A number comes back changed" },
  severity: "critical",
  skills: ["relational-databases", "schema-design", "request-and-response-shape"],
  references: [
    { name: "RFC 8259 §6 (numbers)", url: "https://www.rfc-editor.org/rfc/rfc8259#section-6" },
    { name: "PostgreSQL: numeric types", url: "https://www.postgresql.org/docs/current/datatype-numeric.html" },
    { name: "CWE-681 (incorrect conversion)", url: "https://cwe.mitre.org/data/definitions/681.html" },
  ],
  why: `Money that was kept in a 4-byte float was right to seven digits; the invoices above were off by a cent each, and the auditors
    found it before the team did. A sum that arrives as text is worse: "100" + 5 is "1005", and someone's balance is ten times
    too high until somebody complains. They seldom complain.`,
  hints: {
    look: "Compare the number that was sent with the one that came back: its last digits, and whether it is in quotes.",
    ask: "Which type has the column, and which type does your driver make of that column when it reads it?",
    concept: `PostgreSQL's real keeps about 7 digits, double precision about 15, numeric all of them; integer goes to 2,147,483,647, bigint
      beyond. Drivers are careful the other way: node-postgres gives bigint and numeric as text, since JavaScript's numbers
      could not hold all of them; psycopg gives Decimal for numeric, which JSON does not know. Money in minor units fits
      integer or bigint. Convert when you build the answer, on purpose. https://node-postgres.com/features/types`,
    shape: `column: amount integer not null          -- minor units, no fractions
write:  parameter amount, not text pasted together
read:   amount = toInteger(row.amount)`,
    example: `A score board had "points real". 16777217 came back as 16777216. Fixed: alter table scores alter column points type bigint,
and Number(row.points) in the answer, since the driver gives bigint as text.`,
    causes: {
      text: "The digits are right, but in quotes: look at the column's type and at what the driver makes of it.",
      rounded: "The last digits moved: look for a column or a conversion with floating point.",
      scaled:
        "The number is right but for a factor: look for a conversion between units that is done once only, on the way in or out.",
      lost: "The number became null or something else: look at the conversion of this member.",
    },
  },
  scenarios: ["unusual-values"],
  after: ["created-thing-reads-back"],
  judge(view) {
    if (!keepsMembers(view.surface, isNumber))
      return { verdict: "not-applicable", why: "the contract keeps no numbers" };
    const cases = casesIn(view, "number").filter(([first]) => succeeded(first));
    const failures = cases.flatMap(judgeCase);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      {
        cases: cases.length,
        otherwise: "no number was accepted",
        measured: { "numbers tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good, withRead(readAs("999999999.0")), withRead(readAs("9.99999999e8"))],
  breaks: [
    broken("a bigint column is answered as text", good, (r) =>
      answer(r, "read unusual", { text: readAs('"999999999"') }),
    ),
    broken("a float column", good, (r) => answer(r, "read unusual", { text: readAs(1_000_000_000) })),
    broken("units are converted on the way out only", good, (r) =>
      answer(r, "read unusual", { text: readAs(9_999_999.99) }),
    ),
    broken("the number becomes null", good, (r) => answer(r, "read unusual", { text: readAs("null") })),
    broken("the answer to the create has it as text", good, (r) =>
      answer(r, "create unusual", { text: readAs('"999999999"') }),
    ),
  ],
};
export default check;

function judgeCase(exchanges: Exchange[]): Failure[] {
  const [first] = exchanges as [Exchange];
  const { member, what } = caseNote(first);
  const value = sentObject(first)?.[member];
  if (typeof value !== "number") return [];
  for (const exchange of tellingAnswers(exchanges)) {
    const answered = objectOf(exchange);
    if (!answered || !(member in answered) || answered[member] === value) continue;
    const seen = answered[member];
    return [
      {
        headline: `${lineOf(exchange)} answers "${member}": ${say(seen)}, but ${value} was sent (${what}).`,
        expected: `"${member}": ${value}`,
        seen: `"${member}": ${say(seen)}`,
        entries: [...new Set([first.id, exchange.id])],
        mark: [`"${member}"`],
        cause: howChanged(value, seen),
      },
    ];
  }
  return [];
}

function howChanged(sent: number, seen: unknown): string {
  if (typeof seen === "string") return Number(seen) === sent ? "text" : "lost";
  if (typeof seen !== "number") return "lost";
  if ([10, 100, 1000, 0.1, 0.01, 0.001].some((factor) => Math.abs(seen - sent * factor) <= Math.abs(seen) * 1e-6))
    return "scaled";
  return Math.abs(seen - sent) <= Math.abs(sent) * 1e-3 ? "rounded" : "lost";
}
