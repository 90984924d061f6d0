import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf } from "../reading/exchanges.ts";
import type { OriginNote } from "../scenarios/ask-from-another-origin.ts";

const asked = (headers: Record<string, string>) =>
  example((r) => {
    r.scenario("ask-from-another-origin");
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:3000.evil.example"]) {
      const sentHeaders = { origin };
      r.exchange({
        label: "ask from another origin",
        note: { origin },
        url: "/me",
        sentHeaders,
        status: 200,
        json: { id: 1 },
        headers,
      });
      r.exchange({
        label: "preflight",
        note: { origin },
        method: "OPTIONS",
        url: "/me",
        sentHeaders,
        status: 405,
        headers,
      });
    }
  });
const good = asked({ "content-type": "application/json" });
/** For an API that is public, without credentials: what a browser shows the page is what everybody may see. */
const open = asked({ "content-type": "application/json", "access-control-allow-origin": "*" });
const reflecting = (origin: string) => ({
  headers: { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" },
});

const check: Check = {
  title: {
    passed: "No page of others may read with a person's session",
    failed: "Any page may read with the session of whoever looks at it",
  },
  severity: "major",
  skills: ["cors", "security-basics", "owasp-top-10"],
  references: [
    { name: "CWE-942", url: "https://cwe.mitre.org/data/definitions/942.html" },
    {
      name: "OWASP API8:2023 (misconfiguration)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/",
    },
    { name: "Fetch: CORS protocol", url: "https://fetch.spec.whatwg.org/#http-cors-protocol" },
  ],
  why: `The browser keeps pages apart: what your bank answers, no other page may read. A program that repeats whatever origin it is asked from, and allows
    credentials, switches that off for itself: each page that a customer opens can read the customer's data and send it away.
    It gets in as "the line that made the error go away".`,
  hints: {
    look: "Look at the headers of the answer that begin with Access-Control, and at the Origin of the request.",
    ask: "Which pages are meant to call this API from a browser? Are they listed anywhere?",
    concept: `CORS loosens a protection that is on by default: a page may send to other origins, but not read the answers. Access-Control-Allow-Origin names who may.
      "*" is for what everybody may see, and browsers then refuse credentials. With Allow-Credentials there must be one origin, compared
      as a whole with a list of your own (with ends and beginnings, "evil-shop.com" passes), and "null" is never on it. Who
      has no page elsewhere needs none of these headers. https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS`,
    shape: `allowed = ["https://app.example.com"]
if request.origin in allowed:       // equal, not "ends with"
  Access-Control-Allow-Origin: request.origin
  Vary: Origin`,
    example: `A photo service allowed every origin that ended in its name. Somebody bought "not" and its name, and a page there copied private albums. Fixed: a list of
three whole origins.`,
  },
  scenarios: ["ask-from-another-origin"],
  judge(view) {
    const tried = view
      .of("exchange", "ask-from-another-origin")
      .filter(({ label, response }) => response && /^(ask from another origin|preflight)$/.test(label));
    const failures = tried.flatMap((exchange): Failure[] => {
      const { origin } = exchange.note as unknown as OriginNote;
      const allowed = header(exchange, "access-control-allow-origin");
      if (allowed !== origin || header(exchange, "access-control-allow-credentials")?.toLowerCase() !== "true")
        return [];
      return [
        {
          headline: `${lineOf(exchange)} lets pages of ${origin} read the answer with a person's credentials.`,
          expected: "no Access-Control-Allow-Origin for an origin that is not known",
          seen: `Access-Control-Allow-Origin: ${allowed}, Access-Control-Allow-Credentials: true`,
          entries: [exchange.id],
          mark: ["access-control-allow-origin"],
        },
      ];
    });
    const origins = new Set(tried.map(({ note }) => (note as unknown as OriginNote).origin));
    return conclude(
      oncePer(failures, ({ seen }) => seen),
      { cases: tried.length, otherwise: "nothing was answered", measured: { "origins tried": origins.size } },
    );
  },
  passes: [good, open],
  breaks: [
    broken("whatever origin asks is repeated", good, (r) =>
      answer(r, "ask from another origin", reflecting("https://evil.example")),
    ),
    broken('"null" is allowed', good, (r) => answer(r, "ask from another origin", reflecting("null"), 1)),
    broken("only its beginning is compared, at the preflight", good, (r) =>
      answer(r, "preflight", { status: 204, ...reflecting("http://127.0.0.1:3000.evil.example") }, 2),
    ),
  ],
};
export default check;
