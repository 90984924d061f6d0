import type { Failure, Finding } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { tokenForm } from "../reading/token-form.ts";
import type { TokenForm } from "../scenarios/forge-tokens.ts";

type JwtForm = Extract<TokenForm, { form: "jwt" }>;

const refused = { status: 401, json: { title: "Log in first", status: 401 } };
const form: JwtForm = {
  form: "jwt",
  algorithm: "HS256",
  endsInSeconds: 43_195,
  lastsSeconds: 43_200,
  key: "environment",
};
const recorded = (token: JwtForm, more: (r: ExampleBuilder) => void = () => {}) =>
  example((r) => {
    r.scenario("forge-tokens");
    r.fact("token-form", { ...token });
    const of = { operation: "me", note: { operation: "me" }, url: "/me" };
    r.exchange({ label: "with the token", ...of, status: 200, json: { id: 1 } });
    r.exchange({ label: "signed anew", ...of, status: 200, json: { id: 1 } });
    r.exchange({ label: "expired token", ...of, ...refused });
    more(r);
  });
const good = recorded(form);
const aWholeDay = recorded({ ...form, endsInSeconds: 86_398, lastsSeconds: 86_400 });

/** Between the clock that wrote the token and ours, and for what was rounded. */
const leewaySeconds = 60;

const check: Check = {
  title: { passed: "A JWT ends within its time", failed: "A JWT lives longer than it may" },
  severity: "major",
  skills: ["authentication", "json-web-tokens", "security-basics"],
  references: [
    { name: "RFC 7519 §4.1.4 (exp)", url: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4" },
    { name: "CWE-613", url: "https://cwe.mitre.org/data/definitions/613.html" },
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
  ],
  why: `Tokens get around: into logs, screenshots, bug reports, stolen laptops. Whoever finds one is that person for as long as it lives. One
    that never ends turned a support ticket of three years ago into an open door. An end that is written into the token,
    but that nobody looks at, is worse still: everybody believes that it is there.`,
  hints: {
    look: "Look at the claims of the token: they can be read by anybody, at the second dot.",
    ask: "Where is the end of a token set, in which unit, and which line refuses it afterwards?",
    concept: `The claim "exp" is a time in whole seconds since 1970 (not in milliseconds: that would be in the year 57000). Who signs sets it: now
      plus some hours. Who verifies compares it with the clock, on each request: a library's verify does so by itself when the claim is
      there, unless it is told to ignore it; its decode never does. Short lives are made bearable by refresh tokens, not by long ones.
      https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4`,
    shape: `to log in:  sign({ sub: person.id, exp: now_seconds + 12 * 3600 }, key)
each time:  claims = verify(token, key)     // refuses when exp is past`,
    example: `A car sharer's tokens had exp: Date.now() + a day, in milliseconds. They would have ended in 56,000 years. Found when a former employee opened
a car. Fixed: whole seconds.`,
    causes: {
      never: 'Look at what is signed at a log-in: there is no "exp" in it.',
      long: 'Look at how "exp" is computed, and at its unit: seconds, not milliseconds.',
      ignored: 'Look at how the token is read: its "exp" is past, and nothing compares it with the clock.',
    },
  },
  scenarios: ["forge-tokens"],
  promises: ["tokens-guard-everything"],
  after: ["jwt-signature-is-verified"],
  judge(view) {
    const token = tokenForm(view);
    if (token?.form === "opaque") return { verdict: "not-applicable", why: "the token is not a JWT" };
    const exchanges = view.of("exchange", "forge-tokens");
    const shown = exchanges.find(({ label }) => label === "with the token");
    if (!token || !shown) return { verdict: "unclear", why: "no token was given out" };
    const failures = [...judgeClaims(view, token, shown.id), ...judgeObedience(view)];
    const finding = conclude(failures, { cases: 1, otherwise: "", measured: measuredOf(token) });
    return finding.verdict === "passed" ? passedOnlyWhenTried(view, finding) : finding;
  },
  passes: [good, aWholeDay],
  breaks: [
    broken("there is no exp", good, (r) => setForm(r, { endsInSeconds: null, lastsSeconds: null })),
    broken("it lives for a year", good, (r) => setForm(r, { endsInSeconds: 31_536_000, lastsSeconds: 31_536_000 })),
    broken("exp is in milliseconds", good, (r) => setForm(r, { endsInSeconds: 1_790_000_000_000, lastsSeconds: null })),
    broken("exp is ignored", good, (r) => answer(r, "expired token", { status: 200, json: { id: 1 } })),
  ],
};
export default check;

function judgeClaims(view: RecordingView, { endsInSeconds, lastsSeconds }: JwtForm, entry: number): Failure[] {
  const most = view.surface.limits.tokenLifetimeHours ?? 24;
  const expected = `an "exp" at most ${most} hours after the log-in`;
  if (endsInSeconds === null) {
    return [
      {
        headline: 'The token has no "exp": it never ends.',
        expected,
        seen: 'no "exp"',
        entries: [entry],
        cause: "never",
      },
    ];
  }
  const seconds = Math.max(endsInSeconds, lastsSeconds ?? 0);
  if (seconds <= most * 3_600 + leewaySeconds) return [];
  const seen = `"exp" is ${inHours(seconds)} after the log-in`;
  return [{ headline: `A token lives for ${inHours(seconds)}.`, expected, seen, entries: [entry], cause: "long" }];
}

function judgeObedience(view: RecordingView): Failure[] {
  return view
    .of("exchange", "forge-tokens")
    .filter((exchange) => exchange.label === "expired token" && succeeded(exchange))
    .map((exchange) => ({
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} to a token that ended two hours before.`,
      expected: "401",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "ignored",
    }));
}

/** That an expired token is refused says something only where a like one that has not expired is let in. */
function passedOnlyWhenTried(view: RecordingView, finding: Finding): Finding {
  const exchanges = view.of("exchange", "forge-tokens");
  const control = exchanges.find(({ label }) => label === "signed anew");
  if (exchanges.some(({ label }) => label === "expired token") && succeeded(control)) return finding;
  const why = control
    ? "the program lets in no token but those that it gave out, so none could be made that has expired"
    : "the token is signed with a key that is not known, so none could be made that has expired";
  return { verdict: "unclear", why };
}

function measuredOf({ endsInSeconds, algorithm }: JwtForm): Record<string, string | number> {
  return { "lives for": endsInSeconds === null ? "ever" : inHours(endsInSeconds), algorithm };
}

function inHours(seconds: number): string {
  const hours = seconds / 3_600;
  return hours > 240 ? `${Math.round(hours / 24)} days` : `${Math.round(hours * 10) / 10} hours`;
}

function setForm(recording: Parameters<typeof answer>[0], change: Partial<JwtForm>): void {
  for (const entry of recording.entries) {
    if (entry.kind === "fact" && entry.name === "token-form") Object.assign(entry.value as object, change);
  }
}
