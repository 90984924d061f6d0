import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { gainsOf, sentMoreIn } from "../reading/more-than-asked.ts";

const note = { case: "m1", person: "Edda", resource: "note", kind: "extra", more: { bookId: 4 } };
const milk = { id: 7, bookId: 3, title: "Milk" };
const own = {
  operation: "getNote",
  url: "/notes/7",
  note: { case: "m1", person: "Ali", at: "own" },
  status: 200,
  json: milk,
};
const role = {
  operation: "getBook",
  url: "/books/3",
  note: { case: "m1", person: "Edda", at: "role" },
  status: 200,
  json: { id: 3, role: "editor" },
};
const good = example((r) => {
  r.scenario("send-more-than-asked");
  for (const look of [own, role]) r.exchange({ ...look, label: "look before" });
  const sent = { title: "Milk", bookId: 4 };
  r.exchange({
    label: "send more",
    operation: "updateNote",
    method: "PATCH",
    url: "/notes/7",
    note,
    sent,
    status: 200,
    json: milk,
  });
  for (const look of [own, role]) r.exchange({ ...look, label: "look after" });
}, sharingSurface);

const check: Check = {
  title: {
    passed: "Members beyond the contract gain nothing",
    failed: "A member that nobody asked for gained something",
  },
  severity: "critical",
  skills: ["authorization", "validation", "owasp-top-10"],
  references: [
    {
      name: "OWASP API3:2023 (property level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    },
    { name: "CWE-915 (mass assignment)", url: "https://cwe.mitre.org/data/definitions/915.html" },
  ],
  why: `The answer shows what a row has: its owner, its place, when it was made. So it shows what to send. A handler that passes the body on to the
    database lets an editor move a task out of the project, make himself its owner, or date it before the deadline, with a
    request that looks like any other in the log.`,
  hints: {
    look: "Look at the member that was sent beyond the contract, and at the look after it.",
    ask: "Where does the list of columns in this statement come from: from you, or from the body?",
    concept: `Who may change a thing may not change everything about it. Its id, its place, its owner and its moments belong to the program. Take
      from the body only what the contract names for this operation, one member at a time; take who and where from the token and the path. A
      schema that refuses unknown members is good, one that drops them as well; what matters is that nothing else reaches the
      statement. https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html`,
    shape: `title = body.title; notes = body.notes          # your list
update tasks set title = $2, notes = $3 where id = $1   # its place and owner are not in it`,
    example: `A bank's form for the address saved the whole body; "branchId" in it moved the account to another branch's staff. Fixed: update(address:
body.address).`,
    causes: {
      taken: "Look at the member: it is the program's own to say, and now has the client's value.",
      reached: "Look at the other place: something changed there by a request that was not about it.",
      gained: "Look at the role before and after: a body has changed what this person may do.",
    },
  },
  scenarios: ["send-more-than-asked"],
  promises: ["unknown-members-change-nothing"],
  after: ["unknown-members-change-nothing", "roles-are-enforced"],
  judge(view) {
    const sent = sentMoreIn(view, "extra");
    const failures = sent.flatMap((exchange) => gainsOf(view, exchange) ?? []);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.mark}`),
      { cases: sent.length, otherwise: "nothing was sent beyond the contract", measured: { tries: sent.length } },
    );
  },
  passes: [good],
  breaks: [
    broken("an editor moves it away", good, (r) => answer(r, "look after", { json: { ...milk, bookId: 4 } })),
    broken("it is not found any more", good, (r) => answer(r, "look after", { status: 404, json: { title: "No" } })),
    broken("an editor is the owner now", good, (r) => answer(r, "look after", { json: { id: 3, role: "owner" } }, 1)),
  ],
};
export default check;
