import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";

const taken = { title: "This address is taken", status: 409 };
const post = { method: "POST", url: "/users" };
const good = example((r) => {
  r.scenario("log-ins");
  r.exchange({ label: "sign up", note: { login: "Ali@example.com" }, ...post, status: 201, json: { id: 1 } });
  r.exchange({ label: "sign up at once", note: { login: "cy@example.com" }, ...post, status: 201, json: { id: 2 } });
  for (const login of ["CY@example.com", "cy@example.com"]) {
    r.exchange({ label: "sign up at once", note: { login }, ...post, status: 409, json: taken });
  }
  r.exchange({ label: "sign up again", note: { login: "ALI@example.com" }, ...post, status: 409, json: taken });
  for (const login of ["Ali@example.com", "ali@example.com"]) {
    r.exchange({
      label: "right password",
      note: { login },
      method: "POST",
      url: "/sessions",
      status: 201,
      json: { token: "t" },
    });
  }
});

const check: Check = {
  title: {
    passed: "One e-mail address is one person, in any spelling",
    failed: "One e-mail address can be two people, or nobody",
  },
  severity: "major",
  skills: ["authentication", "relational-databases", "concurrency"],
  references: [
    { name: "CWE-178 (case)", url: "https://cwe.mitre.org/data/definitions/178.html" },
    { name: "CWE-367 (asked before, written after)", url: "https://cwe.mitre.org/data/definitions/367.html" },
    {
      name: "PostgreSQL: indexes on expressions",
      url: "https://www.postgresql.org/docs/current/indexes-expressional.html",
    },
  ],
  why: `Phones write the first letter as a capital. So somebody signs up as "Ali@…", and cannot log in as "ali@…" at the desk; or signs up again, and has
    two accounts, one of them with the invoices. Two taps on a slow button do the same without any capital. And where a
    mail for "ali@" opens the account of "Ali@", a stranger who signs up second can be let in.`,
  hints: {
    look: "Look at the two requests that both succeeded, or at the spelling that was refused.",
    ask: "Which line makes sure that the second one fails: a question before the insert, or the database itself?",
    concept: `Only the database sees all copies of the program and all requests at once, so only it can keep a rule like "one account for each address":
      by a unique index, on lower(email). A select before the insert is a courtesy; between the two there is time for another
      request. The program takes the unique violation (SQLSTATE 23505) and answers 409. Whatever looks a person up by address uses the
      same expression, lower(email) = lower($1), which the index serves as well.
      https://www.postgresql.org/docs/current/indexes-unique.html`,
    shape: `create unique index on account (lower(email))

insert …; on error 23505: answer 409
log in: select … where lower(email) = lower($1)`,
    example: `A ticket shop asked "is the address free?" and then inserted. On the day of the sale 400 people had two accounts, and their tickets in the
wrong one. Fixed: the unique index, and a 409.`,
    causes: {
      twice: "Look at what holds the address between your look and your insert: nothing does.",
      case: "Look at how an address is compared and kept: the same one in capitals is another one to your program.",
      "not-found": "Look at the statement that looks a person up: it minds the case.",
      crashed:
        "Look at the log lines of that moment: the database refused the second one, and nothing made a 409 of it.",
    },
  },
  scenarios: ["log-ins"],
  promises: ["emails-ignore-case"],
  judge(view) {
    const exchanges = view.of("exchange", "log-ins");
    const of = (label: string) => exchanges.filter((exchange) => exchange.label === label);
    const [atOnce, again, logIns] = [of("sign up at once"), of("sign up again"), of("right password")];
    const failures = [
      ...judgeAtOnce(atOnce, view.surface.identity?.idMember ?? "id"),
      ...judgeAgain(again),
      ...judgeLogIns(logIns),
    ];
    const cases = atOnce.length + again.length + logIns.length;
    return conclude(
      oncePer(failures, ({ cause }) => `${cause}`),
      { cases, otherwise: "nobody signed up by an e-mail address", measured: { "at once": atOnce.length }, view },
    );
  },
  passes: [good],
  breaks: [
    broken("two of those at once get in", good, (r) =>
      answer(r, "sign up at once", { status: 201, json: { id: 3 } }, 2),
    ),
    broken("in capitals it is another one", good, (r) => answer(r, "sign up again", { status: 201, json: { id: 3 } })),
    broken("the second one is a 500", good, (r) => answer(r, "sign up at once", { status: 500 }, 1)),
    broken("the log-in minds the case", good, (r) => answer(r, "right password", { status: 401 }, 1)),
  ],
};
export default check;

function judgeAtOnce(exchanges: Exchange[], idMember: string): Failure[] {
  const made = exchanges.filter(succeeded);
  // One that answers each of them with the same person has made one.
  const people = new Set(made.map((exchange) => say(objectOf(exchange)?.[idMember] ?? exchange.id)));
  if (people.size > 1) {
    const spellings = [...new Set(made.map(loginOf))];
    return [
      {
        headline: `${made.length} of ${exchanges.length} sign-ups at the same moment with one address got in.`,
        expected: "one 201, and 409 for the others",
        seen: made.map((exchange) => `${loginOf(exchange)}: ${answerOf(exchange)}`).join("\n"),
        entries: made.map(({ id }) => id),
        cause: spellings.length === made.length ? "case" : "twice",
      },
    ];
  }
  return crashes(exchanges);
}

function judgeAgain(exchanges: Exchange[]): Failure[] {
  return [
    ...exchanges.filter(succeeded).map(
      (exchange): Failure => ({
        headline: `Signing up as ${loginOf(exchange)} ${outcomeOf(exchange)}, though that address has an account.`,
        expected: "409, because case makes no difference",
        seen: answerOf(exchange),
        entries: [exchange.id],
        cause: "case",
      }),
    ),
    ...crashes(exchanges),
  ];
}

/** As it was written at the sign-up it must work, or this would be about something else. */
function judgeLogIns([same, ...others]: Exchange[]): Failure[] {
  if (!same || !succeeded(same)) return [];
  return others
    .filter((exchange) => !succeeded(exchange) && exchange.response?.status !== 429)
    .map((exchange) => ({
      headline: `Who signed up as ${loginOf(same)} cannot log in as ${loginOf(exchange)}: it ${outcomeOf(exchange)}.`,
      expected: `as for ${loginOf(same)}: ${outcomeOf(same)}`,
      seen: answerOf(exchange),
      entries: [same.id, exchange.id],
      cause: "not-found",
    }));
}

function crashes(exchanges: Exchange[]): Failure[] {
  return exchanges
    .filter(({ response, outcome }) => (response?.status ?? 0) >= 500 || outcome === "closed")
    .map((exchange) => ({
      headline: `A sign-up with an address that is taken ${outcomeOf(exchange)}.`,
      expected: "409",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "crashed",
    }));
}

function loginOf({ note }: Exchange): string {
  return String(asObject(note)?.login);
}
