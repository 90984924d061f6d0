import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, succeeded } from "../reading/exchanges.ts";

const post = { method: "POST", url: "/notes", note: { resource: "note" } };
const good = example((r) => {
  r.scenario("two-copies-on-one-database");
  r.instance("i1").exchange({ label: "first with a key", ...post, status: 201, json: { id: 9 } });
  r.instance("i2").exchange({ label: "again at the other", ...post, status: 201, json: { id: 9 } });
  for (const copy of ["i1", "i2"]) {
    r.instance(copy).exchange({ label: "with one key together", ...post, status: 201, json: { id: 10 } });
    r.exchange({ label: "with one key together", ...post, status: 409, json: { title: "Under way", status: 409 } });
  }
});

const check: Check = {
  title: {
    passed: "A request repeated at another copy still makes one thing",
    failed: "A request repeated at another copy makes a second thing",
  },
  severity: "critical",
  skills: ["retries-and-backoff", "concurrency", "scaling"],
  references: [
    {
      name: "IETF draft: Idempotency-Key",
      url: "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
    },
    { name: "RFC 9110 §9.2.2", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2" },
  ],
  why: `A client repeats a request because the first answer was lost; very often because the copy that it went to is the one that has just
    gone. So the repetition meets another copy. A key that is remembered in a process is worth nothing then: the parcel is
    sent twice, the card is charged twice.`,
  hints: {
    look: "Look at the two creates with the same key, which copy each went to, and the ids that they were answered.",
    ask: "Where is a key kept, and can the copy next door look there?",
    concept: `The key and what was made for it belong together: in one table, in one transaction, with a unique index over person and key. Whoever comes
      second, at whichever copy, meets the index: it waits for the first, reads its answer and gives it again. A map in memory,
      or a lock in memory, sees only the requests of its own process.
      https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT`,
    shape: `begin
insert into request_key (person, key) on conflict do nothing    // waits for whoever is on the way
if it was there: answer what is kept with it
else: make the thing, keep the answer with the key
commit`,
    example: `A payment page kept its keys in a Map for a day. In the week with two servers 311 customers paid twice. Fixed: a table with a unique index.`,
    causes: {
      again: "The key was known at one copy only: look at where it is kept.",
      together: "Keys met at two copies at the same moment: look at what makes the second one wait.",
    },
  },
  scenarios: ["two-copies-on-one-database"],
  promises: ["repeats-make-one-thing"],
  after: ["repeated-key-makes-one-thing"],
  judge(view) {
    const of = (label: string) =>
      view.of("exchange", "two-copies-on-one-database").filter((one) => one.label === label);
    const [firsts, agains, together] = [of("first with a key"), of("again at the other"), of("with one key together")];
    const failures = [
      ...agains.flatMap((again, i) => judgeAgain(view, firsts[i], again)),
      ...judgeTogether(view, together),
    ];
    return conclude(failures, {
      cases: agains.filter(succeeded).length,
      otherwise: "no create with a key was repeated at another copy",
      view,
    });
  },
  passes: [good],
  breaks: [
    broken("keys live in memory", good, (r) => answer(r, "again at the other", { json: { id: 11 } })),
    broken("a lock in memory", good, (r) => answer(r, "with one key together", { json: { id: 12 } }, 2)),
  ],
};
export default check;

function judgeAgain(view: RecordingView, first: Exchange | undefined, again: Exchange): Failure[] {
  const [id, other] = [first, again].map((exchange) => idIn(view, exchange));
  if (!first || id === undefined || other === undefined || id === other) return [];
  return [
    {
      headline: `${lineOf(again)} at one copy, with a key that had made ${id} at the other, made ${other}.`,
      expected: `${id} again`,
      seen: answerOf(again),
      entries: [first.id, again.id],
      cause: "again",
    },
  ];
}

function judgeTogether(view: RecordingView, together: readonly Exchange[]): Failure[] {
  const byId = Map.groupBy(
    together.filter((exchange) => idIn(view, exchange) !== undefined),
    (exchange) => `${asObject(exchange.note)?.resource} ${idIn(view, exchange)}`,
  );
  const resources = new Set([...byId.keys()].map((key) => key.split(" ")[0]));
  if (byId.size <= resources.size) return [];
  const made = [...byId.values()].map((exchanges) => exchanges[0] as Exchange);
  return [
    {
      headline: `${together.length} creates with one key at the same moment, at two copies, made ${byId.size}.`,
      expected: "one; 409 for those that came too early is fine",
      seen: made.map(answerOf).join("; ").slice(0, 300),
      entries: made.slice(0, 2).map(({ id }) => id),
      cause: "together",
    },
  ];
}

function idIn({ surface }: RecordingView, exchange: Exchange | undefined): string | undefined {
  const resource = surface.resources.find(({ name }) => name === asObject(exchange?.note)?.resource);
  return exchange && resource && succeeded(exchange) ? idOf(exchange, resource) : undefined;
}
