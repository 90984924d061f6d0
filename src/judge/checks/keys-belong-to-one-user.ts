import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { RepeatNote } from "../scenarios/repeat-with-a-key.ts";

const post = { operation: "createNote", method: "POST", sent: { title: "Milk" }, status: 201 };
const good = example((r) => {
  r.scenario("repeat-with-a-key");
  const note = { resource: "note", person: "Ali" };
  r.exchange({ ...post, label: "first", note, url: "/books/3/notes", json: { id: 7, title: "Milk" } });
  r.exchange({
    ...post,
    label: "by another",
    note: { ...note, person: "Edda", place: "the same" },
    url: "/books/3/notes",
    json: { id: 8, title: "Milk" },
  });
  r.exchange({
    ...post,
    label: "by another",
    note: { ...note, person: "Sam", place: "their own" },
    url: "/books/9/notes",
    json: { id: 9, title: "Milk" },
  });
}, sharingSurface);

const check: Check = {
  title: { passed: "A key belongs to the one who sent it", failed: "A key of one person answers another" },
  severity: "critical",
  skills: ["authorization", "rest-api-design", "security-basics"],
  references: [
    {
      name: "The Idempotency-Key HTTP Header Field (IETF draft)",
      url: "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
    },
    { name: "CWE-524 (sensitive information in a cache)", url: "https://cwe.mitre.org/data/definitions/524.html" },
    {
      name: "OWASP API1:2023 (object level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    },
  ],
  why: `Clients choose the keys, and not all choose well: "1", the date, the number of the order. When the table of kept answers is looked up by
    the key alone, the second customer who sends "order-1" is shown the first one's order, address and all, and his own was
    never made. Nobody attacked anything.`,
  hints: {
    look: "Look at who sent the key first, and at what the other person was answered for the same key.",
    ask: "By what does your program look up a kept answer: by the key, or by the person and the key?",
    concept: `What is kept for repeats is a cache of answers, and a cache of answers to people needs the person in its key. Make (person, key) the
      primary key of the table, take the person from the token and never from the body, and look up with both. The same key of somebody else is
      then just another key. Put the operation in as well, if several take the header.
      https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS`,
    shape: `create table repeats (person …, key text, answer jsonb, primary key (person, key))
select answer from repeats where person = $1 and key = $2`,
    example: `A travel site kept answers under the key alone; an app sent the date as its key. Every booking of a day was answered with the first one.
Fixed: primary key (customer, key).`,
    causes: {
      shown: "Look at the answer: it is the other person's thing. What is the kept answer looked up by?",
      refused: "Look at the answer: the key was new for this person, and was refused as used.",
    },
  },
  scenarios: ["repeat-with-a-key"],
  promises: ["repeats-make-one-thing"],
  after: ["repeated-key-makes-one-thing"],
  judge(view) {
    const all = view.of("exchange", "repeat-with-a-key");
    const failures: Failure[] = [];
    let cases = 0;
    for (const resource of view.surface.resources) {
      const own = all.filter(({ note }) => asObject(note)?.resource === resource.name);
      const first = own.find(({ label }) => label === "first");
      const id = first && succeeded(first) ? idOf(first, resource) : undefined;
      if (!first || id === undefined) continue;
      for (const other of own.filter(({ label }) => label === "by another")) {
        cases++;
        const { person } = other.note as unknown as RepeatNote;
        const status = other.response?.status ?? 0;
        const isShown = succeeded(other) && idOf(other, resource) === id;
        const isRefused = [400, 409, 422, 500].includes(status);
        if (!isShown && !isRefused) continue;
        failures.push({
          headline: isShown
            ? `${person} sent a key that Ali had used, and ${lineOf(other)} answered Ali's ${resource.name} ${id}.`
            : `${person} sent a key that only Ali had used, and ${lineOf(other)} ${outcomeOf(other)}.`,
          expected: `a ${resource.name} of ${person}'s own`,
          seen: answerOf(other),
          entries: [first.id, other.id],
          cause: isShown ? "shown" : "refused",
        });
      }
    }
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases, otherwise: "nobody else could use a key", view },
    );
  },
  passes: [good],
  breaks: [
    broken("looked up by the key alone", good, (r) => answer(r, "by another", { json: { id: 7, title: "Milk" } }, 1)),
    broken("unique for everybody", good, (r) =>
      answer(r, "by another", { status: 409, json: { title: "Key was used", status: 409 } }),
    ),
  ],
};
export default check;
