import type { Check } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf } from "../reading/exchanges.ts";
import type { Guessed } from "../scenarios/two-copies-on-one-database.ts";

const guess = (nth: number) => ({ label: "guess", method: "POST", url: "/sessions", note: { nth } });
const wrong = { status: 401, json: { title: "Wrong", status: 401 } };
const tooMany = { status: 429, json: { title: "Too many", status: 429 }, headers: { "Retry-After": "50" } };
const guesses = (count: number, limited: boolean, inOneMinute = true) =>
  example((r) => {
    r.scenario("two-copies-on-one-database");
    for (let n = 1; n <= count; n++) {
      const last = limited && n === count ? tooMany : wrong;
      r.instance(n % 2 ? "i1" : "i2").exchange({ ...guess(n), ...last });
    }
    r.fact("guessed", { guesses: count, inOneMinute });
  });

const check: Check = {
  title: {
    passed: "Failed log-ins are counted for all copies together",
    failed: "With two copies, passwords may be guessed twice as often",
  },
  severity: "major",
  skills: ["rate-limiting", "authentication", "scaling"],
  references: [
    { name: "CWE-307", url: "https://cwe.mitre.org/data/definitions/307.html" },
    {
      name: "OWASP API4:2023",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
  ],
  why: `A limit that lives in a process is multiplied by the number of processes, and forgotten at each release. Ten guesses a minute become
    eighty with eight copies, and whoever guesses need not even know it. The number that was agreed on is then written in the
    contract and nowhere else.`,
  hints: {
    look: "Look at how many guesses were answered 401, and at which copies.",
    ask: "Where is the count of failures, and which copies can see it?",
    concept: `A limit is a fact about a person, so it is kept where all copies look: a table of failures (who, when), counted over the last minute, or a
      counter in Redis that expires. One insert and one count by an index are nothing beside the hash of a password. In
      memory you count what this process has seen, and each copy starts at nought.
      https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#protect-against-automated-attacks`,
    shape: `n = select count(*) from failed_login where login = lower($1) and at > now() - interval '1 minute'
if n > limit: answer 429, Retry-After
if wrong: insert into failed_login …`,
    example: `A voucher page allowed five tries an hour, in memory, on twelve servers that were restarted at each release. All vouchers were found in a
weekend. Fixed: the count lives in the database.`,
  },
  scenarios: ["two-copies-on-one-database"],
  promises: ["logins-are-limited"],
  after: ["failed-log-ins-are-slowed"],
  judge(view) {
    const fact = view.of("fact", "two-copies-on-one-database").find(({ name }) => name === "guessed");
    const tried = view.of("exchange", "two-copies-on-one-database").filter(({ label }) => label === "guess");
    const failed = tried.filter(({ response }) => response && response.status >= 400 && response.status < 500);
    const limited = failed.findIndex(({ response }) => response?.status === 429);
    const measured = { "failures before the first 429": limited >= 0 ? limited : `more than ${failed.length}` };
    if (limited >= 0) return conclude([], { cases: 1, otherwise: "", measured });
    const { inOneMinute = false } = (fact?.value ?? {}) as Partial<Guessed>;
    const allowed = view.surface.limits.failedLoginsPerMinute ?? 10;
    const [first, last] = [failed[0], failed.at(-1)];
    if (!first || !last || failed.length < 2 * allowed || !inOneMinute) {
      return { verdict: "unclear", why: "too few guesses were answered within one minute" };
    }
    return conclude(
      [
        {
          headline: `${failed.length} failed log-ins for one person within a minute, half of them at each of two copies, and none was answered 429.`,
          expected: `429 once more than ${allowed} have failed in a minute`,
          seen: `the last one: ${answerOf(last)}`,
          entries: [first.id, last.id],
        },
      ],
      { cases: 1, otherwise: "", measured },
    );
  },
  passes: [guesses(12, true)],
  breaks: [{ fault: "each copy counts by itself", recording: guesses(20, false) }],
  leavesOpen: [{ fault: "a new minute began on the way", recording: guesses(20, false, false) }],
};
export default check;
