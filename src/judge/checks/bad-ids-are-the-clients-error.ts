import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { wasRefused } from "../reading/exchanges.ts";
import { type Hostile, hostileIn, judgeRefusals } from "../reading/hostile.ts";

const noteOf = (key: string, what: string, expect = "refuse") => ({
  case: `getNote/path.id/${key}`,
  place: "path.id",
  what,
  kind: "id",
  expect,
  resource: "note",
});
const refusal = (status: number) => ({ status, json: { title: "Refused", status } });
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({ label: "hostile", note: noteOf("letters", "letters as `id`"), url: "/notes/abc", ...refusal(404) });
  r.exchange({
    label: "hostile",
    note: noteOf("twenty-digits", "a number of twenty digits as `id`"),
    url: "/notes/99999999999999999999",
    ...refusal(400),
  });
  r.exchange({
    label: "hostile",
    note: noteOf("letters-after-id", "an id with letters after it as `id`"),
    url: "/notes/41abc",
    ...refusal(422),
  });
  r.exchange({
    label: "hostile",
    note: noteOf("zero", "0 as `id`", "accept-or-refuse"),
    url: "/notes/0",
    status: 200,
    json: { id: 0 },
  });
});

/** Whoever forgets that a row may be missing answers so for any id: that is one fault, and not this one. */
const forgetsMissingRows = example((r) => {
  r.scenario("hostile-input");
  const nothing = { operation: "getNote", status: 200, text: "null" };
  r.exchange({ label: "unknown id", note: { resource: "note" }, url: "/notes/1000007", ...nothing });
  r.exchange({
    label: "hostile",
    note: noteOf("beyond-32-bits", "a large number as `id`"),
    url: "/notes/2147483648",
    ...nothing,
  });
  r.exchange({ label: "hostile", note: noteOf("letters", "letters as `id`"), url: "/notes/abc", ...refusal(404) });
});

const check: Check = {
  title: {
    passed: "A malformed id is the client's error",
    failed: "A malformed id is not answered as the client's error",
  },
  severity: "major",
  skills: ["validation", "status-codes", "error-responses"],
  references: [
    { name: "RFC 9110 §15.5 (client errors)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5" },
    { name: "CWE-1284 (quantity in input)", url: "https://cwe.mitre.org/data/definitions/1284.html" },
  ],
  why: `Crawlers try /things/undefined and /things/NaN all day, because some page once built such a link. If each is a 500, the error
    rate is never zero, the alarm gets muted, and the night on which the database really is gone nobody is called. And "41abc"
    that is read as 41 lets caches and access rules be talked round.`,
  hints: {
    look: "Look at the id in the path, and at the program's log lines of that moment: who complained about it?",
    ask: "What does your program do with the text from the path before it becomes a parameter of a statement?",
    concept: `The id in a path is text that anyone can write. If ids are numbers, let only digits pass and only as many as the column
      holds: integer ends at 2,147,483,647, and PostgreSQL answers "out of range" beyond it. parseInt("41abc") is 41, so test
      the whole text. If they are UUIDs, test the form: otherwise the database says "invalid input syntax for type uuid", and
      that is your 500. What does not fit cannot exist: 404 (or 400) without asking. https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/parseInt`,
    shape: `id = path.id
if not matches(id, "^[1-9][0-9]{0,9}$") or integer(id) > 2147483647: 404
row = select …`,
    example: `A cinema's GET /seats/:id passed the text on, and logged 3,000 "invalid input syntax for type integer" a day. Fixed: a test of the
form in the router, before any handler.`,
    causes: {
      accepted: "Look at the id: this was never given out, and yet something was found under it.",
      broke: "Look at the program's log lines of that moment: the id reached the database, or a conversion, as it was.",
    },
  },
  scenarios: ["hostile-input"],
  after: ["unknown-id-is-404"],
  judge(view) {
    // How it answers for ids that do not exist is for unknown-id-is-404: the same wrong answer here is the same fault.
    const unknown = view.of("exchange", "hostile-input").filter(({ label }) => label === "unknown id");
    const asUnknown = ({ exchange }: Hostile) =>
      unknown.some(
        ({ operation, response }) => operation === exchange.operation && response?.status === exchange.response?.status,
      );
    const cases = hostileIn(view, "id").filter((hostile) => !asUnknown(hostile) || wasRefused(hostile.exchange));
    return conclude(
      oncePer(judgeRefusals(cases), (failure) => `${failure.cause}`),
      {
        cases: cases.length,
        otherwise: "no malformed id was sent",
        measured: { "cases tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good, forgetsMissingRows],
  breaks: [
    broken("letters reach the database", good, (r) => answer(r, "hostile", { status: 500 })),
    broken("a number beyond the column's range is a 500", good, (r) => answer(r, "hostile", { status: 500 }, 1)),
    broken("41abc is read as 41", good, (r) => answer(r, "hostile", { status: 200, json: { id: 41 } }, 2)),
    broken("a malformed id is answered 200 with null", good, (r) =>
      answer(r, "hostile", { status: 200, text: "null" }),
    ),
  ],
};
export default check;
