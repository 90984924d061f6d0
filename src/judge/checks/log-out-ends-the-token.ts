import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const refused = { status: 401, json: { title: "Log in first", status: 401 } };
const me = { operation: "me", note: { operation: "me" }, url: "/me" };
const good = example((r) => {
  r.scenario("log-out-and-restart");
  r.exchange({ label: "before the log-out", ...me, status: 200, json: { id: 1 } });
  r.exchange({
    label: "log out",
    operation: "logOut",
    note: { operation: "logOut" },
    method: "DELETE",
    url: "/session",
    status: 204,
  });
  r.exchange({ label: "after the log-out", ...me, ...refused });
  const remove = { operation: "deleteNote", note: { operation: "deleteNote" }, method: "DELETE", url: "/notes/7" };
  r.exchange({ label: "after the log-out", ...remove, ...refused });
  r.exchange({ label: "other token after the log-out", ...me, status: 200, json: { id: 1 } });
  r.exchange({ label: "after the restart", ...me, status: 200, json: { id: 1 } });
  r.exchange({ label: "logged out, after the restart", ...me, ...refused });
});

const check: Check = {
  title: { passed: "Logging out ends the token, and only that one", failed: "Logging out does not do what it says" },
  severity: "major",
  skills: ["authentication", "sessions", "security-basics", "relational-databases"],
  references: [
    { name: "CWE-613", url: "https://cwe.mitre.org/data/definitions/613.html" },
    {
      name: "OWASP API2:2023 (authentication)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    },
    {
      name: "OWASP ASVS 5.0 §7.4",
      url: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md",
    },
  ],
  why: `Somebody logs out at the library's computer, or because the phone was stolen. If the token works on, the button was a lie: it only made
    the screen forget. And if logging out on the phone also ends the session at the desk, with an hour's work in a form, people
    learn not to log out.`,
  hints: {
    look: "Look at the request after the log-out that was let in: it has the very token that was logged out.",
    ask: "What does your log-out change, and which line of the next request reads that?",
    concept: `The server must remember which tokens are good, or which are no longer. With opaque tokens there is a row for each session, looked up on every
      request: logging out deletes it. A JWT is good by its signature alone, so something must be looked up too: a list of ended ones
      by their "jti" until they expire, or a row for the session that "jti" names. It is kept in the database: what lives in the
      memory of one process is unknown to the next copy, and forgotten at the restart.
      https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html`,
    shape: `log in:   insert session (token_hash, person)
each time: find session where token_hash = sha256(token)   // none: 401
log out:  delete session where token_hash = sha256(token)  // not: where person = …`,
    example: `A clinic's portal answered "logged out" and deleted the cookie; the token in it was good for a month. A patient's neighbour found it in
the browser's history. Fixed: the session's row is deleted.`,
    causes: {
      "still-good": "Look at what the log-out writes, and at what the guard reads: they do not meet.",
      "came-back": "Look at where ended tokens are remembered: only as long as the process lives.",
      "others-too":
        "Look at the condition of what the log-out deletes: it names the person, where it should name the session.",
      "did-not-work": "Look at the answer to the log-out itself.",
    },
  },
  scenarios: ["log-out-and-restart"],
  promises: ["logout-is-at-once"],
  after: ["protected-operations-ask-for-a-token"],
  judge(view) {
    const exchanges = view.of("exchange", "log-out-and-restart");
    const of = (label: string) => exchanges.filter((exchange) => exchange.label === label);
    const [out] = of("log out");
    // A token that was never good cannot be ended.
    if (!out || !of("before the log-out").some(succeeded)) {
      return { verdict: "unclear", why: "nobody was logged in who could log out" };
    }
    if (!succeeded(out)) {
      const headline = `${lineOf(out)} ${outcomeOf(out)}, so nobody can log out.`;
      const failure = { headline, expected: "204", seen: answerOf(out), entries: [out.id], cause: "did-not-work" };
      return conclude([failure], { cases: 1, otherwise: "", view });
    }
    const failed = (headline: string, cause: string, exchange: (typeof exchanges)[number]): Failure => {
      const expected = cause === "others-too" ? "as before: it is a session of its own" : "401";
      return { headline, expected, seen: answerOf(exchange), entries: [out.id, exchange.id], cause };
    };
    const still = of("after the log-out").filter(({ response }) => response?.status !== 401);
    const others = of("other token after the log-out").filter(({ response }) => response?.status === 401);
    const back = still.length > 0 ? [] : of("logged out, after the restart").filter(succeeded);
    const failures = [
      ...still.map((e) => failed(`${lineOf(e)} ${outcomeOf(e)} with a token that was logged out.`, "still-good", e)),
      ...others.map((e) => failed("Logging out with one token ended another one of that person.", "others-too", e)),
      ...back.map((e) =>
        failed(`${lineOf(e)} ${outcomeOf(e)} with a token that was logged out, after a restart.`, "came-back", e),
      ),
    ];
    const tried = of("after the log-out").length;
    return conclude(
      oncePer(failures, ({ headline }) => headline),
      { cases: tried, otherwise: "nothing was asked after the log-out", measured: { "operations tried": tried }, view },
    );
  },
  passes: [good],
  breaks: [
    broken("the token lives on", good, (r) => answer(r, "after the log-out", { status: 200, json: { id: 1 } })),
    broken("it is only looked up at some operations", good, (r) =>
      answer(r, "after the log-out", { status: 204, text: "" }, 1),
    ),
    broken("all sessions of the person are ended", good, (r) => answer(r, "other token after the log-out", refused)),
    broken("ended tokens are remembered in memory", good, (r) =>
      answer(r, "logged out, after the restart", { status: 200, json: { id: 1 } }),
    ),
    broken("the log-out fails", good, (r) => answer(r, "log out", { status: 500 })),
  ],
};
export default check;
