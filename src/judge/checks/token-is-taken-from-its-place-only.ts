import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { TokenNote } from "../scenarios/ask-without-a-token.ts";

const refused = { status: 401, json: { title: "Log in first", status: 401 } };
const tried = (queryStatus: number) =>
  example((r) => {
    r.scenario("ask-without-a-token");
    r.exchange({
      label: "no token",
      operation: "listNotes",
      note: { operation: "listNotes" },
      url: "/notes",
      ...refused,
    });
    for (const what of ["the query", "other headers", "a cookie"]) {
      const url = what === "the query" ? "/notes?token=abc" : "/notes";
      const note = { operation: "listNotes", what };
      const status = what === "the query" ? queryStatus : 401;
      r.exchange({ label: "token elsewhere", operation: "listNotes", note, url, ...refused, status });
    }
  });
const good = tried(401);

const check: Check = {
  title: {
    passed: "A token counts only where the contract has it",
    failed: "A token is also taken from another place",
  },
  severity: "major",
  skills: ["authentication", "security-basics", "owasp-top-10"],
  references: [
    { name: "RFC 6750 §5.3", url: "https://www.rfc-editor.org/rfc/rfc6750#section-5.3" },
    { name: "CWE-598 (in the query)", url: "https://cwe.mitre.org/data/definitions/598.html" },
    { name: "CWE-352 (in a cookie)", url: "https://cwe.mitre.org/data/definitions/352.html" },
  ],
  why: `An address with a token in it is written to the logs of every proxy on the way, to the browser's history, and to the header Referer of
    the next site. A cookie is sent along by the browser whoever wrote the page, so each form on the web can act for your
    user. Every further place is one more that somebody has to guard, and nobody remembers that it is there.`,
  hints: {
    look: "Look at where the token was in this request, and search your guard for the line that looks there.",
    ask: "Who else can see this place, or fill it without your user's doing?",
    concept: `Where a credential travels decides who else meets it. The header Authorization is set by the client's own code on purpose, is in no
      address and, by default, in no access log, and is never sent along by a browser on its own. A query is stored everywhere. A cookie
      needs protection against requests from other sites. So one place is chosen, written in the contract, and all others are not
      read. Libraries often bring several "extractors": use the one.
      https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html`,
    shape: `token = bearer token of request.header("authorization")
// not: ?? request.query.token ?? request.cookies.token
if none: 401`,
    example: `A report page took its token from the query, "so that the link can be shared". It was: search engines found four hundred of
them. Fixed: the header only, and for links a code of their own that works once.`,
    causes: {
      "the query": "Look for where your program reads the query of an address: it takes a token from there.",
      "a cookie":
        "Look for where cookies are read: a browser sends them along to requests that its user did not ask for.",
      "other headers": "Look for the names of headers that your guard tries.",
      "the body": "Look for where the guard reads the body: it takes a token from there.",
      "the header Authorization": "Look for where the guard reads this header: the contract has a cookie.",
    },
  },
  scenarios: ["ask-without-a-token"],
  promises: ["tokens-guard-everything"],
  after: ["protected-operations-ask-for-a-token"],
  judge(view) {
    const exchanges = view.of("exchange", "ask-without-a-token");
    // What opens to nobody opens to a token anywhere, and that says nothing about the place.
    const guarded = new Set(
      exchanges
        .filter(({ label, response }) => label === "no token" && response?.status === 401)
        .map((e) => e.operation),
    );
    const tried = exchanges.filter(({ label, operation }) => label === "token elsewhere" && guarded.has(operation));
    const noun = view.surface.apiKey ? "key" : "token";
    const failures = tried.filter(succeeded).map((exchange): Failure => {
      const { what = "another place" } = exchange.note as unknown as TokenNote;
      return {
        headline: `${lineOf(exchange)} ${outcomeOf(exchange)} with the ${noun} in ${what}.`,
        expected: `401, as without a ${noun}`,
        seen: answerOf(exchange),
        entries: [exchange.id],
        cause: what,
      };
    });
    return conclude(
      oncePer(failures, ({ cause }) => `${cause}`),
      {
        cases: tried.length,
        otherwise: "no operation that asks for a token was tried with one elsewhere",
        measured: { "requests with a token elsewhere": tried.length },
      },
    );
  },
  // A name in the query that the contract does not know may also be refused as such.
  passes: [good, tried(400)],
  breaks: [
    broken("the query is read too", good, (r) => answer(r, "token elsewhere", { status: 200, json: { items: [] } })),
    broken("X-Access-Token is read too", good, (r) => answer(r, "token elsewhere", { status: 200, json: {} }, 1)),
    broken("a cookie is read too", good, (r) => answer(r, "token elsewhere", { status: 200, json: {} }, 2)),
  ],
};
export default check;
