import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { bcryptBytes, longPasswordBytes } from "../reading/long-passwords.ts";

const note = { login: "lou@example.com" };
const tries = { ...note, same: bcryptBytes };
const signUp = { label: "sign up with a long password", note, method: "POST", url: "/users", operation: "register" };
const logIn = { note: tries, method: "POST", url: "/sessions", operation: "logIn" };
const no = { title: "Wrong", status: 401 };
const good = example((r) => {
  r.scenario("log-ins");
  r.exchange({ ...signUp, status: 201, json: { id: 4 } });
  r.exchange({ ...logIn, label: "long password", status: 201, json: { token: "t" } });
  r.exchange({ ...logIn, label: "long password with another end", status: 401, json: no });
});
const refused = example((r) => {
  r.scenario("log-ins");
  r.exchange({ ...signUp, status: 422, json: { title: "At most 72 bytes", status: 422 } });
});

const check: Check = {
  title: {
    passed: "A password counts to its end",
    failed: "A long password is not taken as it is",
  },
  severity: "major",
  skills: ["password-storage", "security-basics", "authentication"],
  references: [
    {
      name: "OWASP: limits of bcrypt",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#input-limits-of-bcrypt",
    },
    { name: "CWE-916 (password hash of insufficient effort)", url: "https://cwe.mitre.org/data/definitions/916.html" },
    {
      name: "NIST SP 800-63B (shall not be truncated)",
      url: "https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver",
    },
  ],
  why: `bcrypt reads 72 bytes and ignores the rest without a word. A service in 2024 hashed user id, name and password in one go; with a name
    of 52 letters nothing of the password was left, and any password let one in. A pass phrase of six words in a script of three bytes a
    letter is cut in its middle, and its owner believes in the words behind.`,
  hints: {
    look: "Look at the two passwords of the log-ins: they have the same beginning, and another end.",
    ask: "How many bytes does your hash read, and what does it do with those behind them?",
    concept: `bcrypt takes at most 72 bytes; most libraries cut silently, some newer ones throw. Three ways are right: a hash without such a limit
      (scrypt, Argon2id, PBKDF2); to refuse what is longer when somebody signs up, in bytes and not in letters; or to hash first with
      HMAC-SHA-256 and hand bcrypt its 44 letters of base64. Not the raw bytes: bcrypt ends at the first NUL. What already is in the table
      stays as it is until its owner logs in.
      https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html`,
    shape: `function prepared(password):
  return base64(hmacSha256(pepper, utf8(password)))      # 44 letters, whatever the length
kept = bcrypt(prepared(password), cost)
right = bcryptCompare(prepared(given), kept)`,
    example: `A lock took codes of up to twelve digits and compared the first eight, so all codes of one family were one code. Fixed: the whole code is
compared, and one that is too long is refused when it is set.`,
    causes: {
      cut: "Look at the second log-in: its password is another one, and only its beginning is right.",
      "locked-out": "Look at the first log-in: it is the password that was just signed up with.",
      broke: "Look at the program's log lines of that moment: does the hash throw at what is too long for it?",
    },
  },
  scenarios: ["log-ins"],
  after: ["people-can-sign-up", "passwords-are-stretched"],
  judge(view) {
    const exchanges = view.of("exchange", "log-ins");
    if (exchanges.length > 0 && longPasswordBytes(view.surface) === undefined)
      return { verdict: "not-applicable", why: `the contract has no passwords of more than ${bcryptBytes} letters` };
    const of = (label: string) => exchanges.find((exchange) => exchange.label === label);
    const [signedUp, right, other] = [
      of("sign up with a long password"),
      of("long password"),
      of("long password with another end"),
    ];
    const wasRefused = [400, 422].includes(signedUp?.response?.status ?? 0);
    const isKnown = signedUp !== undefined && (wasRefused || broke(signedUp) || isTelling(right, other));
    return conclude(judgeLong(signedUp, right, other), {
      view,
      cases: isKnown ? 1 : 0,
      otherwise: "nobody could sign up and log in with a long password",
      measured: { "passwords longer than bcrypt reads": wasRefused ? "refused" : "compared whole" },
    });
  },
  passes: [good, refused],
  breaks: [
    broken("bcrypt cuts it", good, (r) => answer(r, "long password with another end", { status: 201, json: {} })),
    broken("the hash throws", good, (r) => answer(r, "sign up with a long password", { status: 500, json: {} })),
    broken("who signed up cannot get in", good, (r) => {
      answer(r, "long password", { status: 401, json: no });
      r.entries = r.entries.filter((entry) => entry !== exchangeIn(r, "long password with another end"));
    }),
  ],
  leavesOpen: [broken("too many log-ins already", good, (r) => answer(r, "long password", { status: 429, json: no }))],
};
export default check;

/** 429 and the like say nothing of the password. */
function isTelling(right: Exchange | undefined, other: Exchange | undefined): boolean {
  const status = right?.response?.status ?? 0;
  if (!succeeded(right)) return [400, 401, 403, 422].includes(status) || broke(right);
  return other?.response !== undefined && other.response.status !== 429;
}

function judgeLong(signedUp?: Exchange, right?: Exchange, other?: Exchange): Failure[] {
  if (!signedUp || (!succeeded(signedUp) && !broke(signedUp))) return [];
  if (broke(signedUp))
    return [failureOf(signedUp, "with a password longer than bcrypt reads", "broke", "2xx, or 400 or 422")];
  if (!right || !isTelling(right, other)) return [];
  if (!succeeded(right)) return [failureOf(right, "with the password just signed up with", "locked-out", "2xx")];
  if (!other || (!succeeded(other) && !broke(other))) return [];
  const like = `with a password of which only the first ${bcryptBytes} bytes are right`;
  return [failureOf(other, like, succeeded(other) ? "cut" : "broke", "refused, as any wrong password")];
}

function failureOf(exchange: Exchange, how: string, cause: string, expected: string): Failure {
  const headline = `${lineOf(exchange)} ${how} ${outcomeOf(exchange)}.`;
  return { headline, expected, seen: answerOf(exchange), entries: [exchange.id], cause };
}
