import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const me = { operation: "me", note: { operation: "me" }, url: "/me" };
const good = example((r) => {
  r.scenario("log-out-and-restart");
  r.exchange({ label: "with the token", ...me, status: 200, json: { id: 1 } });
  r.exchange({ label: "after the restart", ...me, status: 200, json: { id: 1 } });
});

const check: Check = {
  title: { passed: "A token works on after a restart", failed: "A restart logs everybody out" },
  severity: "major",
  skills: ["authentication", "sessions", "durability", "production-operation"],
  references: [
    { name: "The Twelve-Factor App: processes", url: "https://12factor.net/processes" },
    { name: "The Twelve-Factor App: disposability", url: "https://12factor.net/disposability" },
  ],
  why: `Every release restarts the program, and a second copy behind a load balancer shares no memory with the first. If sessions live in a
    process, each release logs all customers out at once, in the middle of a form; with two copies they are logged out at every other
    request, and nobody can tell why.`,
  hints: {
    look: "Look at the same request before and after the restart: only the process is another one.",
    ask: "What does your guard look a token up in, and where does that live while the program is not running?",
    concept: `A process is there to be replaced: by releases, by crashes, by a second one beside it. Whatever has to be known after that lives outside of
      it: sessions in the database, keys in the environment. A map from token to person in memory works on your machine for as long
      as nothing is restarted; so does a key that is made anew at each start. https://12factor.net/processes`,
    shape: `log in:   insert into session (token_hash, person_id, expires_at)
each time: select person_id from session where token_hash = … and expires_at > now()`,
    example: `A radio station's voting page kept its sessions in memory. A crash in the evening show sent 40,000 people to the log-in at once, and the
log-in fell over as well. Fixed: a table.`,
  },
  scenarios: ["log-out-and-restart"],
  promises: ["tokens-guard-everything"],
  judge(view) {
    const exchanges = view.of("exchange", "log-out-and-restart");
    const [before, other, after] = ["with the token", "other token after the log-out", "after the restart"].map(
      (label) => exchanges.find((exchange) => exchange.label === label),
    );
    if (!before || !after || !succeeded(before) || (other && !succeeded(other))) {
      return { verdict: "unclear", why: "there was no token that was good before the restart and tried after it" };
    }
    if (succeeded(after)) return conclude([], { cases: 1, otherwise: "" });
    const failure = {
      headline: `${lineOf(after)} ${outcomeOf(after)} with a token from before the restart.`,
      expected: `as before: ${answerOf(before)}`,
      seen: answerOf(after),
      entries: [before.id, after.id],
    };
    return conclude([failure], { cases: 1, otherwise: "", view });
  },
  passes: [good],
  breaks: [
    broken("sessions live in memory", good, (r) =>
      answer(r, "after the restart", { status: 401, json: { title: "Log in first" } }),
    ),
    broken("looking a token up fails", good, (r) => answer(r, "after the restart", { status: 500 })),
  ],
};
export default check;
