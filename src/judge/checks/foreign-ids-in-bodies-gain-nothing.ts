import type { Check } from "../check.ts";
import { answer, broken, type ExampleExchange, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { gainsOf, sentMoreIn } from "../reading/more-than-asked.ts";

const note = { case: "m1", person: "Sam", resource: "note", kind: "foreign", more: { bookId: 3 } };
const tea = { id: 9, bookId: 5, title: "Tea" };
const looks: Omit<ExampleExchange, "label">[] = [
  { operation: "getNote", url: "/notes/9", note: { case: "m1", person: "Sam", at: "own" }, status: 200, json: tea },
  {
    operation: "getNote",
    url: "/notes/7",
    note: { case: "m1", person: "Ali", at: "owner's" },
    status: 200,
    json: { id: 7, bookId: 3, title: "Milk" },
  },
  {
    operation: "listNotes",
    url: "/books/3/notes",
    note: { case: "m1", person: "Ali", at: "owner's" },
    status: 200,
    json: { items: [{ id: 7 }] },
  },
  {
    operation: "getBook",
    url: "/books/3",
    note: { case: "m1", person: "Sam", at: "role" },
    status: 404,
    json: { title: "Not found", status: 404 },
  },
];
const good = example((r) => {
  r.scenario("send-more-than-asked");
  for (const look of looks) r.exchange({ ...look, label: "look before" });
  const sent = { title: "Tea", bookId: 3 };
  r.exchange({
    label: "send more",
    operation: "updateNote",
    method: "PATCH",
    url: "/notes/9",
    note,
    sent,
    status: 200,
    json: tea,
  });
  for (const look of looks) r.exchange({ ...look, label: "look after" });
}, sharingSurface);

const check: Check = {
  title: {
    passed: "Ids of others in a body gain nothing",
    failed: "An id of somebody else's in a body reached their things",
  },
  severity: "critical",
  skills: ["authorization", "insecure-direct-object-references", "validation", "owasp-top-10"],
  references: [
    {
      name: "OWASP API1:2023 (object level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    },
    {
      name: "CWE-639 (authorization bypass by a key of the user's)",
      url: "https://cwe.mitre.org/data/definitions/639.html",
    },
    { name: "CWE-915 (mass assignment)", url: "https://cwe.mitre.org/data/definitions/915.html" },
  ],
  why: `The path is guarded, the body is believed: a stranger changes a task of their own and writes the customer's project into it, and there it
    is, in the customer's list. Or the id in the body wins over the one in the path, and the row that is changed is
    somebody else's. Scanners that only try paths never see it.`,
  hints: {
    look: "Look at the id in the body, whose it is, and what its owner found afterwards.",
    ask: "Which id does your statement use: the one in the path, for which rights were asked, or one from the body?",
    concept: `Rights are asked for one id and must hold for each id that is used. The simplest is to use only one: from the path. Where a contract
      lets a body name another thing (move this task to that project), the same question has to be asked for it: may this person write there?
      "{ ...row, ...body }" lets the body win over everything that you looked up.
      https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html`,
    shape: `task = readAsMember(path.id, whoAsks)
update tasks set title = body.title where id = task.id     # neither id nor project from the body`,
    example: `A calendar took "calendarId" from the body of an update. Anybody could put appointments into anybody's calendar. Fixed: the place from the
row that was read, the body's ignored.`,
    causes: {
      taken: "Look at the member: the stranger's own thing now says that it is somewhere else.",
      reached: "Look at what the owner found: something of theirs is new, changed or gone.",
      gained: "Look at the stranger's request after it: what could not be seen can be seen now.",
    },
  },
  scenarios: ["send-more-than-asked"],
  promises: ["unknown-members-change-nothing"],
  after: ["strangers-cannot-touch"],
  judge(view) {
    const sent = sentMoreIn(view, "foreign");
    const failures = sent.flatMap((exchange) => gainsOf(view, exchange) ?? []);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.mark}`),
      { cases: sent.length, otherwise: "no id of somebody else's was sent", measured: { tries: sent.length } },
    );
  },
  passes: [good],
  breaks: [
    broken("it is moved among somebody else's", good, (r) => answer(r, "look after", { json: { ...tea, bookId: 3 } })),
    broken("the id in the body wins", good, (r) =>
      answer(r, "look after", { json: { id: 7, bookId: 3, title: "Tea" } }, 1),
    ),
    broken("it turns up in somebody else's list", good, (r) =>
      answer(r, "look after", { json: { items: [{ id: 9 }, { id: 7 }] } }, 2),
    ),
    broken("it opens the door", good, (r) => answer(r, "look after", { status: 200, json: { id: 3 } }, 3)),
  ],
};
export default check;
