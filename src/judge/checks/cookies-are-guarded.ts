import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { SessionCookies } from "../scenarios/ask-without-a-token.ts";

const post = { method: "POST", url: "/sessions" };
const loggedIn = (cookie: string, write = 403) =>
  example((r) => {
    r.scenario("ask-without-a-token");
    r.exchange({ label: "log in", ...post, status: 201, json: {}, headers: { "set-cookie": cookie } });
    r.fact("session-cookies", { entry: 1, cookies: [cookie] });
    r.scenario("ask-from-another-origin");
    const note = { origin: "https://evil.example" };
    r.exchange({ label: "write from another origin", note, method: "POST", url: "/notes", status: write, json: {} });
  });
const good = loggedIn("session=…; Path=/; HttpOnly; Secure; SameSite=Lax");
const strict = loggedIn("__Host-session=…; path=/; httponly; secure; samesite=strict");
const lax = loggedIn("session=…; HttpOnly; Secure; SameSite=Lax", 201);

const check: Check = {
  title: {
    passed: "The session's cookie is kept from scripts and other sites",
    failed: "The session's cookie can be stolen or used by other sites",
  },
  severity: "major",
  skills: ["authentication", "security-basics", "owasp-top-10"],
  references: [
    { name: "CWE-1004 (HttpOnly)", url: "https://cwe.mitre.org/data/definitions/1004.html" },
    { name: "CWE-352 (forged requests)", url: "https://cwe.mitre.org/data/definitions/352.html" },
    {
      name: "OWASP Session Management Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies",
    },
  ],
  why: `A cookie is sent by the browser on its own: to every page of yours, over any connection, and also when a form on somebody else's page
    points to you. Three words decide whether one foreign script can read it, whether the network of a café can, and whether
    a link in a mail can move your user's money.`,
  hints: {
    look: "Look at the header Set-Cookie of the log-in, and at the words after its value.",
    ask: "Who needs to read this cookie? Only your server does: so who can be kept from it?",
    concept: `HttpOnly keeps it from scripts, so that one injected line cannot send it away. Secure keeps it off connections that are not encrypted. SameSite=Lax
      keeps it from requests that other sites start (but for following a link), SameSite=Strict from those as well; SameSite=None sends it always, and
      then each write must prove where it comes from, by its Origin or a token in the form. A name that begins with __Host- makes
      the browser insist on Secure and on your host alone.
      https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie`,
    shape: `Set-Cookie: __Host-session=…; Path=/; HttpOnly; Secure; SameSite=Lax`,
    example: `A router's settings were changed by an image in a mail: its address was the form's, and the browser sent the cookie along. Fixed: SameSite, and no
change by GET.`,
    causes: {
      httponly: "Look at the words of the cookie: any script on the page can read it.",
      secure: "Look at the words of the cookie: it is also sent where everybody on the way can read it.",
      samesite: "Look at the words of the cookie: nothing says what other sites may do with it.",
      forged: "Look at what your writes ask for besides the cookie: another site's form was enough.",
    },
  },
  scenarios: ["ask-without-a-token", "ask-from-another-origin"],
  judge(view) {
    if (!view.surface.identity) return { verdict: "not-applicable", why: "nobody logs in to this API" };
    const fact = view.of("fact", "ask-without-a-token").find(({ name }) => name === "session-cookies");
    if (!fact) return { verdict: "unclear", why: "nobody logged in" };
    const { entry, cookies } = fact.value as unknown as SessionCookies;
    if (cookies.length === 0) return { verdict: "not-applicable", why: "no cookie carries the session" };
    const failures = cookies.flatMap((cookie): Failure[] => {
      const words = cookie
        .split(";")
        .slice(1)
        .map((word) =>
          word
            .trim()
            .toLowerCase()
            .replace(/\s*=\s*/, "="),
        );
      const sameSite = words.find((word) => word.startsWith("samesite="));
      const lacks = (name: string, cause: string, what: string): Failure => ({
        headline: `The cookie of the session is set without ${name}: ${what}.`,
        expected: "HttpOnly, Secure and SameSite=Lax or Strict",
        seen: `Set-Cookie: ${cookie}`,
        entries: [entry],
        cause,
      });
      const forged = view
        .of("exchange", "ask-from-another-origin")
        .find((exchange) => exchange.label === "write from another origin" && succeeded(exchange));
      return [
        ...(words.includes("httponly") ? [] : [lacks("HttpOnly", "httponly", "every script on the page can read it")]),
        ...(words.includes("secure")
          ? []
          : [lacks("Secure", "secure", "it is sent over connections that are not encrypted")]),
        ...(sameSite === undefined
          ? [lacks("SameSite", "samesite", "nothing keeps it from requests of other sites")]
          : []),
        // With Lax or Strict no browser would have sent the cookie.
        ...(forged && (sameSite === undefined || sameSite === "samesite=none")
          ? [
              {
                headline: `${lineOf(forged)} ${outcomeOf(forged)} to a form of another site.`,
                expected: "refused (403)",
                seen: answerOf(forged),
                entries: [entry, forged.id],
                cause: "forged",
              },
            ]
          : []),
      ];
    });
    return conclude(failures, { cases: cookies.length, otherwise: "", measured: { cookies: cookies.length } });
  },
  passes: [good, strict, lax],
  breaks: [
    broken("a script can read it", loggedIn("session=…; Secure; SameSite=Lax"), () => {}),
    broken("it is sent in the open", loggedIn("session=…; HttpOnly; SameSite=Lax"), () => {}),
    broken("nothing is said of other sites", loggedIn("session=…; HttpOnly; Secure"), () => {}),
    broken("other sites may write", loggedIn("session=…; HttpOnly; Secure; SameSite=None", 201), () => {}),
  ],
};
export default check;
