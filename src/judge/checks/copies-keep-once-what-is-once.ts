import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, broke, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const made = { label: "create together", method: "POST", url: "/notes", note: { resource: "note" } };
const signUp = { label: "sign up together", method: "POST", url: "/users", note: { login: "cy@example.com" } };
const good = example((r) => {
  r.scenario("two-copies-on-one-database");
  for (let n = 1; n <= 8; n++) r.instance(n % 2 ? "i1" : "i2").exchange({ ...made, status: 201, json: { id: n } });
  r.exchange({ ...signUp, status: 201, json: { id: 1 } });
  for (let n = 0; n < 3; n++) r.exchange({ ...signUp, status: 409, json: { title: "Taken", status: 409 } });
});

const check: Check = {
  title: {
    passed: "Ids and addresses are unique across two copies",
    failed: "Two copies give the same thing away twice",
  },
  severity: "critical",
  skills: ["concurrency", "schema-design", "scaling"],
  references: [
    { name: "PostgreSQL: constraints", url: "https://www.postgresql.org/docs/current/ddl-constraints.html" },
    { name: "CWE-362: race condition", url: "https://cwe.mitre.org/data/definitions/362.html" },
  ],
  why: `A counter in memory, or a lock in memory around "look, then insert", works as long as there is one process. The day a second copy is
    started to carry the load, both hand out the same number and let the same person in twice. Only the database sees all copies,
    so only the database can promise "once".`,
  hints: {
    look: "Look at the two requests that met, and at which copy each went to.",
    ask: "Who decides in your program that a number is free or an address is not taken, and does that one see the other copy?",
    concept: `What must be unique has to be unique where all copies write: a primary key that the database fills (identity, or a random UUID), a unique
      index for what people may choose once. Insert without looking first, and take 23505 (unique_violation) for the answer: it is
      409. A mutex, a Set of names or a counter in a process guards that process and nothing else.
      https://www.postgresql.org/docs/current/ddl-identity-columns.html`,
    shape: `create table person (id bigint generated always as identity primary key, email text)
create unique index on person (lower(email))
insert … ; on 23505: answer 409`,
    example: `A raffle counted its tickets in a variable. With a second server at noon, numbers 812 to 1,340 were sold twice. Fixed: an identity column.`,
    causes: {
      "same-id": "Two things were answered with the same id: look at who counts.",
      failed: "A create failed only because the other copy made something at the same moment: look at who counts.",
      twice:
        "The same address was let in twice: look at what stands between looking and inserting, and whether it knows the other copy.",
    },
  },
  scenarios: ["two-copies-on-one-database"],
  after: ["parallel-creates-stay-apart"],
  judge(view) {
    const of = (label: string) =>
      view.of("exchange", "two-copies-on-one-database").filter((one) => one.label === label);
    const [creates, signUps] = [of("create together"), of("sign up together")];
    return conclude([...judgeCreates(view, creates), ...judgeSignUps(signUps)], {
      cases: creates.filter(succeeded).length,
      otherwise: "nothing was made at both copies at the same moment",
      view,
      measured: { "made at two copies at once": creates.filter(succeeded).length },
    });
  },
  passes: [good],
  breaks: [
    broken("both count from the same number", good, (r) => answer(r, "create together", { json: { id: 1 } }, 1)),
    broken("the primary key refuses the second", good, (r) =>
      answer(r, "create together", { status: 500, json: {} }, 3),
    ),
    broken("a lock in memory around look and insert", good, (r) =>
      answer(r, "sign up together", { status: 201, json: { id: 2 } }, 2),
    ),
  ],
};
export default check;

function judgeCreates({ surface }: RecordingView, creates: readonly Exchange[]): Failure[] {
  const [first] = creates;
  const name = asObject(first?.note)?.resource;
  const resource = surface.resources.find((candidate) => candidate.name === name);
  if (!first || !resource || !creates.some(succeeded)) return [];
  const failed = creates.find(broke);
  if (failed) {
    const headline = `${lineOf(failed)} ${outcomeOf(failed)} when the other copy made something at the same moment.`;
    return [{ headline, expected: "2xx", seen: answerOf(failed), entries: [failed.id], cause: "failed" }];
  }
  const byId = Map.groupBy(creates.filter(succeeded), (exchange) => idOf(exchange, resource) ?? "");
  const twice = [...byId].find(([id, exchanges]) => id !== "" && exchanges.length > 1);
  if (!twice) return [];
  const [id, exchanges] = twice;
  const headline = `${exchanges.length} creates at two copies were all answered with the id ${id}.`;
  const entries = exchanges.slice(0, 2).map((exchange) => exchange.id);
  return [
    {
      headline,
      expected: "an id of its own for each",
      seen: `${id}, ${exchanges.length} times`,
      entries,
      cause: "same-id",
    },
  ];
}

function judgeSignUps(signUps: readonly Exchange[]): Failure[] {
  const letIn = signUps.filter(succeeded);
  if (letIn.length < 2) return [];
  const login = String(asObject(letIn[0]?.note)?.login);
  return [
    {
      headline: `${login} signed up ${letIn.length} times at the same moment, at two copies, and each was let in.`,
      expected: "one is let in, the others are answered 409",
      seen: letIn.map(answerOf).join("; "),
      entries: letIn.slice(0, 2).map(({ id }) => id),
      cause: "twice",
    },
  ];
}
