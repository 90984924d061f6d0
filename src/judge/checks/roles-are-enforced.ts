import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, broke, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { holeOf, isHole, type Tried, triesIn, whoIs, workOfTry } from "../reading/tries.ts";

const milk = { id: 7, title: "Milk", stars: 1 };
const no = { title: "Forbidden", status: 403 };
const by = (id: string, person: string, role: string, does: string, allowed: boolean) => ({
  case: id,
  person,
  role,
  resource: "note",
  does,
  owner: "Ali",
  allowed,
});
const remove = { label: "try", operation: "deleteNote", method: "DELETE", url: "/notes/7" };
const look = { operation: "getNote", url: "/notes/7", status: 200, json: milk };
const good = example((r) => {
  r.scenario("try-as-everybody");
  r.exchange({ ...look, label: "look before", note: { case: "c1" } });
  r.exchange({ ...remove, note: by("c1", "Vic", "viewer", "remove", false), status: 403, json: no });
  r.exchange({ ...look, label: "look after", note: { case: "c1" } });
  for (const [person, role] of [
    ["Edda", "editor"],
    ["Ali", "owner"],
  ] as const) {
    const note = by(`c2${role}`, person, role, "update", true);
    const update = { label: "try", operation: "updateNote", method: "PATCH", url: "/notes/7" };
    r.exchange({ ...update, note, sent: { title: "Oats" }, status: 200, json: milk });
  }
}, sharingSurface);

const check: Check = {
  title: { passed: "Each role can do what it may, and no more", failed: "A role can do what it may not" },
  severity: "critical",
  skills: ["authorization", "security-basics", "owasp-top-10"],
  references: [
    {
      name: "OWASP API5:2023 (function level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/",
    },
    { name: "CWE-285 (improper authorization)", url: "https://cwe.mitre.org/data/definitions/285.html" },
    { name: "RFC 9110 §15.5.4 (403)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4" },
  ],
  why: `A buttonless screen is no lock: whoever can read can also send a DELETE by hand. Reviewers test GET, demos show the owner, and
    the one handler that asks "is this person a member?" instead of "may a member of this role do this?" goes out unseen. Then
    the trainee with read access deletes the customer's project, and the log says that everything went well.`,
  hints: {
    look: "Look at who sent the request, at their role, and at the look of the owner after it.",
    ask: "Where does this one handler decide, and does it ask for a membership or for a role?",
    concept: `Belonging is not enough: what a person may do depends on the role and on the operation. Put the table of the contract into
      the program as a table, one line for each operation, and let every handler go through the same function with the
      operation's name. Deny what is not in the table. Decide before anything is written, best in the same transaction as the write.
      The answer to somebody who sees the thing but may not do this is 403.
      https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html`,
    shape: `may = { read: [owner, editor, viewer], update: [owner, editor], delete: [owner, editor], share: [owner] }
role = sql("select role from memberships where thing = $1 and person = $2")
if role is nothing: answer 404
if role not in may[operation]: answer 403`,
    example: `A wiki checked "is a member" in a middleware and roles in the handlers; the handler for attachments was written later. Readers could
delete them. Fixed: the middleware takes the operation, and has no default.`,
    causes: {
      read: "Look at what was answered: this role may not read it.",
      written: "Look at the operation: which line of this handler asks for the role?",
      "done-anyway":
        "Look at the order of things: the answer was a refusal, and yet it was done. What is written before it is decided?",
      "kept-out": "Look at the role: the contract lets it do this, and the same request of the owner worked.",
      "other-status": "Look at the status: who is known, and sees the thing, but may not do this, is answered 403.",
    },
  },
  scenarios: ["try-as-everybody"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const tries = triesIn(view).filter(({ note }) => isRole(view, note.role));
    const failures = tries.flatMap((tried) => judgeTry(tried, tries));
    return conclude(
      oncePer(failures, (failure) => failure.headline),
      { cases: tries.length, otherwise: "nobody with a role tried anything", measured: { tries: tries.length }, view },
    );
  },
  passes: [good],
  breaks: [
    broken("a viewer can delete", good, (r) => answer(r, "try", { status: 204, text: "" })),
    broken("refused after it was done", good, (r) => answer(r, "look after", { status: 404, json: no })),
    broken("an editor is kept out", good, (r) => answer(r, "try", { status: 403, json: no }, 1)),
    broken("the handler falls over who may not", good, (r) => answer(r, "try", { status: 500, json: no })),
    broken("who is logged in is asked to log in", good, (r) => answer(r, "try", { status: 401, json: no })),
  ],
};
export default check;

function isRole({ surface }: RecordingView, role: string): boolean {
  return role === surface.sharing?.ownerRole || (surface.sharing?.roles.includes(role) ?? role === "owner");
}

function judgeTry(tried: Tried, all: Tried[]): Failure[] {
  const { note, exchange } = tried;
  const { person, role, allowed } = note;
  if (!allowed) {
    const causes = { read: "read", written: "written", refusedAndDone: "done-anyway" };
    if (isHole(tried)) return [holeOf(tried, "403, and nothing changed", causes)];
    const status = exchange.response?.status ?? 0;
    // Not a member at all, or none who may: 404 tells less than the contract wants told, and harms nobody.
    if (status === 403 || status === 404 || (status !== 401 && !broke(exchange))) return [];
    return [
      {
        headline: `${person}, ${whoIs(role)}, may not ${workOfTry(note)}, and ${lineOf(exchange)} ${outcomeOf(exchange)}.`,
        expected: "403",
        seen: answerOf(exchange),
        entries: [exchange.id],
        cause: "other-status",
      },
    ];
  }
  // Where nobody can do it at all the fault is another one, and other checks tell it.
  const works = all.some(
    (other) => other.exchange.operation === exchange.operation && other !== tried && succeeded(other.exchange),
  );
  if (!works || ![401, 403, 404].includes(exchange.response?.status ?? 0)) return [];
  return [
    {
      headline: `${person}, ${whoIs(role)}, could not ${workOfTry(note)}: ${lineOf(exchange)} ${outcomeOf(exchange)}.`,
      expected: "2xx, as the contract lets this role do it",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "kept-out",
    },
  ];
}
