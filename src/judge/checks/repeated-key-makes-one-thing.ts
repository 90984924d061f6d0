import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import {
  answerOf,
  asObject,
  broke,
  jsonOf,
  lineOf,
  objectOf,
  outcomeOf,
  say,
  sentObject,
  succeeded,
} from "../reading/exchanges.ts";
import { marksOf } from "../reading/on-the-wire.ts";

const title = "abcdefghijklmnop";
const made = { id: 7, title };
const note = { resource: "note" };
const post = { operation: "createNote", method: "POST", url: "/books/3/notes", note, sent: { title }, status: 201 };
const list = { operation: "listNotes", url: "/books/3/notes", note, status: 200 };
const good = example((r) => {
  r.scenario("repeat-with-a-key");
  r.exchange({ ...post, label: "first", json: made });
  r.exchange({ ...post, label: "again", json: made });
  const other = { title: "Used for something else", status: 422 };
  r.exchange({
    ...post,
    label: "again with another body",
    sent: { title: "qrstuvwxyzabcdef" },
    status: 422,
    json: other,
  });
  r.exchange({ ...post, label: "other key", json: { ...made, id: 8 } });
  r.exchange({ ...list, label: "list after", json: { items: [{ ...made, id: 8 }, made] } });
  r.exchange({
    ...{ operation: "updateNote", method: "PATCH", url: "/notes/7", note, status: 200 },
    ...{ label: "change in between", sent: { title: "zyxwvutsrqponmlk" }, json: { id: 7, title: "zyxwvutsrqponmlk" } },
  });
  r.exchange({ ...post, label: "again after a change", json: made });
  r.scenario("meet-at-the-same-moment");
  r.exchange({ ...post, label: "create together", status: 409, json: { title: "Under way", status: 409 }, at: 100 });
  r.exchange({ ...post, label: "create together", json: { ...made, id: 9 }, at: 100 });
  r.exchange({ ...list, label: "list after", json: { items: [{ ...made, id: 9 }] } });
  r.scenario("repeat-after-a-kill");
  r.exchange({ ...post, label: "before the kill", json: { ...made, id: 11 } });
  r.exchange({ ...post, label: "after the kill", json: { ...made, id: 11 } });
  r.exchange({ ...list, label: "list after the kill", json: { items: [{ ...made, id: 11 }] } });
  const unsure = { ...post, sent: { title: "onthewayontheway" } };
  r.exchange({ ...unsure, label: "killed on the way", status: undefined as never });
  r.exchange({ ...unsure, label: "after the kill on the way", json: { id: 12, title: "onthewayontheway" } });
  r.exchange({
    ...list,
    label: "list after the kill on the way",
    json: { items: [{ id: 12, title: "onthewayontheway" }] },
  });
}, sharingSurface);

const check: Check = {
  title: {
    passed: "A repeated create makes one thing",
    failed: "A repeated create does not do what it did the first time",
  },
  severity: "critical",
  skills: ["concurrency", "transactions", "rest-api-design"],
  references: [
    {
      name: "The Idempotency-Key HTTP Header Field (IETF draft)",
      url: "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
    },
    { name: "RFC 9110 §9.2.2 (idempotent methods)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2" },
    { name: "CWE-837 (single, unique action)", url: "https://cwe.mitre.org/data/definitions/837.html" },
  ],
  why: `The train goes into a tunnel after "Pay" was pressed. The phone never sees the answer and sends the request again, as it should, with
    the same key. A program that looks for the key first and keeps it last charges twice: when two come at once, or when it dies in
    between. Payment providers live on this header working on bad days.`,
  hints: {
    look: "Look at the ids in the answers to requests with the same key, and at how many things the list has.",
    ask: "If your program died between any two of its statements here, what would the repeated request find?",
    concept: `The key and the thing belong into one transaction: claim the key ("insert … on conflict do nothing"), make the thing, keep the
      answer beside the key, commit. A unique key on (person, key) lets a second request that comes at the same time wait for the first one's
      commit, and then it finds the answer. What is kept only in memory is gone after a restart. The same key with another body is a mistake of
      the client: 422, or the first answer. https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT`,
    shape: `begin
  claimed = insert into repeats (person, key, request) on conflict do nothing
  if not claimed: answer what is kept there (or 422 if the request was another one)
  thing = insert into things …
  update repeats set answer = …
commit`,
    example: `A bank's transfers were looked up by key, made, and then noted. A deploy between the two paid a salary twice. Fixed: the note first, in the
same transaction as the transfer.`,
    causes: {
      "second-thing": "Look at the ids: the same key made another thing. Is the header read, and where is it kept?",
      "other-body": "Look at the body: it was another one, and the same key made a second thing of it.",
      "other-answer": "Look at the answer: it is not what was answered the first time.",
      "as-it-is-now":
        "Look at the change in between: the answer is read from the thing. What was answered the first time has to be kept beside the key.",
      together: "Look at the creates of the same moment: each asked whether the key was there before any had kept it.",
      forgotten: "Look at the kill in between: the key did not outlive it. Where is it kept?",
      "half-done":
        "Look at the kill on the way: the thing was there already and its key was not. What makes the two one step?",
      "key-ignored":
        "Look at the last create: it had a key of its own, and was taken for the repetition of another one.",
    },
  },
  scenarios: ["repeat-with-a-key", "meet-at-the-same-moment", "repeat-after-a-kill"],
  promises: ["repeats-make-one-thing"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const keyed = view.surface.resources.filter(({ create }) => create !== undefined);
    const failures = keyed.flatMap((resource) => [
      ...judgeSequence(view, resource),
      ...judgeTogether(view, resource),
      ...judgeKilled(view, resource),
    ]);
    const labels = ["again", "create together", "after the kill"];
    const cases = view.of("exchange").filter(({ label }) => labels.includes(label)).length;
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases, otherwise: "no create with a key worked, so none could be repeated", view },
    );
  },
  passes: [good],
  breaks: [
    broken("the key is not read", good, (r) => answer(r, "again", { json: { ...made, id: 10 } })),
    broken("the list has it twice", good, (r) =>
      answer(r, "list after", { json: { items: [{ ...made, id: 10 }, { ...made, id: 8 }, made] } }),
    ),
    broken("another status", good, (r) =>
      answer(r, "again", { status: 409, json: { title: "Conflict", status: 409 } }),
    ),
    broken("another body makes another thing", good, (r) =>
      answer(r, "again with another body", { status: 201, json: { id: 10 } }),
    ),
    broken("the thing is answered as it is now", good, (r) =>
      answer(r, "again after a change", { json: { id: 7, title: "zyxwvutsrqponmlk" } }),
    ),
    broken("creates with equal bodies are one", good, (r) => answer(r, "other key", { json: made })),
    broken("looked up first, kept last", good, (r) => answer(r, "create together", { status: 201, json: { id: 10 } })),
    broken("meeting is an error", good, (r) => answer(r, "create together", { status: 500, json: {} })),
    broken("keys are in memory", good, (r) => answer(r, "after the kill", { json: { ...made, id: 13 } })),
    broken("the key is kept after the thing", good, (r) => {
      const title = "onthewayontheway";
      answer(r, "list after the kill on the way", {
        json: {
          items: [
            { id: 13, title },
            { id: 12, title },
          ],
        },
      });
    }),
  ],
};
export default check;

function judgeSequence(view: RecordingView, resource: Resource): Failure[] {
  const own = of(view, "repeat-with-a-key", resource);
  const first = own.find(({ label }) => label === "first");
  const id = first && idOf(first, resource);
  if (!first || id === undefined) return [];
  const found: Failure[] = [];
  for (const again of own.filter(({ label }) => label === "again")) {
    const seen = succeeded(again) ? idOf(again, resource) : undefined;
    const said = `${lineOf(again)} with the key of ${resource.name} ${id}`;
    if (seen !== undefined && seen !== id)
      found.push(failure("second-thing", [first, again], `${said} made ${seen}.`, `${id} again`));
    else if (again.response && !isBusy(again) && again.response.status !== first.response?.status) {
      const headline = `${said} ${outcomeOf(again)}, where it had answered ${first.response?.status}.`;
      found.push(failure("other-answer", [first, again], headline, "the first answer again"));
    }
  }
  const other = own.find(({ label }) => label === "again with another body");
  const otherId = other && succeeded(other) ? idOf(other, resource) : undefined;
  if (other && otherId !== undefined && otherId !== id) {
    const headline = `${lineOf(other)} with the key of ${resource.name} ${id} and another body made ${otherId}.`;
    found.push(failure("other-body", [first, other], headline, "4xx, or the first answer"));
  }
  const own2 = own.find(({ label }) => label === "other key");
  const freshId = own2 && succeeded(own2) ? idOf(own2, resource) : undefined;
  if (own2 && freshId === id) {
    found.push(
      failure(
        "key-ignored",
        [first, own2],
        `${lineOf(own2)} with a key of its own answered ${id} again.`,
        "another one",
      ),
    );
  }
  found.push(...judgeAfterChange(own, first, resource));
  const list = own.find(({ label }) => label === "list after");
  const extra = list && found.length === 0 ? timesIn(list, resource, first) - (freshId === undefined ? 1 : 2) : 0;
  if (list && extra > 0) {
    const headline = `After repeats with one key the list has ${extra + 1} where one was made.`;
    found.push(failure("second-thing", [first, list], headline, "one"));
  }
  return found;
}

/** Only a member that was changed and now shows in the repeated answer: what else differs may have other reasons. */
function judgeAfterChange(own: Exchange[], first: Exchange, resource: Resource): Failure[] {
  const [changed, again] = ["change in between", "again after a change"].map((wanted) =>
    own.find(({ label }) => label === wanted),
  );
  if (!changed || !again || !succeeded(again)) return [];
  const said = `${lineOf(again)} with the key of ${resource.name} ${idOf(first, resource)}, after it was changed,`;
  if (idOf(again, resource) !== undefined && idOf(again, resource) !== idOf(first, resource))
    return [
      failure("second-thing", [first, again], `${said} made ${idOf(again, resource)}.`, "the first answer again"),
    ];
  const [then, sent, now] = [objectOf(first) ?? {}, sentObject(changed) ?? {}, objectOf(again) ?? {}];
  const [member] = Object.entries(sent).find(([name, value]) => now[name] === value && then[name] !== value) ?? [];
  if (member === undefined) return [];
  const headline = `${said} answered "${member}": ${say(now[member])}, where it had answered ${say(then[member])}.`;
  return [failure("as-it-is-now", [first, changed, again], headline, "what was answered the first time")];
}

function judgeTogether(view: RecordingView, resource: Resource): Failure[] {
  const own = of(view, "meet-at-the-same-moment", resource);
  const creates = own.filter(({ label }) => label === "create together");
  const ids = [...new Set(creates.filter(succeeded).map((exchange) => idOf(exchange, resource)))];
  if (ids.length > 1) {
    const last = creates.findLast((exchange) => succeeded(exchange) && idOf(exchange, resource) === ids[1]) as Exchange;
    const headline = `${creates.length} creates with one key at the same moment made ${ids.length}: ${ids.join(", ")}.`;
    return [
      failure(
        "together",
        [creates.find(succeeded) as Exchange, last],
        headline,
        "one; 409 for those that came too early is fine",
      ),
    ];
  }
  const list = own.find(({ label }) => label === "list after");
  const times = list && creates[0] ? timesIn(list, resource, creates[0]) : 0;
  if (list && times > 1) {
    const headline = `${creates.length} creates with one key at the same moment made ${times}.`;
    return [failure("together", [creates[0] as Exchange, list], headline, "one")];
  }
  const broken = creates.find((exchange) => broke(exchange) && !isBusy(exchange));
  return broken
    ? [
        failure(
          "together",
          [broken],
          `A create with a key ${outcomeOf(broken)} when another one came at the same moment.`,
          "the answer of the first, or 409",
        ),
      ]
    : [];
}

function judgeKilled(view: RecordingView, resource: Resource): Failure[] {
  const own = of(view, "repeat-after-a-kill", resource);
  const labelled = (label: string) => own.find((exchange) => exchange.label === label);
  const [before, after] = [labelled("before the kill"), labelled("after the kill")];
  const [id, again] = [before && idOf(before, resource), after && succeeded(after) ? idOf(after, resource) : undefined];
  if (before && after && id !== undefined && again !== undefined && id !== again) {
    const headline = `${lineOf(after)} with the key of ${resource.name} ${id}, after kill -9, made ${again}.`;
    return [failure("forgotten", [before, after], headline, `${id} again`)];
  }
  const [way, list] = [labelled("after the kill on the way"), labelled("list after the kill on the way")];
  const times = way && list ? timesIn(list, resource, way) : 0;
  if (!way || !list || times < 2) return [];
  const headline = `A create was killed on the way and repeated with its key, and then there were ${times}.`;
  return [failure("half-done", [way, list], headline, "one: the thing and its key are kept together or not at all")];
}

/** How many things of a page carry the text that was sent. */
function timesIn(list: Exchange, { page }: Resource, create: Exchange): number {
  const [mark] = marksOf(sentObject(create));
  const body = jsonOf(list);
  const items = Array.isArray(body) ? body : asObject(body)?.[page?.items ?? "items"];
  if (mark === undefined || !Array.isArray(items)) return 0;
  return items.filter((item) => Object.values(asObject(item) ?? {}).includes(mark)).length;
}

function of(view: RecordingView, scenario: string, resource: Resource): Exchange[] {
  return view.of("exchange", scenario).filter(({ note: given }) => asObject(given)?.resource === resource.name);
}

function isBusy({ response }: Exchange): boolean {
  return response?.status === 503 || response?.status === 429;
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  return {
    cause,
    headline,
    expected,
    seen: answerOf(exchanges.at(-1) as Exchange),
    entries: exchanges.map(({ id }) => id),
  };
}
