import type { Check } from "../check.ts";
import { answer, broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { tokenForm } from "../reading/token-form.ts";
import type { TokenForm } from "../scenarios/forge-tokens.ts";
import type { KeyChanged } from "../scenarios/log-out-and-restart.ts";

type JwtForm = Extract<TokenForm, { form: "jwt" }>;

const of = { operation: "me", note: { operation: "me" }, url: "/me" };
const refused = { status: 401, json: { title: "Log in first", status: 401 } };
const known = (r: ExampleBuilder, key: JwtForm["key"], word?: string) => {
  r.scenario("forge-tokens");
  r.fact("token-form", {
    form: "jwt",
    algorithm: "HS256",
    endsInSeconds: 3600,
    lastsSeconds: 3600,
    key,
    ...(word === undefined ? {} : { word }),
  });
  r.exchange({ label: "with the token", ...of, status: 200, json: { id: 1 } });
};
const otherKey = (r: ExampleBuilder) => {
  r.scenario("log-out-and-restart");
  r.exchange({ label: "with the token", ...of, status: 200, json: { id: 1 } });
  r.exchange({ label: "after the restart", ...of, status: 200, json: { id: 1 } });
  r.fact("key-changed", { fixedSettings: [] });
  r.exchange({ label: "with another key", ...of, ...refused });
};
const good = example((r) => {
  known(r, "environment");
  otherKey(r);
});
const derived = example((r) => {
  known(r, "unknown");
  otherKey(r);
});

const check: Check = {
  title: {
    passed: "The key of the tokens comes from the environment",
    failed: "The key of the tokens is known, or always the same",
  },
  severity: "critical",
  skills: ["json-web-tokens", "secrets", "configuration"],
  references: [
    { name: "CWE-321 (hard-coded key)", url: "https://cwe.mitre.org/data/definitions/321.html" },
    { name: "RFC 8725 §3.5 (key entropy)", url: "https://www.rfc-editor.org/rfc/rfc8725#section-3.5" },
    { name: "The Twelve-Factor App: config", url: "https://12factor.net/config" },
  ],
  why: `Whoever has the key can sign a token for anybody, the administrator included, and nothing in any log will look odd. A key that stands in
    the source is known to everybody who ever saw the repository. A word is found in seconds: an attacker needs one token
    of his own and tries millions of guesses at home, where no limit of yours can slow him.`,
  hints: {
    look: "Look for the line that signs, and follow its key back to where it comes from.",
    ask: "Can the operator change the key without a new version of the program? And what happens when the setting is missing?",
    concept: `A signature by HMAC is as strong as its key: 256 random bits, made by a machine, kept out of the repository, and given to the program by
      its environment, so that each installation has its own and a stolen one can be replaced within minutes. A default for the key
      is a key in the source: the day when the setting is forgotten, nobody notices, and everybody can sign. Without the setting
      the program should not start. https://12factor.net/config`,
    shape: `key = environment["JWT_SECRET"]
if missing or shorter than 32 characters: print what is missing, end with status 1
sign(claims, key)`,
    example: `A forum software shipped with "keyboard cat" as the key of its sessions, from its framework's example. Thousands of forums kept it. Fixed: it
refuses to start with that value.`,
    causes: {
      word: "Look for the key in your source: it was found by trying words from a list.",
      constant: "Look for what signs: tokens from before were still good after JWT_SECRET had changed.",
    },
  },
  scenarios: ["forge-tokens", "log-out-and-restart"],
  promises: ["tokens-guard-everything"],
  after: ["jwt-signature-is-verified"],
  judge(view) {
    const token = tokenForm(view);
    if (token?.form === "opaque") return { verdict: "not-applicable", why: "the token is not a JWT" };
    const shown = view.of("exchange", "forge-tokens").find(({ label }) => label === "with the token");
    if (!token || !shown) return { verdict: "unclear", why: "no token was given out" };
    if (token.key === "environment") return conclude([], { cases: 1, otherwise: "" });
    if (token.key === "word") {
      const failure = {
        headline: `The key of the tokens is ${say(token.word)}, a word that everybody tries.`,
        expected: "signed with the value of JWT_SECRET",
        seen: `a token of algorithm ${token.algorithm} whose signature fits the key ${say(token.word)}`,
        entries: [shown.id],
        cause: "word",
      };
      return conclude([failure], { cases: 1, otherwise: "" });
    }
    const later = view.of("exchange", "log-out-and-restart");
    const changed = view.of("fact", "log-out-and-restart").find(({ name }) => name === "key-changed");
    const asked = later.find(({ label }) => label === "with another key");
    const before = later.find(({ label }) => label === "after the restart");
    // Without a guard that looks at the signature, this says nothing about the key.
    const forgedGetsIn = view
      .of("exchange", "forge-tokens")
      .some((exchange) => exchange.label === "forged token" && succeeded(exchange));
    if (!changed || !asked || !succeeded(before) || forgedGetsIn) {
      return { verdict: "unclear", why: "what the tokens are signed with could not be found out" };
    }
    if (!succeeded(asked)) return conclude([], { cases: 1, otherwise: "" });
    const { fixedSettings } = changed.value as unknown as KeyChanged;
    if (fixedSettings.length > 0) {
      return {
        verdict: "unclear",
        why: `the key may be one of the settings in the manifest (${fixedSettings.join(", ")})`,
      };
    }
    const failure = {
      headline: `${lineOf(asked)} ${outcomeOf(asked)} to a token from before JWT_SECRET was changed.`,
      expected: "401: the key that it was signed with is gone",
      seen: answerOf(asked),
      entries: [changed.id, asked.id],
      cause: "constant",
    };
    return conclude([failure], { cases: 1, otherwise: "" });
  },
  passes: [good, derived],
  breaks: [
    broken("the key is a word of the documentation", good, (r) => {
      for (const entry of r.entries) {
        if (entry.kind === "fact" && entry.name === "token-form")
          Object.assign(entry.value as object, { key: "word", word: "secret" });
      }
    }),
    broken("the key is a constant of the source", derived, (r) =>
      answer(r, "with another key", { status: 200, json: { id: 1 } }),
    ),
  ],
};
export default check;
