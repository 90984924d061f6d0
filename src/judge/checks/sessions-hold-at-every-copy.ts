import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const me = { operation: "me", url: "/me" };
const good = example((r) => {
  r.scenario("two-copies-on-one-database");
  r.instance("i1").exchange({ label: "with the token at home", ...me, status: 200, json: { id: 1 } });
  r.instance("i2").exchange({ label: "with the token at the other", ...me, status: 200, json: { id: 1 } });
  r.instance("i1").exchange({ label: "log out at home", method: "DELETE", url: "/sessions/current", status: 204 });
  r.instance("i2").exchange({ label: "logged out, at the other", ...me, status: 401, json: { title: "Log in first" } });
});

const check: Check = {
  title: {
    passed: "Who is logged in at one copy is so at every copy",
    failed: "A log-in counts only at the copy that it was made at",
  },
  severity: "critical",
  skills: ["sessions", "authentication", "scaling", "load-balancing"],
  references: [
    { name: "The Twelve-Factor App: processes", url: "https://12factor.net/processes" },
    { name: "CWE-613: insufficient session expiration", url: "https://cwe.mitre.org/data/definitions/613.html" },
  ],
  why: `A load balancer sends the log-in to one copy and the next click to another. With sessions in memory people are logged out at every
    second click. Worse is the way back: who logs out because the phone was stolen is logged out at one copy, and the thief goes on
    at the other.`,
  hints: {
    look: "Look at the two copies: the same token, the same request, and what each answered.",
    ask: "Where does your guard look a token up, and where does it look whether somebody has logged out?",
    concept: `A process shares its memory with nobody. Sessions belong in the database; so does the list of tokens that were logged out, if tokens are
      signed and not kept. A cache of "this token is good" is also memory: it has to ask again after a log-out, so at each request, or
      within a time that you can defend. Sticky sessions at the load balancer only hide it until the next release.
      https://12factor.net/processes`,
    shape: `guard: select person_id from session where token_hash = $1 and expires_at > now()   // each time, at each copy
log out: delete from session where token_hash = $1`,
    example: `A bank's second server knew nothing of the sessions of the first. "Please log in" came at random, and customers called to say that they had
been robbed. Fixed: a table.`,
    causes: {
      unknown:
        "The other copy does not know the token: look at where a session is kept, and what a token is signed with.",
      "still-in":
        "The token was logged out at one copy and still works at the other: look for what remembers that it was good, or was not told.",
    },
  },
  scenarios: ["two-copies-on-one-database"],
  promises: ["tokens-guard-everything"],
  after: ["tokens-survive-a-restart", "log-out-ends-the-token"],
  judge(view) {
    if (!view.surface.identity) return { verdict: "not-applicable", why: "nobody logs in to this API" };
    const named = (label: string) =>
      view.of("exchange", "two-copies-on-one-database").find((one) => one.label === label);
    const [home, other, out] = [
      named("with the token at home"),
      named("with the token at the other"),
      named("logged out, at the other"),
    ];
    if (!home || !other || !succeeded(home) || !other.response) {
      return { verdict: "unclear", why: "there was no token that was good at one copy and tried at the other" };
    }
    const failures: Failure[] = [];
    if (!succeeded(other)) {
      failures.push({
        headline: `${lineOf(other)} ${outcomeOf(other)} at one copy with a token that is good at the other.`,
        expected: `as there: ${answerOf(home)}`,
        seen: answerOf(other),
        entries: [home.id, other.id],
        cause: "unknown",
      });
    } else if (out && succeeded(out) && view.surface.promises.includes("logout-is-at-once")) {
      failures.push({
        headline: `${lineOf(out)} ${outcomeOf(out)} at one copy after the log-out at the other.`,
        expected: "401",
        seen: answerOf(out),
        entries: [other.id, out.id],
        cause: "still-in",
      });
    }
    return conclude(failures, { cases: 1, otherwise: "", view });
  },
  passes: [good],
  breaks: [
    broken("sessions live in memory", good, (r) => answer(r, "with the token at the other", { status: 401, json: {} })),
    broken("who is logged out is known in memory", good, (r) =>
      answer(r, "logged out, at the other", { status: 200, json: { id: 1 } }),
    ),
  ],
};
export default check;
