import type { Surface } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, keyedSurface } from "../check-examples.ts";
import { header } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const asked = (challenge: Record<string, string>, surface?: Surface) =>
  example((r) => {
    r.scenario("ask-without-a-token");
    for (const [operation, method, url] of [
      ["listNotes", "GET", "/notes"],
      ["getNote", "GET", "/notes/7"],
      ["updateNote", "PATCH", "/notes/7"],
      ["deleteNote", "DELETE", "/notes/7"],
    ] as const) {
      const json = { title: "Log in first", status: 401 };
      r.exchange({
        label: "no token",
        operation,
        note: { operation },
        method,
        url,
        status: 401,
        json,
        headers: challenge,
      });
    }
  }, surface);
const good = asked({ "content-type": "application/problem+json", "www-authenticate": "Bearer" });
const otherHabits = asked({
  "Content-Type": "text/plain",
  "WWW-AUTHENTICATE": 'bearer realm="notes", error="invalid_token"',
});

/** No challenge is registered that could name a header of the API's own. */
const withKey = asked({ "content-type": "application/problem+json" }, keyedSurface());

const check: Check = {
  title: {
    passed: "Nothing that is guarded opens without a token",
    failed: "Something that is guarded opens without a token",
  },
  severity: "critical",
  skills: ["authentication", "security-basics", "owasp-top-10"],
  references: [
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
    { name: "CWE-306", url: "https://cwe.mitre.org/data/definitions/306.html" },
    { name: "RFC 9110 §15.5.2 (401)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2" },
  ],
  why: `Forgotten guards are found by people who try each path with a script, and it takes them minutes. A phone company lost the
    records of ten million customers through one test endpoint that asked for nothing. The rule was in the code, but each
    route had to remember it, and one of forty did not.`,
  hints: {
    look: "Look at the method and the path that answered, and find the line that should have stopped it.",
    ask: "If somebody adds a route tomorrow and thinks of nothing, is it open or closed?",
    concept: `Authentication is done in one place that every request passes before its handler, and what is public is the exception that is named: a
      short list with sign-up, log-in and health. Then a new route is closed by default. Who brings no valid token is answered 401, with a
      header WWW-Authenticate that says how to come in ("Bearer"); 403 is for those who are known and may not. The guard comes before
      anything is read or looked up, so that nobody learns what exists.
      https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Authentication`,
    shape: `on every request:
  if (method, path) not in public:
    person = personOf(request.header("authorization"))
    if person is none: answer 401, WWW-Authenticate: Bearer
  handle(request, person)`,
    example: `A booking API had @authenticated above each of its functions, but for the export that was added last. Fixed: the router asks for a
person unless the route says "public".`,
    causes: {
      open: "Look at the handler that answered: it ran, and nothing before it asked who it is for.",
      "other-status": "Look at what came first: your program looked at the request before it asked who is asking.",
      challenge: "Look at the headers of your 401: the one that says how to log in is missing.",
    },
  },
  scenarios: ["ask-without-a-token"],
  promises: ["tokens-guard-everything"],
  judge(view) {
    const tried = view.of("exchange", "ask-without-a-token").filter(({ label }) => label === "no token");
    const { identity, apiKey } = view.surface;
    // No scheme is registered for cookies, or for a key in a header of its own: no challenge would help anybody.
    const hasScheme = apiKey ? apiKey.scheme !== undefined : identity?.carrier !== "cookie";
    const noun = apiKey ? "key" : "token";
    const failures = tried.flatMap((exchange): Failure[] => {
      const evidence = { seen: answerOf(exchange), entries: [exchange.id] };
      if (exchange.response?.status !== 401) {
        const cause = succeeded(exchange) ? "open" : "other-status";
        const headline = `${lineOf(exchange)} ${outcomeOf(exchange)} without a ${noun}.`;
        return [{ headline, expected: "401", ...evidence, cause }];
      }
      if (!hasScheme || header(exchange, "www-authenticate")) return [];
      const headline = `${lineOf(exchange)} answered 401 without WWW-Authenticate.`;
      return [{ headline, expected: "401, with a header WWW-Authenticate", ...evidence, cause: "challenge" }];
    });
    // Each open operation is a hole of its own; a missing header is one mistake.
    const severe = failures.filter(({ cause }) => cause === "open");
    const others = failures.filter(({ cause }) => cause !== "open");
    return conclude([...severe, ...oncePer(others, ({ cause }) => `${cause}`)], {
      cases: tried.length,
      otherwise: "nothing was asked without a token",
      measured: { "operations tried": tried.length },
      view,
    });
  },
  passes: [good, otherHabits, withKey],
  breaks: [
    broken("the guard was forgotten at DELETE", good, (r) => answer(r, "no token", { status: 204, text: "" }, 3)),
    broken("the key is not asked for", withKey, (r) => answer(r, "no token", { status: 204, text: "" }, 3)),
    broken("a list answers what everybody may see", good, (r) =>
      answer(r, "no token", { status: 200, json: { items: [] } }),
    ),
    broken("the thing is looked up first", good, (r) => answer(r, "no token", { status: 404 }, 1)),
    broken("who is not known is answered 403", good, (r) => answer(r, "no token", { status: 403 }, 2)),
    broken("no handler expects a request of nobody", good, (r) => answer(r, "no token", { status: 500 }, 1)),
    broken("the 401 does not say how to log in", good, (r) =>
      answer(r, "no token", { headers: { "content-type": "application/problem+json" } }),
    ),
  ],
};
export default check;
