import type { Json } from "../../contract/json.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, outcomeOf, say } from "../reading/exchanges.ts";
import type { ColumnsNamed } from "../scenarios/name-columns-in-bodies.ts";

const more = { is_admin: true, isAdmin: true, extraK3: "q1w2e3r4t5y6u7i8" };
const tried = (found: Partial<ColumnsNamed>, status = 201) =>
  example((r) => {
    r.scenario("name-columns-in-bodies");
    const sent = { email: "nora@example.com", ...more };
    r.exchange({
      label: "name columns",
      operation: "register",
      method: "POST",
      url: "/people",
      sent,
      status,
      json: {},
    });
    const value: ColumnsNamed = { entry: 1, operation: "register", more, kept: [], within: [], ...found };
    r.fact("columns-named", value as unknown as Json);
  });
const good = tried({});
const refused = tried({}, 422);

const check: Check = {
  title: {
    passed: "No body sets a column that it was not asked for",
    failed: "A body set a column of the database by naming it",
  },
  severity: "critical",
  skills: ["authorization", "validation", "owasp-top-10"],
  references: [
    { name: "CWE-915 (mass assignment)", url: "https://cwe.mitre.org/data/definitions/915.html" },
    {
      name: "OWASP API3:2023 (property level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    },
    {
      name: "OWASP Mass Assignment Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
    },
  ],
  why: `Signing up is open to the whole world. If the handler hands the body on to the table, one word more in it ("is_admin": true) makes an
    administrator of a stranger, and no answer has to show it: it is in the row. In 2012 somebody put his key into another
    project of GitHub that way, with a hidden field in a form.`,
  hints: {
    look: "Look at the member that was sent beyond the contract, and at the column in which it is now.",
    ask: "Who decides which columns your statement writes: your code, or whoever writes the body?",
    concept: `A body is a wish list, and you decide what is heard. Name each member that this operation takes, and copy those into a new object or into the
      parameters of the statement, one by one. An object that is spread, an ORM's create(body), or a loop over the body's keys all let
      the sender choose columns. Defaults (a role, a state, a moment) are given by the program or the table, never "unless the body says so".
      https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html`,
    shape: `{ email, password, name } = body                 # your list
insert into people (email, password, name) values ($1, $2, $3)
# not: insert into people (keys of body) values (values of body); not: create({ role: "user", ...body })`,
    example: `A shop's sign-up did Customer.create(req.body). "credit": 500 in it was found by a pupil in an afternoon. Fixed: create({ email: body.email,
name: body.name }).`,
    causes: {
      kept: "Look at the column: it holds what the client sent, though nobody asked for it.",
      crashed: "Look at the log of that moment: a member that nobody asked for got as far as a statement.",
    },
  },
  scenarios: ["name-columns-in-bodies"],
  promises: ["unknown-members-change-nothing"],
  after: ["unknown-members-change-nothing"],
  judge(view) {
    const facts = view
      .of("fact", "name-columns-in-bodies")
      .filter(({ name }) => name === "columns-named")
      .map(({ value }) => value as unknown as ColumnsNamed);
    const failures = facts.flatMap(({ entry, more, kept }): Failure[] => {
      const exchange = view.entry(entry);
      if (exchange?.kind !== "exchange") return [];
      const evidence = { seen: answerOf(exchange), entries: [exchange.id] };
      if (broke(exchange) && exchange.response?.status !== 503) {
        const names = Object.keys(more).join(", ");
        const headline = `${lineOf(exchange)} ${outcomeOf(exchange)} when its body also named ${names}.`;
        return [{ headline, expected: "ignored, or refused (4xx)", ...evidence, cause: "crashed" }];
      }
      return kept.map(({ member, place, value }) => ({
        headline: `${lineOf(exchange)} with ${say({ [member]: value })} beyond the contract ${outcomeOf(exchange)}, and now ${place} is ${say(value)}.`,
        expected: `"${member}" ignored or refused, and nowhere in the database`,
        ...evidence,
        mark: [`"${member}"`],
        cause: "kept",
      }));
    });
    const journal = facts.flatMap(({ within }) => within)[0];
    const finding = conclude(
      // The same column by each of its names is one fault; a break of all together is told by the one that broke alone.
      oncePer(
        failures.sort((a, b) => Number(a.cause === "crashed") - Number(b.cause === "crashed")),
        ({ cause, headline }) => (cause === "crashed" ? cause : (headline.split("now ").at(-1) ?? headline)),
      ),
      {
        cases: facts.filter(({ entry }) => isAnswered(view.entry(entry))).length,
        otherwise: "nothing could be sent beyond the contract",
        measured: { requests: facts.length },
        view,
      },
    );
    if (finding.verdict !== "passed" || !journal) return finding;
    const why = `what was sent as "${journal.member}" is part of ${journal.place}: whether that is a journal of requests or what is kept of the thing cannot be told`;
    return { verdict: "unclear", why };
  },
  passes: [good, refused],
  breaks: [
    broken(
      "a newcomer is an administrator",
      tried({ kept: [{ member: "is_admin", place: "people.is_admin", value: true }] }),
      () => {},
    ),
    broken("an unknown member gets into the statement", tried({}, 500), () => {}),
  ],
  leavesOpen: [
    broken(
      "all requests are written down",
      tried({ within: [{ member: "extraK3", place: "journal.body" }] }),
      () => {},
    ),
  ],
};
export default check;

function isAnswered(entry: unknown): boolean {
  const exchange = entry as { kind?: string; outcome?: string } | undefined;
  return exchange?.kind === "exchange" && exchange.outcome === "answered";
}
