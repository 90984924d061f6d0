import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { foreignListings } from "../reading/foreign-listings.ts";
import { holeOf, isHole, type Tried, triesIn } from "../reading/tries.ts";

const milk = { id: 7, title: "Milk", stars: 1 };
const no = { title: "Forbidden", status: 403 };
const by = (id: string, role: string, does: string) => ({
  case: id,
  person: "Rem",
  role,
  resource: "note",
  does,
  owner: "Ali",
  allowed: false,
});
const look = { operation: "getNote", url: "/notes/7", status: 200, json: milk };
const update = { label: "try", operation: "updateNote", method: "PATCH", url: "/notes/7", sent: { title: "Oats" } };
const good = example((r) => {
  r.scenario("try-as-everybody");
  r.exchange({ ...look, label: "look before", note: { case: "c1" } });
  r.exchange({ ...update, note: by("c1", "lowered", "update"), status: 403, json: no });
  r.exchange({ ...look, label: "look after", note: { case: "c1" } });
  r.exchange({
    label: "try",
    operation: "getNote",
    url: "/notes/7",
    note: by("c2", "removed", "read"),
    status: 404,
    json: no,
  });
  r.exchange({
    label: "list",
    operation: "listBooks",
    url: "/books",
    note: { person: "Rem", role: "removed", resource: "book", foreign: ["3"] },
    status: 200,
    json: { items: [], nextCursor: null },
  });
}, sharingSurface);

const check: Check = {
  title: {
    passed: "Who is removed is out at once",
    failed: "Somebody kept rights that had been taken away",
  },
  severity: "critical",
  skills: ["authorization", "sessions", "security-basics"],
  references: [
    { name: "CWE-613 (insufficient session expiration)", url: "https://cwe.mitre.org/data/definitions/613.html" },
    { name: "CWE-863 (incorrect authorization)", url: "https://cwe.mitre.org/data/definitions/863.html" },
    {
      name: "OWASP API1:2023 (object level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    },
  ],
  why: `People are removed on bad days: a dismissal, a lost phone, a customer who changes the agency. The minute after is when it counts, and
    that is when a role in the token, or in a cache of five minutes, still opens everything. The owner sees an empty list of
    members and believes it.`,
  hints: {
    look: "Look at the moment of the removal and at the request after it, with the same token as before.",
    ask: "When this request came, where did your program get the role from?",
    concept: `A token says who somebody is; what they may do can change at any moment, so it belongs into the database and is read for each
      request. A role that is copied into the token or the session when somebody logs in lives as long as the token. A cache of
      memberships has to be emptied by the change itself, in every copy of the program, which is hard; one indexed read of
      memberships (thing, person) takes a fraction of a millisecond.
      https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html`,
    shape: `person = whoHolds(token)                     # who, and nothing else
role = sql("select role from memberships where thing = $1 and person = $2", thing, person)   # now`,
    example: `A shared drive put the roles into a JWT of one hour. Who had been removed went on downloading for an hour. Fixed: only the person's id
in the token, the role from the table.`,
    causes: {
      kept: "Look at the request after the removal: the person is still let in. What remembers the old role?",
      "done-anyway": "Look at the order of things: the answer was a refusal, and yet it was done.",
      lowered: "Look at the role: it was made smaller, and the old one was still obeyed.",
      listed: "Look at the list: it still has what the person was removed from.",
    },
  },
  scenarios: ["try-as-everybody"],
  after: ["roles-are-enforced", "strangers-cannot-touch"],
  judge(view) {
    const all = triesIn(view);
    if (all.length > 0 && !view.surface.sharing)
      return { verdict: "not-applicable", why: "nobody is let in to what belongs to others" };
    const tries = all.filter(({ note }) => note.role === "removed" || note.role === "lowered");
    const failures = tries
      .filter((tried) => isHole(tried) && !isOpenAnyway(tried, all, view.surface.sharing?.roles.at(-1)))
      .map((tried) => {
        const cause = tried.note.role === "lowered" ? "lowered" : "kept";
        const causes = { read: cause, written: cause, refusedAndDone: "done-anyway" };
        return holeOf(tried, "refused (404 or 403), and nothing changed", causes);
      });
    // A list that shows everything to everybody is no matter of removal.
    const listed = foreignListings(view, "stranger").length > 0 ? [] : foreignListings(view, "removed");
    return conclude(
      oncePer([...failures, ...listed], (failure) => failure.headline),
      { cases: tries.length, otherwise: "nobody was removed", measured: { tries: tries.length } },
    );
  },
  passes: [good],
  breaks: [
    broken("the role is in the token", good, (r) => answer(r, "try", { status: 200, json: milk }, 1)),
    broken("a lower role is not heeded", good, (r) => answer(r, "try", { status: 200, json: milk })),
    broken("refused after it was done", good, (r) => answer(r, "look after", { json: { ...milk, title: "Oats" } })),
    broken("still in the list", good, (r) => answer(r, "list", { json: { items: [{ id: 3 }], nextCursor: null } })),
  ],
};
export default check;

/** What any stranger or any member of the least role can do as well was not kept: it was never guarded. */
function isOpenAnyway({ note, exchange }: Tried, all: Tried[], least: string | undefined): boolean {
  const others = note.role === "lowered" ? ["stranger", least] : ["stranger"];
  return all.some(
    (other) =>
      others.includes(other.note.role) &&
      other.exchange.operation === exchange.operation &&
      !other.note.throughOwn &&
      isHole(other),
  );
}
