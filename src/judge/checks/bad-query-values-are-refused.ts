import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { hostileIn, judgeRefusals } from "../reading/hostile.ts";

const noteOf = (key: string, what: string, expect = "refuse") => ({
  case: `listNotes/query.${key}`,
  place: `query.${key.split("/")[0]}`,
  what,
  kind: "query",
  expect,
  resource: "note",
});
const refused = { status: 422, json: { title: "Refused", status: 422 } };
const page = { status: 200, json: { items: [], nextCursor: null } };
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({
    label: "hostile",
    note: noteOf("limit/letters", "letters where a number is due as `limit`"),
    url: "/notes?limit=abc",
    ...refused,
  });
  r.exchange({ label: "hostile", note: noteOf("limit/zero", "0 as `limit`"), url: "/notes?limit=0", ...refused });
  r.exchange({
    label: "hostile",
    note: noteOf("cursor/word", "a word as `cursor`", "accept-or-refuse"),
    url: "/notes?cursor=abc",
    ...page,
  });
});

const check: Check = {
  title: { passed: "Bad query values are refused", failed: "A bad query value is not refused" },
  severity: "minor",
  skills: ["validation", "pagination", "status-codes"],
  references: [
    { name: "RFC 9110 §15.5.1 (400)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1" },
    { name: "CWE-20 (improper input validation)", url: "https://cwe.mitre.org/data/definitions/20.html" },
  ],
  why: `A report asked for limit=1OO, with two letters O. The server made the default of it, the report took twenty rows for
    all rows, and the board saw the wrong total for a quarter. A value that is not understood must be said to be so; guessing is
    a wrong answer with a friendly face. A cursor that crashes the list is one edited link away.`,
  hints: {
    look: "Look at the query of the request and at the status.",
    ask: "What does your conversion make of a text that is no number, of nothing at all, of 0 and of -1?",
    concept: `Everything in a query is text. Number("") is 0, Number("abc") is NaN, and "NaN" in a LIMIT is an error of the database; int("abc")
      throws in Python. So: absent means the default, anything else has to be a whole number between the contract's limits, or
      it is refused. A cursor is the client's to send back, so it may be damaged or invented: decode it in a try, test what
      comes out, and refuse what you did not write. https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Number/Number`,
    shape: `if "limit" in query:
  if not matches(query.limit, "^[0-9]{1,3}$"): 422
  limit = integer(query.limit); if limit not in 1..100: 422
if "cursor" in query:
  try last = decode(query.cursor), test its members
  otherwise: 400`,
    example: `A search did parseInt(query.page) || 1, so page=two was page one, and a crawler indexed it ten thousand times. Fixed: 400 for what
is no number.`,
    causes: {
      accepted: "Look at the value in the query: the contract refuses it, and a page came all the same.",
      broke:
        "Look at the program's log lines of that moment: the value went on as it was, and something behind it fell over.",
    },
  },
  scenarios: ["hostile-input"],
  after: ["list-obeys-limit"],
  judge(view) {
    const cases = hostileIn(view, "query");
    if (cases.length === 0 && view.surface.operations.every((o) => o.parameters.every((p) => p.in !== "query"))) {
      return { verdict: "not-applicable", why: "the contract has no query parameters" };
    }
    return conclude(
      oncePer(judgeRefusals(cases), (failure) => `${failure.cause} ${failure.expected}`),
      {
        cases: cases.length,
        otherwise: "no bad query value was sent",
        measured: { "cases tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good],
  breaks: [
    broken("NaN reaches the database", good, (r) => answer(r, "hostile", { status: 500 })),
    broken("letters become the default", good, (r) => answer(r, "hostile", page)),
    broken("0 is obeyed", good, (r) => answer(r, "hostile", page, 1)),
    broken("a cursor that is none is a 500", good, (r) => answer(r, "hostile", { status: 500 }, 2)),
  ],
};
export default check;
