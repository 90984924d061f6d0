import type { Exchange } from "../../contract/recording.ts";
import type { Failure, Finding } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject } from "../reading/exchanges.ts";
import { differenceBetween } from "../reading/log-in-answers.ts";
import type { LogInNote } from "../scenarios/log-ins.ts";

const wrong = { title: "E-mail address or password is wrong", status: 401 };
const tooMany = { title: "Too many", status: 429 };
const compared = (somebodyMs: number[], nobodyMs: number[]) =>
  example((r) => {
    r.scenario("log-ins");
    const kinds = [
      { of: "somebody", login: "ali@example.com", times: somebodyMs },
      { of: "nobody", login: "nil@example.com", times: nobodyMs },
    ];
    for (let round = 0; round < 12; round++) {
      for (const { of, login, times } of kinds) {
        const note = { login, of, round };
        const durationMs = times[round % times.length] ?? 50;
        const json = { ...wrong, instance: `urn:request:${of}-${round}` };
        r.exchange({ label: "wrong password", note, method: "POST", url: "/sessions", status: 401, json, durationMs });
      }
    }
    const times = { method: "POST", url: "/sessions", status: 429, json: tooMany };
    r.exchange({ label: "guess", note: { login: "ali@example.com" }, ...times });
    r.exchange({ label: "guess at nobody", note: { login: "nil@example.com" }, ...times });
  });
const good = compared([52, 55, 51, 60, 54], [53, 51, 57, 50, 90]);
const noisy = compared([40, 300, 55, 80], [60, 45, 210, 70]);
const each = (recording: typeof good, of: LogInNote["of"], edit: (nth: number) => void) => {
  const all = recording.entries.filter((e) => e.kind === "exchange" && e.label === "wrong password");
  all.forEach((exchange, nth) => {
    if (exchange.kind === "exchange" && asObject(exchange.note)?.of === of) edit(nth);
  });
};

/** A dummy hash may be of another cost, and a statement more or less is normal; what can be told apart across a network is more. */
const tellingRatio = 1.5;
const tellingMs = 5;
/** Of all pairs of one answer of each kind, so many must agree on which is slower. */
const tellingShare = 0.9;
/** Without so many of each kind chance has its say. */
const fewest = 5;

const check: Check = {
  title: {
    passed: "A failed log-in does not tell who is there",
    failed: "A failed log-in tells who has an account",
  },
  severity: "major",
  skills: ["authentication", "security-basics", "error-responses"],
  references: [
    { name: "CWE-204 (by the answer)", url: "https://cwe.mitre.org/data/definitions/204.html" },
    { name: "CWE-208 (by the time)", url: "https://cwe.mitre.org/data/definitions/208.html" },
    {
      name: "OWASP Authentication Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#authentication-and-error-messages",
    },
  ],
  why: `Whoever can ask "is this address yours?" a million times a day has a list of your customers: for a mail that looks like yours, for passwords
    from other thefts, for blackmail if the service is of that kind. It needs no word in the answer. A log-in that hashes only when
    somebody is there answers the others a quarter of a second sooner, and that can be measured from afar.`,
  hints: {
    look: "Look at the two answers side by side, and at how long each took.",
    ask: "What does your log-in do for somebody who is there, and leave out for somebody who is not?",
    concept: `Both ways must do the same work and end in the same line. So the password is hashed also when nobody was found, against a hash that was made at
      the start with the same cost; then comes one condition, "no person or wrong password", and one answer. The limit on guesses
      counts by the address that was sent, whether it is known or not, or it tells in its own way. Sign-up and "forgot my password" ask the
      same question. https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html`,
    shape: `person = find by email
right = verify(password, person?.hash ?? hash_of_nobody)   // always, and always as dear
if not person or not right: count_failure(email); answer 401 "address or password is wrong"`,
    example: `A dating site said "no such member" for addresses without an account. Somebody tried those of a whole town hall. Fixed: one sentence for both, and a
hash for nobody.`,
    causes: {
      said: "Look at what differs between the two answers, and at the branch that makes it.",
      time: "Look at what is done before the answer: for one of the two, the slow part is left out.",
      limit: "Look at what your limit counts by: it holds for people who are there, and not for others.",
    },
  },
  scenarios: ["log-ins"],
  promises: ["logins-look-alike"],
  judge(view) {
    const tried = view.of("exchange", "log-ins").filter(({ label }) => label === "wrong password");
    const of = (kind: LogInNote["of"]) =>
      tried.filter(
        ({ note, response }) =>
          noteOf(note).of === kind && response !== undefined && response.status !== 429 && response.status !== 503,
      );
    const [somebody, nobody] = [of("somebody"), of("nobody")];
    if (Math.min(somebody.length, nobody.length) < fewest) {
      return {
        verdict: "unclear",
        why: "too few log-ins failed before they were limited, so they could not be compared",
      };
    }
    const { failures, unclear, measured } = compareTimes(somebody, nobody);
    const said = differenceBetween(somebody, nobody);
    const [known, unknown] = [somebody.at(-1) as Exchange, nobody.at(-1) as Exchange];
    if (said) {
      failures.unshift({
        headline: `Whether somebody is known shows in ${said.in}: ${said.first} for a wrong password, ${said.second} for an unknown address.`,
        expected: "the same answer to both",
        seen: `somebody: ${answerOf(known)}\nnobody: ${answerOf(unknown)}`,
        entries: [known.id, unknown.id],
        cause: "said",
      });
    }
    failures.push(...compareLimits(view));
    if (failures.length === 0 && unclear) return unclear;
    return conclude(failures, { cases: 1, otherwise: "", measured });
  },
  passes: [good, noisy],
  breaks: [
    broken("an unknown address is answered 404", good, (r) =>
      each(r, "nobody", (nth) => answer(r, "wrong password", { status: 404 }, nth)),
    ),
    broken("the sentence is another one", good, (r) =>
      each(r, "nobody", (nth) => answer(r, "wrong password", { json: { title: "No such person", status: 401 } }, nth)),
    ),
    broken("only one of them has a header", good, (r) =>
      each(r, "somebody", (nth) => answer(r, "wrong password", { headers: { "x-user-id": "7" } }, nth)),
    ),
    broken("nothing is hashed for nobody", good, (r) =>
      each(r, "nobody", (nth) => {
        exchangeIn(r, "wrong password", nth).durationMs = 3;
      }),
    ),
    broken("only people who are there are limited", good, (r) =>
      answer(r, "guess at nobody", { status: 401, json: wrong }),
    ),
  ],
};
export default check;

function compareTimes(somebody: Exchange[], nobody: Exchange[]) {
  const times = (list: Exchange[]) =>
    list
      .filter(({ note }) => noteOf(note).round !== 0)
      .map(({ durationMs }) => durationMs)
      .sort((a, b) => a - b);
  const [ones, others] = [times(somebody), times(nobody)];
  // What else the machine does only ever adds: the lower quarter is nearest to the work itself.
  const [one, other] = [quarterOf(ones), quarterOf(others)];
  const ratio = Math.max(one, other) / Math.max(Math.min(one, other), 0.1);
  const pairs = ones.flatMap((a) => others.map((b): number => (a > b ? 1 : a < b ? 0 : 0.5)));
  const share = pairs.reduce((sum, slower) => sum + slower, 0) / Math.max(pairs.length, 1);
  const measured = {
    "wrong password": `${Math.round(one)} ms`,
    "unknown address": `${Math.round(other)} ms`,
    "of each": ones.length,
  };
  const failures: Failure[] = [];
  let unclear: Finding | undefined;
  const apart = ratio >= tellingRatio && Math.abs(one - other) >= tellingMs;
  if (apart && Math.max(share, 1 - share) >= tellingShare) {
    failures.push({
      headline: `A log-in for ${one > other ? "an unknown address" : "somebody who is there"} is refused ${ratio >= 3 ? Math.round(ratio) : ratio.toFixed(1)} times as soon.`,
      expected: "the same time for both, beyond noise",
      seen: `${Math.round(one)} ms for a wrong password, ${Math.round(other)} ms for an unknown address (lower quartiles of ${ones.length} and ${others.length})`,
      entries: [(somebody.at(-1) as Exchange).id, (nobody.at(-1) as Exchange).id],
      cause: "time",
      measured,
    });
  } else if (apart) {
    const why = `the times differ (${Math.round(one)} and ${Math.round(other)} ms), but this machine is too busy to say that they always do`;
    unclear = { verdict: "unclear", why };
  }
  return { failures, unclear, measured };
}

/** Both were guessed at equally often. */
function compareLimits(view: RecordingView): Failure[] {
  const of = (label: string) => view.of("exchange", "log-ins").filter((exchange) => exchange.label === label);
  const [known, unknown] = [of("guess"), of("guess at nobody")];
  const limited = known.find(({ response }) => response?.status === 429);
  const free = unknown.at(-1);
  if (!limited || !free || unknown.some(({ response }) => response?.status !== 401)) return [];
  if (unknown.length < known.length) return [];
  return [
    {
      headline: "Guessing is limited for somebody who is there, and not for an unknown address.",
      expected: "429 for both, after as many failures",
      seen: `somebody: 429 in guess ${known.indexOf(limited) + 1}; nobody: ${unknown.length} guesses, each 401`,
      entries: [limited.id, free.id],
      cause: "limit",
    },
  ];
}

function quarterOf(sorted: number[]): number {
  return sorted[Math.floor(sorted.length / 4)] ?? 0;
}

function noteOf(note: Exchange["note"]): Partial<LogInNote> {
  return (note ?? {}) as Partial<LogInNote>;
}
