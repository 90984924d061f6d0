import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header } from "../probe/http/messages.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, outcomeOf, succeeded } from "../reading/exchanges.ts";

const post = { method: "POST", url: "/sessions" };
const note = { login: "Ali@example.com" };
const wrong = { status: 401, json: { title: "Wrong", status: 401 } };
const tooMany = { status: 429, json: { title: "Too many", status: 429 }, headers: { "Retry-After": "55" } };
const guessed = (afterwards: boolean) =>
  example((r) => {
    r.scenario("log-ins");
    for (let round = 0; round < 7; round++) {
      r.exchange({ label: "wrong password", note: { ...note, of: "somebody", round }, ...post, ...wrong });
    }
    for (let n = 0; n < 3; n++) r.exchange({ label: "guess", note, ...post, ...wrong });
    for (let n = 0; n < 2; n++) r.exchange({ label: "guess", note, ...post, ...tooMany });
    r.exchange({
      label: "another person",
      note: { login: "Eve@example.com" },
      ...post,
      status: 201,
      json: { token: "t" },
    });
    r.exchange({ label: "guess in another case", note: { login: "ALI@example.com" }, ...post, ...tooMany });
    r.exchange({ label: "guess once more", note, ...post, ...tooMany });
    if (afterwards)
      r.exchange({ label: "right password afterwards", note, ...post, status: 201, json: { token: "t" } });
  });
const good = guessed(false);
const waited = guessed(true);

const aMinuteMs = 60_000;

const check: Check = {
  title: {
    passed: "Guessing passwords is slowed, and only for the one who is guessed at",
    failed: "Passwords can be guessed without end, or guessing locks others out",
  },
  severity: "major",
  skills: ["authentication", "rate-limiting", "security-basics"],
  references: [
    { name: "CWE-307", url: "https://cwe.mitre.org/data/definitions/307.html" },
    {
      name: "OWASP API4:2023 (resource consumption)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
    { name: "RFC 6585 §4 (429)", url: "https://www.rfc-editor.org/rfc/rfc6585#section-4" },
  ],
  why: `One in a hundred people has one of the twenty commonest passwords, and programs try lists of billions that were stolen elsewhere. Without
    a limit the only thing in their way is your bandwidth. A limit that is too wide is a weapon of its own: if
    ten wrong guesses lock everybody out, a child with a loop closes your shop on the morning of the sale.`,
  hints: {
    look: "Look at how many guesses were answered 401 before the first 429, and at what came with it.",
    ask: "What do you count by, where does the count live, and when does it end?",
    concept: `What is counted is failures by the name that was tried, in its plain form (small letters), within a moving minute; in the database or another place
      that all copies share. Beyond the limit the answer is 429 with Retry-After, before the hash is computed, so that guessing does not
      cost you more than them. It ends by itself. Counting by network address comes on top, generously: a whole school
      has one. https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#protect-against-automated-attacks`,
    shape: `n = count of failed_login where email = lower($1) and at > now() - 1 minute
if n > 10: answer 429, Retry-After: seconds until the oldest is a minute old
if wrong: insert into failed_login (lower($1), now()); answer 401`,
    example: `A webmail limited guesses by a variable in memory, for all people together. A broken phone with an old password kept four offices out for a day.
Fixed: by address, in a table, for a minute.`,
    causes: {
      endless: "Look for what counts failures: nothing stopped these.",
      "retry-after": "Look at the answer of your limit: it does not say when to come again.",
      case: "Look at what you count by: the same address in other letters begins anew.",
      others: "Look at what you count by: somebody who never failed was refused along.",
      "for-ever": "Look at what ends the limit: the time that you named had passed.",
    },
  },
  scenarios: ["log-ins"],
  promises: ["logins-are-limited"],
  judge(view) {
    const exchanges = view.of("exchange", "log-ins");
    const of = (label: string) => exchanges.filter((exchange) => exchange.label === label);
    const guesses = of("guess");
    const [first] = guesses;
    if (!first) return { verdict: "unclear", why: "nobody was guessed at" };
    const login = asObject(first.note)?.login;
    const failed = [...of("wrong password").filter(({ note }) => asObject(note)?.login === login), ...guesses].filter(
      ({ response }) => response !== undefined && response.status >= 400 && response.status < 500,
    );
    const limited = failed.find(({ response }) => response?.status === 429);
    const measured = {
      "failures before the first 429": limited ? failed.indexOf(limited) : `more than ${failed.length}`,
    };
    const others = judgeOthers(of("another person"), failed);
    if (!limited) {
      const allowed = view.surface.limits.failedLoginsPerMinute ?? 10;
      if (!moreThanInAMinute(failed, allowed)) {
        return { verdict: "unclear", why: "on this busy machine, too few guesses were answered within a minute" };
      }
      return conclude([endless(failed, allowed), ...others], { cases: 1, otherwise: "", measured });
    }
    const failures = [
      ...judgeAnswer(limited),
      ...judgeCase(of("guess in another case"), of("guess once more")),
      ...others,
      ...judgeAfterwards(of("right password afterwards")),
    ];
    return conclude(failures, { cases: 1, otherwise: "", measured });
  },
  passes: [good, waited],
  breaks: [
    broken("there is no limit", good, (r) => everyGuess(r, () => wrong)),
    broken("the answer does not say when to come again", good, (r) =>
      everyGuess(r, (old) => (old === 429 ? { headers: {} } : {})),
    ),
    broken("capitals begin a new count", good, (r) => answer(r, "guess in another case", wrong)),
    broken("everybody is locked out", good, (r) => answer(r, "another person", tooMany)),
    broken("it never ends", waited, (r) => answer(r, "right password afterwards", tooMany)),
  ],
};
export default check;

function endless(failed: Exchange[], allowed: number): Failure {
  return {
    headline: `${failed.length} failed log-ins for one person in a row, and none was answered 429.`,
    expected: `429 once more than ${allowed} have failed in a minute`,
    seen: `the last one: ${answerOf(failed.at(-1) as Exchange)}`,
    entries: [(failed[0] as Exchange).id, (failed.at(-1) as Exchange).id],
    cause: "endless",
  };
}

/**
 * Whether some minute had so many that there should have been a 429, whether minutes are counted as they move or by the clock: in
 * twice as many, and one for the failure that is just being answered, one minute of the clock has more than are allowed.
 */
function moreThanInAMinute(failed: Exchange[], allowed: number): boolean {
  const needed = 2 * allowed + 2;
  return failed.some((exchange, i) => {
    const last = failed[i + needed - 1];
    return last !== undefined && last.at + last.durationMs - exchange.at <= aMinuteMs;
  });
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function judgeAnswer(limited: Exchange): Failure[] {
  const value = header(limited, "retry-after");
  if (value !== undefined && (/^\d+$/.test(value) || !Number.isNaN(Date.parse(value)))) return [];
  return [
    {
      headline:
        value === undefined
          ? "The 429 has no Retry-After."
          : `The 429 says Retry-After: ${value}, which is no number of seconds and no date.`,
      expected: "429 with a header Retry-After, in seconds or as a date",
      seen: answerOf(limited),
      entries: [limited.id],
      cause: "retry-after",
    },
  ];
}

/** Only when the limit was still on afterwards: between the two a minute may have ended. */
function judgeCase([other]: Exchange[], [after]: Exchange[]): Failure[] {
  if (!other || after?.response?.status !== 429 || other.response?.status !== 401) return [];
  return [
    {
      headline: `${asObject(other.note)?.login} could be guessed at while ${asObject(after.note)?.login} was limited.`,
      expected: "429: it is the same address",
      seen: answerOf(other),
      entries: [after.id, other.id],
      cause: "case",
    },
  ];
}

function judgeOthers([other]: Exchange[], failed: Exchange[]): Failure[] {
  if (other?.response?.status !== 429) return [];
  return [
    {
      headline: "Somebody else, with the right password, was locked out along with the one who was guessed at.",
      expected: "only the person who is guessed at has to wait",
      seen: answerOf(other),
      entries: [...failed.slice(-1).map(({ id }) => id), other.id],
      cause: "others",
    },
  ];
}

function judgeAfterwards([later]: Exchange[]): Failure[] {
  if (!later || succeeded(later)) return [];
  return [
    {
      headline: `After the time of Retry-After, the right password ${outcomeOf(later)}.`,
      expected: "the right person gets in again",
      seen: answerOf(later),
      entries: [later.id],
      cause: "for-ever",
    },
  ];
}

/** For the breaks below: every answer to a guess, by its old status; and as many guesses as the judge makes of one that is not limited. */
function everyGuess(
  recording: RecordingView["recording"],
  change: (old: number) => Parameters<typeof answer>[2],
): void {
  const guesses = recording.entries.filter((entry) => entry.kind === "exchange" && entry.label === "guess");
  guesses.forEach((entry, nth) => {
    answer(recording, "guess", change(entry.kind === "exchange" ? (entry.response?.status ?? 0) : 0), nth);
  });
  const last = guesses.at(-1);
  if (last?.kind !== "exchange" || last.response?.status === 429) return;
  for (let n = 0; n < 12; n++) recording.entries.push({ ...last, id: recording.entries.length, at: last.at + n });
}
