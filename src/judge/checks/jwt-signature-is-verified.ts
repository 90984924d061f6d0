import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { tokenForm } from "../reading/token-form.ts";
import type { ForgedNote } from "../scenarios/forge-tokens.ts";

const refused = { status: 401, json: { title: "Log in first", status: 401 } };
const forgeries = [
  'has the algorithm "none" and no signature',
  "is signed with a key of the judge",
  "has other claims under the old signature",
];
const good = example((r) => {
  r.scenario("forge-tokens");
  r.fact("token-form", {
    form: "jwt",
    algorithm: "HS256",
    endsInSeconds: 3600,
    lastsSeconds: 3600,
    key: "environment",
  });
  r.exchange({
    label: "with the token",
    operation: "me",
    note: { operation: "me" },
    url: "/me",
    status: 200,
    json: { id: 1 },
  });
  for (const what of forgeries) {
    r.exchange({ label: "forged token", operation: "me", note: { operation: "me", what }, url: "/me", ...refused });
  }
});

const check: Check = {
  title: { passed: "The signature of a JWT is verified", failed: "A forged JWT gets in" },
  severity: "critical",
  skills: ["authentication", "json-web-tokens", "security-basics"],
  references: [
    { name: "RFC 8725 §3.1 (JWT best practice)", url: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1" },
    { name: "CWE-347", url: "https://cwe.mitre.org/data/definitions/347.html" },
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
  ],
  why: `The content of a JWT is readable and can be written by anybody; only its signature says that you wrote it. A program that decodes
    without verifying, or that lets the token itself choose the algorithm, lets anybody be anybody with a line of
    script. It stays unseen for years, because every honest token works.`,
  hints: {
    look: "Look at what was done to this token, and at the function of your library that accepted it.",
    ask: "Which line of yours fails when the signature is wrong, and who decides which algorithm it is checked by?",
    concept: `A JWT is three parts in base64url: a header, claims, and a signature over both. Most libraries have two functions with similar names:
      "decode" reads, "verify" checks. Only the second one may be used for a request. It is told which algorithms are allowed, because
      the header is written by whoever sends the token: it may say "none", or another algorithm that makes your public key a secret
      key. It is told the key by you: never by "jwk", "jku" or "kid" in that header, unless looked up in a list of your own.
      https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html`,
    shape: `claims = verify(token, key: JWT_SECRET, algorithms: ["HS256"])
  throws: 401
person = claims.sub`,
    example: `A door lock's app read the user's id with atob(token.split(".")[1]), "since the gateway has checked it". The gateway had an exception for
the old app. Fixed: each service verifies.`,
    causes: {
      unsigned: "Look for where the algorithm comes from: a token without a signature got in.",
      "wrong-key": "Look for decode where verify should stand: no signature of yours was needed.",
      crashed: "Look at the log lines of that moment: verifying threw, and nothing made a 401 of it.",
    },
  },
  scenarios: ["forge-tokens"],
  promises: ["tokens-guard-everything"],
  after: ["broken-tokens-are-refused"],
  judge(view) {
    const form = tokenForm(view);
    if (form?.form === "opaque") return { verdict: "not-applicable", why: "the token is not a JWT" };
    const exchanges = view.of("exchange", "forge-tokens");
    const control = exchanges.find(({ label }) => label === "with the token");
    const tried = succeeded(control) ? exchanges.filter(({ label }) => label === "forged token") : [];
    const failures = tried.flatMap((exchange): Failure[] => {
      const { what = "is forged" } = exchange.note as unknown as ForgedNote;
      const evidence = { expected: "401", seen: answerOf(exchange), entries: [exchange.id] };
      const status = exchange.response?.status ?? 0;
      if (status === 401 || status === 400) return [];
      const crashed = status === 0 || status >= 500;
      const cause = crashed ? "crashed" : /none|lost/.test(what) ? "unsigned" : "wrong-key";
      return [{ headline: `${lineOf(exchange)} ${outcomeOf(exchange)} to a token that ${what}.`, ...evidence, cause }];
    });
    return conclude(
      oncePer(failures, ({ headline }) => headline),
      {
        cases: tried.length,
        otherwise: "no JWT was given out that works",
        measured: { "forged tokens": tried.length },
        view,
      },
    );
  },
  passes: [good],
  breaks: [
    broken('the header may say "none"', good, (r) => answer(r, "forged token", { status: 200, json: { id: 1 } })),
    broken("it is decoded, not verified", good, (r) => answer(r, "forged token", { status: 200, json: { id: 1 } }, 1)),
    broken("the signature is not compared", good, (r) =>
      answer(r, "forged token", { status: 200, json: { id: 1 } }, 2),
    ),
    broken("what verifies throws, and that is a 500", good, (r) => answer(r, "forged token", { status: 500 }, 1)),
  ],
};
export default check;
