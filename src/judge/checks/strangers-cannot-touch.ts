import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { foreignListings } from "../reading/foreign-listings.ts";
import { holeOf, isHole, triesIn } from "../reading/tries.ts";

const milk = { id: 7, title: "Milk", stars: 1 };
const gone = { title: "Not found", status: 404 };
const by = (id: string, does: string) => ({
  case: id,
  person: "Sam",
  role: "stranger",
  resource: "note",
  does,
  owner: "Ali",
  allowed: false,
});
const look = { operation: "getNote", url: "/notes/7", status: 200, json: milk };
const good = example((r) => {
  r.scenario("try-as-everybody");
  r.exchange({ label: "try", operation: "getNote", url: "/notes/7", note: by("c1", "read"), status: 404, json: gone });
  r.exchange({ ...look, label: "look before", note: { case: "c2" } });
  const update = { label: "try", operation: "updateNote", method: "PATCH", url: "/notes/7", sent: { title: "Oats" } };
  r.exchange({ ...update, note: by("c2", "update"), status: 403, json: { title: "Forbidden", status: 403 } });
  r.exchange({ ...look, label: "look after", note: { case: "c2" } });
  r.exchange({
    label: "list",
    operation: "listBooks",
    url: "/books",
    note: { person: "Sam", role: "stranger", resource: "book", foreign: ["3"] },
    status: 200,
    json: { items: [{ id: 9 }], nextCursor: null },
  });
}, sharingSurface);

const check: Check = {
  title: { passed: "Strangers cannot touch what is not theirs", failed: "A stranger reached somebody else's things" },
  severity: "critical",
  skills: ["authorization", "insecure-direct-object-references", "security-basics", "owasp-top-10"],
  references: [
    {
      name: "OWASP API1:2023 (object level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    },
    {
      name: "CWE-639 (authorization bypass by a key of the user's)",
      url: "https://cwe.mitre.org/data/definitions/639.html",
    },
  ],
  why: `It is the first of OWASP's list because it is everywhere: the handler looks whether somebody is logged in, and then believes the id
    in the URL. In 2019 a title insurer showed 885 million documents to whoever counted the number in the address up by one. No
    tool was needed, and no log showed anything odd.`,
  hints: {
    look: "Look at whose token was sent and whose id is in the path, and at the look of the owner after it.",
    ask: "Does the statement behind this handler know who is asking?",
    concept: `An id is no key: it is seen in addresses, logs and other people's screens, and numbers can be counted. So each statement that
      takes an id from a request has to take the person as well: join with the memberships, or add "and owner_id = $2". Then
      there is nothing to forget in the handler, and no row comes back for a stranger, which is a 404 by itself. A check before the
      statement works too, if every operation has it, DELETE and the lists included. Row level security puts the rule into the database:
      https://www.postgresql.org/docs/current/ddl-rowsecurity.html`,
    shape: `row = sql("select n.* from notes n
           join memberships m on m.book_id = n.book_id and m.person_id = $2
           where n.id = $1", id, whoAsks)
if row is nothing: answer 404`,
    example: `A clinic's portal did "delete from appointments where id = $1" for anybody logged in. Fixed: "… and patient_id = $2", and 404 when no
row was deleted.`,
    causes: {
      read: "Look at the answer: it is somebody else's, and the statement behind it does not ask whose it is.",
      written: "Look at the operation: reading may be guarded well, and this one was forgotten.",
      "done-anyway": "Look at the order of things: the answer was a refusal, and yet it was done.",
      listed: "Look at the list: it has rows of others in it. Which condition is missing from its statement?",
    },
  },
  scenarios: ["try-as-everybody"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const tries = triesIn(view).filter(({ note }) => note.role === "stranger");
    const causes = { read: "read", written: "written", refusedAndDone: "done-anyway" };
    const holes = tries.filter(isHole).map((tried) => holeOf(tried, "404 (or 403), and nothing changed", causes));
    const failures: Failure[] = [...holes, ...foreignListings(view, "stranger")];
    const lists = listsOf(view);
    return conclude(
      oncePer(failures, (failure) => failure.headline),
      {
        cases: tries.length + lists.length,
        otherwise: "no stranger tried anything",
        measured: { tries: tries.length + lists.length },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("anybody can read by id", good, (r) => answer(r, "try", { status: 200, json: milk })),
    broken("anybody can change by id", good, (r) => answer(r, "try", { status: 200, json: milk }, 1)),
    broken("it is done before it is refused", good, (r) =>
      answer(r, "look after", { json: { ...milk, title: "Oats" } }),
    ),
    broken("the list has everybody's", good, (r) => answer(r, "list", { json: { items: [{ id: 9 }, { id: 3 }] } })),
  ],
};
export default check;

function listsOf(view: RecordingView): Exchange[] {
  return view.of("exchange", "try-as-everybody").filter(({ label }) => label === "list");
}
