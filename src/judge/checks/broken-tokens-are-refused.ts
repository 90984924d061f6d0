import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { TokenNote } from "../scenarios/ask-without-a-token.ts";

const headers = { "content-type": "application/problem+json", "www-authenticate": "Bearer" };
const refused = { status: 401, json: { title: "Log in first", status: 401 }, headers };
const cases = ["a made-up token", "a token with one character changed", "the scheme Basic"];
const tried = (malformedStatus: number) =>
  example((r) => {
    r.scenario("ask-without-a-token");
    r.exchange({ label: "no token", operation: "me", note: { operation: "me" }, url: "/me", ...refused });
    for (const what of cases) {
      r.exchange({ label: "broken token", operation: "me", note: { operation: "me", what }, url: "/me", ...refused });
    }
    const note = { operation: "me", what: "a quote", malformed: true };
    r.exchange({ label: "broken token", operation: "me", note, url: "/me", ...refused, status: malformedStatus });
  });
const good = tried(401);

const check: Check = {
  title: { passed: "A token that is none is refused", failed: "A token that is none gets in, or breaks the program" },
  severity: "critical",
  skills: ["authentication", "security-basics", "status-codes"],
  references: [
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
    { name: "CWE-287", url: "https://cwe.mitre.org/data/definitions/287.html" },
    { name: "RFC 6750 §3.1", url: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1" },
  ],
  why: `Tokens arrive expired, cut by a proxy, pasted with a word missing, or made up by somebody who is guessing. A guard that compares only the
    beginning, or that lets through whatever it cannot read, is no guard. One that falls over with 500 fills the error
    log with other people's typing mistakes, and tells attackers where it is thin.`,
  hints: {
    look: "Look at the header Authorization of this request, and follow it through your guard word by word.",
    ask: "What does your guard do with a text that is not like any token that it ever gave out?",
    concept: `The header is a scheme, a space and the token: "Bearer abc". The scheme may be in any case, but it has to be that one. The token is
      looked up as a whole: by equality with what was kept (better: with its SHA-256), or by the signature. Whatever does not fit is no
      reason to think further, and not an error of the program: it is one answer, 401, the same for each way of being wrong. A
      function that cannot read its input ("decode", "parse", "cast to uuid") throws, so it is called inside of a net that makes 401 of it.
      https://www.rfc-editor.org/rfc/rfc6750`,
    shape: `match header with /^bearer ([A-Za-z0-9._~+\\/-]+=*)$/i
  no match: 401
session = find session where token_hash = sha256(token) and not ended
  none: 401`,
    example: `A ticket shop looked its tokens up by "like token || '%'". Three letters were enough to be somebody. Fixed: "=", over the digest of the
whole token.`,
    causes: {
      "let-in": "Look at how the token is compared: this one is not any that was given out.",
      crashed: "Look at the log lines of that moment: reading the token threw, and nothing caught it.",
      "other-status":
        "Look at the branch that made this answer: a token that is not valid is 401, whatever is wrong with it.",
      challenge: "Look at the headers: without a token you say how to log in, with a bad one you do not.",
    },
  },
  scenarios: ["ask-without-a-token"],
  promises: ["tokens-guard-everything"],
  after: ["protected-operations-ask-for-a-token"],
  judge(view) {
    const exchanges = view.of("exchange", "ask-without-a-token");
    // What is open to everybody is open to them too: that is one hole, and another check is about it.
    const guarded = new Map(
      exchanges
        .filter(({ label, response }) => label === "no token" && response?.status === 401)
        .map((e) => [e.operation, e]),
    );
    // Who counts wrong ones and says 429 to more has let none in, and says no more about them (RFC 6585 §4).
    const tokens = exchanges.filter(
      ({ label, operation, response }) =>
        label === "broken token" && guarded.has(operation) && response?.status !== 429,
    );
    const failures = tokens.flatMap((exchange) => judgeOne(exchange, guarded.get(exchange.operation)));
    return conclude(
      oncePer(failures, ({ headline, cause }) => (cause === "let-in" ? headline : `${cause}`)),
      {
        cases: tokens.length,
        otherwise: "no operation that asks for a token was tried with a broken one",
        measured: { "requests with broken tokens": tokens.length },
        view,
      },
    );
  },
  passes: [good, tried(400), tried(429)],
  breaks: [
    broken("any token will do", good, (r) => answer(r, "broken token", { status: 200, json: { id: 1 } })),
    broken("only the beginning is compared", good, (r) =>
      answer(r, "broken token", { status: 200, json: { id: 1 } }, 1),
    ),
    broken("the scheme is not looked at", good, (r) => answer(r, "broken token", { status: 200, json: { id: 1 } }, 2)),
    broken("what cannot be read is an error", good, (r) => answer(r, "broken token", { status: 500 }, 3)),
    broken("a known form with a wrong content is 403", good, (r) => answer(r, "broken token", { status: 403 }, 1)),
    broken("nothing is answered", good, (r) => answer(r, "broken token", null, 1)),
    broken("a bad token is not told how to log in", good, (r) => answer(r, "broken token", { headers: {} })),
  ],
};
export default check;

function judgeOne(exchange: Exchange, without: Exchange | undefined): Failure[] {
  const { what = "a broken token", malformed } = exchange.note as unknown as TokenNote;
  const status = exchange.response?.status;
  const failed = (headline: string, expected: string, cause: string): Failure[] => [
    { headline, expected, seen: answerOf(exchange), entries: [exchange.id], cause },
  ];
  if (status === 400 && malformed) return [];
  if (status !== 401) {
    const cause = succeeded(exchange) ? "let-in" : status === undefined || status >= 500 ? "crashed" : "other-status";
    return failed(`${lineOf(exchange)} ${outcomeOf(exchange)} to ${what}.`, malformed ? "401 or 400" : "401", cause);
  }
  const needed = without && header(without, "www-authenticate") !== undefined;
  if (!needed || header(exchange, "www-authenticate") !== undefined) return [];
  return failed(
    `${lineOf(exchange)} answered 401 to ${what}, without WWW-Authenticate.`,
    "401, with a header WWW-Authenticate",
    "challenge",
  );
}
