import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, objectOf, outcomeOf, shorten, succeeded } from "../reading/exchanges.ts";
import { findInternal } from "../reading/internals.ts";
import { inWords } from "../reading/process-life.ts";
import { sameThing } from "../reading/same-value.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";
import type { FailedWriteNote, LeftOpen, MarkedRows } from "../scenarios/database-refuses-writes.ts";

const before = { title: "Milk", stars: 2 };
const after = { title: "Oats", stars: 2 };
const note = (does: string, more: object = {}) => ({ resource: "note", does, sqlState: "40001", nth: 1, ...more });
const unavailable = { status: 503, json: { title: "Try again", status: 503 } };
const rows = (status: number, count: number) => ({
  ...{ resource: "note", nth: 1, sqlState: "40001", status },
  tables: [{ table: "public.note", rows: count }],
});
const good = example((r) => {
  r.scenario("database-refuses-writes");
  const label = "while a write fails";
  r.exchange({ label, method: "POST", url: "/notes", note: note("create"), ...unavailable });
  r.fact("rows with the mark", rows(503, 0));
  // This one was tried again by the program itself.
  r.exchange({ label, method: "PATCH", url: "/notes/7", note: note("update"), status: 200, json: { id: 7, ...after } });
  r.exchange({
    label: "look",
    url: "/notes/7",
    note: note("update", { before, after }),
    status: 200,
    json: { id: 7, ...after },
  });
  r.exchange({ label, method: "DELETE", url: "/notes/8", note: note("delete"), ...unavailable });
  r.exchange({
    label: "look",
    url: "/notes/8",
    note: note("delete", { before }),
    status: 200,
    json: { id: 8, ...before },
  });
  r.exchange({ label: "afterwards", url: "/notes/9", status: 200, json: { id: 9 } });
  r.fact("left open", { sessions: 0 });
});

const check: Check = {
  title: {
    passed: "A write that the database refuses leaves nothing half done",
    failed: "A write that the database refuses leaves a mess",
  },
  severity: "critical",
  skills: ["transactions", "error-handling", "concurrency"],
  references: [
    {
      name: "PostgreSQL: serialization failure handling",
      url: "https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html",
    },
    {
      name: "PostgreSQL: deadlocks",
      url: "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS",
    },
    { name: "CWE-460: improper cleanup on thrown exception", url: "https://cwe.mitre.org/data/definitions/460.html" },
  ],
  why: `When many write at once, the database now and then ends one transaction to let the others go on. It is nobody's mistake, and trying
    again would do. A program that never saw it happen answers "created" for what is not there, leaves half of it behind, or gives
    back a connection whose transaction is broken: then people who come much later get errors for things that they did right.`,
  hints: {
    look: "Look at the statement that failed, at what the program said to the database after it, and at its answer.",
    ask: "On the way from this error to the answer: who ends the transaction, and who decides what the client is told?",
    concept: `After an error a transaction is lost: all that is left to do is ROLLBACK. So: begin, work and commit stand in one place, which rolls back on
      every error and only then gives the connection back. Serialization failures (40001) and deadlocks (40P01) may be tried again
      from the beginning, a few times, with a pause; who does not try again answers 503. What belongs together belongs in one
      transaction. https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html`,
    shape: `transaction(work):
  for attempt in 1..3:
    c = pool.take()
    try:    c.run("begin"); r = work(c); c.run("commit"); return r
    except e: c.run("rollback"); if e.code not in (40001, 40P01): raise
    finally:  pool.give_back(c)
  raise Unavailable`,
    example: `A shop wrote the order, then its lines, each by itself. In the sale one order in a thousand had no lines, and was packed as an empty box.
Fixed: one transaction, tried three times.`,
    causes: {
      believed: "It answered success although the write had failed: look for an error that is caught and forgotten.",
      "half-done":
        "It answered an error, and something of it is there all the same: look at which writes belong in one transaction.",
      twice: "It is there more than once: look at what was tried again, and from where.",
      internals: "The answer tells words of the database: look at whose message it is.",
      unanswered: "There was no answer: look at what waits after an error that nobody expected.",
      poisoned: "Requests that came later failed: look at what state a connection is in when it goes back to the pool.",
      open: "A transaction was left open: look at who says ROLLBACK after an error.",
    },
  },
  scenarios: ["database-refuses-writes"],
  judgesStopped: true,
  after: ["created-thing-reads-back", "errors-show-no-internals"],
  judge(view) {
    const of = (label: string) => view.of("exchange", "database-refuses-writes").filter((one) => one.label === label);
    const facts = (name: string) => view.of("fact", "database-refuses-writes").filter((fact) => fact.name === name);
    // The last attempt of each kind was to fail a write that the request does not have.
    const looked = [...of("look").map(({ note }) => noteOf(note)), ...facts("rows with the mark").map(placeOf)];
    const failed = of("while a write fails").filter(({ note }) => looked.some((place) => isSame(place, noteOf(note))));
    const found = [
      ...facts("rows with the mark").flatMap((fact) => judgeRows(fact, failed)),
      ...of("look").flatMap((look) => judgeLook(view, look, failed)),
      ...failed.flatMap(judgeAnswer),
      ...[...of("look").filter(broke), ...of("afterwards")].flatMap(judgeAfterwards),
      ...facts("left open").flatMap(judgeOpen),
    ];
    const stopped = view.of("scenario", "database-refuses-writes").find(({ event }) => event === "stopped");
    if (stopped && found.length === 0)
      return { verdict: "unclear", why: stopped.why ?? "it could not be tried to the end" };
    return conclude(
      oncePer(found, ({ cause }) => cause ?? ""),
      {
        cases: of("look").length + facts("rows with the mark").length,
        otherwise: "no write failed in the database",
        measured: {
          "requests with a failed write": failed.length,
          "of these answered with success": failed.filter(succeeded).length,
        },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("the error is forgotten", good, (r) => {
      answer(r, "while a write fails", { status: 201, json: { id: 5 } });
      factIn(r.entries, "rows with the mark").value = rows(201, 0);
    }),
    broken("half of it is kept", good, (r) => {
      factIn(r.entries, "rows with the mark").value = rows(503, 1);
    }),
    broken("tried again from the middle", good, (r) => {
      answer(r, "while a write fails", { status: 201, json: { id: 5 } });
      factIn(r.entries, "rows with the mark").value = rows(201, 2);
    }),
    broken("an update that failed is there", good, (r) => answer(r, "while a write fails", unavailable, 1)),
    broken("a delete that failed is done", good, (r) => answer(r, "look", { status: 404, json: {} }, 1)),
    broken("the words of the database", good, (r) =>
      answer(r, "while a write fails", { status: 500, json: { title: "error: deadlock detected" } }),
    ),
    broken("it never answers", good, (r) => {
      answer(r, "while a write fails", null, 2);
      exchangeIn(r, "while a write fails", 2).outcome = "timeout";
    }),
    broken("the connection goes back broken", good, (r) => answer(r, "afterwards", { status: 500, json: {} })),
    broken("the transaction stays open", good, (r) => {
      factIn(r.entries, "left open").value = { sessions: 1 };
    }),
  ],
};
export default check;

function judgeRows(fact: Fact, failed: readonly Exchange[]): Failure[] {
  const { resource, nth, status, tables } = fact.value as unknown as MarkedRows;
  const exchange = failed.find(({ note }) => isSame(noteOf(note), placeOf(fact)));
  if (!exchange || tables.length === 0) return [];
  const isThere = tables.filter(({ rows }) => rows > 0);
  const seen = tables.map(({ table, rows }) => `${table}: ${rows}`).join(", ");
  const base = { seen: `${answerOf(exchange)}; rows with its text: ${seen}`, entries: [fact.id, exchange.id] };
  const said = `${lineOf(exchange)} ${outcomeOf(exchange)} when write ${nth} of it failed`;
  if (status >= 200 && status < 300) {
    if (isThere.length === 0) {
      return [
        {
          ...base,
          headline: `${said}, and the ${resource} is not there.`,
          expected: "an error, or the thing",
          cause: "believed",
        },
      ];
    }
    const twice = isThere.find(({ rows }) => rows > 1);
    return twice
      ? [
          {
            ...base,
            headline: `${said}, and the ${resource} is there ${twice.rows} times.`,
            expected: "once",
            cause: "twice",
          },
        ]
      : [];
  }
  if (exchange.outcome !== "answered" || isThere.length === 0) return [];
  return [
    {
      ...base,
      headline: `${said}, and the ${resource} is in ${isThere[0]?.table} all the same.`,
      expected: "nothing of it",
      cause: "half-done",
    },
  ];
}

function judgeLook(view: RecordingView, look: Exchange, failed: readonly Exchange[]): Failure[] {
  const own = noteOf(look.note);
  const exchange = failed.find(({ note }) => isSame(noteOf(note), own));
  if (exchange?.outcome !== "answered" || !look.response || broke(look)) return [];
  const worked = succeeded(exchange);
  const gone = saysItIsGone(view.surface, look);
  const shows = (sent: FailedWriteNote["before"]) => {
    const seen = objectOf(look);
    return (
      seen !== undefined &&
      Object.entries(sent ?? {}).every(([name, value]) => !(name in seen) || sameThing(value, seen[name]))
    );
  };
  const isDone = own.does === "delete" ? gone : shows(own.after);
  const isUndone = own.does === "delete" ? !gone : shows(own.before);
  if (worked ? isDone : isUndone) return [];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} when write ${own.nth} of it failed, and ${worked ? "nothing was done" : "it was done all the same"}.`,
      expected: worked ? "an error, or that it is done" : "that nothing has changed",
      seen: answerOf(look),
      entries: [exchange.id, look.id],
      cause: worked ? "believed" : "half-done",
    },
  ];
}

/** What a program may well say in its own words is not listed among the signs of its inside; here it is the very error. */
const ownWords = /could not serialize access|deadlock detected|\b40001\b|\b40P01\b|seaworthy_fault/;

function judgeAnswer(exchange: Exchange): Failure[] {
  if (exchange.outcome === "aborted") return [];
  const base = { seen: answerOf(exchange), entries: [exchange.id] };
  if (exchange.outcome !== "answered") {
    const headline = `${lineOf(exchange)} ${outcomeOf(exchange)} when a write of it failed.`;
    return [{ ...base, headline, expected: `an answer within ${inWords(exchange.limitMs)}`, cause: "unanswered" }];
  }
  const text = exchange.response?.body.text ?? "";
  if (succeeded(exchange)) return [];
  const shown = ownWords.exec(text)?.[0] ?? findInternal(text, exchange.request.body?.text ?? "")?.text;
  if (shown === undefined) return [];
  const headline = `${lineOf(exchange)} ${outcomeOf(exchange)} and tells what the database said: ${shorten(shown, 100)}`;
  return [{ ...base, headline, expected: "an error in words for people outside", mark: [shown], cause: "internals" }];
}

function judgeAfterwards(exchange: Exchange): Failure[] {
  // Too busy for a moment is no broken connection.
  const isBusy = [429, 503].includes(exchange.response?.status ?? 0);
  if (succeeded(exchange) || exchange.outcome === "aborted" || isBusy) return [];
  const headline = `${lineOf(exchange)} ${outcomeOf(exchange)} after writes of others had failed.`;
  return [{ headline, expected: "2xx", seen: answerOf(exchange), entries: [exchange.id], cause: "poisoned" }];
}

function judgeOpen(fact: Fact): Failure[] {
  const { sessions } = fact.value as unknown as LeftOpen;
  if (sessions === 0) return [];
  const headline = `${sessions} ${sessions === 1 ? "session was" : "sessions were"} left in a transaction after its writes had failed.`;
  return [
    {
      headline,
      expected: "none: each is rolled back",
      seen: `${sessions} idle in transaction`,
      entries: [fact.id],
      cause: "open",
    },
  ];
}

type Place = Pick<FailedWriteNote, "resource" | "does" | "nth">;

function isSame(one: Place, other: Place): boolean {
  return one.resource === other.resource && one.does === other.does && one.nth === other.nth;
}

function placeOf(fact: Fact): Place {
  const { resource, nth } = fact.value as unknown as MarkedRows;
  return { resource, nth, does: "create" };
}

function noteOf(note: unknown): FailedWriteNote {
  return (note ?? {}) as FailedWriteNote;
}

function factIn(entries: readonly unknown[], name: string): Fact {
  return entries.find((entry) => (entry as Fact).kind === "fact" && (entry as Fact).name === name) as Fact;
}
