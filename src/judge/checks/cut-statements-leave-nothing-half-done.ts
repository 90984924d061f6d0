import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Recovery } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, objectOf, outcomeOf, say, succeeded, wasRefused } from "../reading/exchanges.ts";
import { recoveriesIn } from "../reading/loads.ts";
import { unanswered, unansweredCauses } from "../reading/outage-answers.ts";
import { endedFailure, inWords } from "../reading/process-life.ts";
import { sameThing } from "../reading/same-value.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";
import type { CutNote, RowsAfterCut } from "../scenarios/database-on-a-bad-line.ts";

const scenario = "database-on-a-bad-line";
const label = "cut in the middle";
const before = { title: "Milk", stars: 2 };
const after = { title: "kqxjzpwmvbtrfhgd", stars: 5 };
const note = (does: CutNote["does"], nth: number, more: object = {}) => ({ resource: "note", does, nth, ...more });
const unavailable = { status: 503, json: { title: "Try again", status: 503 } };
const insert = "insert into note (title, stars) values ($1, $2)";
const rows = (nth: number, count: number) => ({
  ...{ resource: "note", nth },
  tables: count > 0 ? [{ table: "public.note", rows: count }] : [],
});
const good = example((r) => {
  r.scenario(scenario);
  const lost = () => r.statement(insert, { outcome: "lost", at: r.now });
  lost();
  r.exchange({ label, url: "/notes/7", note: note("read", 1, { before, after: before }), ...unavailable });
  r.exchange({
    label,
    method: "POST",
    url: "/notes",
    note: note("create", 0, { after }),
    status: 201,
    json: { id: 8 },
  });
  r.fact("rows after a cut", rows(0, 1));
  const items = [{ id: 8, ...after }];
  r.exchange({
    label: "look in the list",
    url: "/notes",
    note: note("create", 0, { after }),
    status: 200,
    json: { items },
  });
  lost();
  r.exchange({ label, method: "POST", url: "/notes", note: note("create", 1, { after }), ...unavailable });
  r.fact("rows after a cut", rows(1, 1));
  r.exchange({
    label: "look in the list",
    url: "/notes",
    note: note("create", 1, { after }),
    status: 200,
    json: { items },
  });
  const update = note("update", 1, { before, after });
  // Nobody can know whether it was done; but then all of it.
  lost();
  r.exchange({ label, method: "PATCH", url: "/notes/9", note: update, ...unavailable });
  r.exchange({ label: "look", url: "/notes/9", note: update, status: 200, json: { id: 9, ...after } });
  const remove = note("delete", 1, { before });
  lost();
  r.exchange({ label, method: "DELETE", url: "/notes/10", note: remove, status: 204 });
  r.exchange({ label: "look", url: "/notes/10", note: remove, status: 404, json: { title: "Not found", status: 404 } });
  r.fact("recovery", { after: "cut connections", recovered: true, afterMs: 200, tries: 3 });
});

const check: Check = {
  title: {
    passed: "A connection that is cut in the middle leaves nothing half done",
    failed: "A connection that is cut in the middle leaves a mess",
  },
  severity: "critical",
  skills: ["transactions", "resilience", "error-handling"],
  references: [
    {
      name: "PostgreSQL: error codes (class 08)",
      url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
    },
    { name: "PostgreSQL: transactions", url: "https://www.postgresql.org/docs/current/tutorial-transactions.html" },
    { name: "RFC 9110 §9.2.2: idempotent methods", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2" },
  ],
  why: `Connections end in the middle of a statement at every failover, at every deployment of a proxy, and when a switch is rebooted. A
    program that does its work in several steps without a transaction stops between two of them; one that sends everything again
    does it twice; one that believes that it went well says so. All three look like rare, inexplicable errors in the data.`,
  hints: {
    look: "Look at which of the request's statements was lost, at what the program did next, and at what was there afterwards.",
    ask: "If the line goes dead between any two of your statements, what is left in the database?",
    concept: `What belongs together goes into one statement or one transaction: when the connection ends, the database takes back all of it by
      itself. The one thing that nobody can know is whether a COMMIT, or a single statement, was carried out when its answer did not
      come. So such a request is answered 503, and only what may happen twice is tried again: reading, or a write with a key that
      is unique. The broken connection is thrown away, never given back to the pool.
      https://www.postgresql.org/docs/current/tutorial-transactions.html`,
    shape: `transaction(work):
  c = pool.take()
  try:    begin; r = work(c); commit; return r
  except connection ended: pool.throw_away(c); raise Unavailable    // 503
  finally: …`,
    example: `A school's register wrote a pupil's new class first and took them out of the old one afterwards. After a network fault eleven pupils were in
two classes. Fixed: one transaction.`,
    causes: {
      ...unansweredCauses,
      "half-done": "A part of it is there: look at which writes belong in one transaction.",
      believed: "It answered success, and it is not done: look for an error that is caught and forgotten.",
      twice: "It is there twice: look at what was sent again, and whether the first one had been carried out.",
      blamed: "It blamed the client for a broken line: look at how an error of the driver becomes a status.",
      "stays-down": "The line was well again, and the program was not: look at what becomes of a broken connection.",
    },
  },
  scenarios: [scenario],
  judgesStopped: true,
  promises: ["outage-is-answered-503"],
  after: ["recovers-after-outage", "created-thing-reads-back"],
  judge(view) {
    const of = (label: string) => view.of("exchange", scenario).filter((one) => one.label === label);
    const cut = of(label).filter((exchange) => wasCut(view, exchange));
    const facts = view.of("fact", scenario).filter(({ name }) => name === "rows after a cut");
    const expected = "things can be made and read again, soon and without a restart";
    const ended = endedFailure(view, scenario, { when: "when a statement of it was cut off", expected });
    const failures = [
      ...unanswered(view, cut, "when a statement of it was cut off"),
      ...cut.flatMap((exchange) => judgeStatus(view, exchange)),
      ...cut.flatMap(judgeRead),
      ...of("look").flatMap((look) => judgeLook(view, look, of(label))),
      ...facts.flatMap((fact) => judgeRows(fact, facts, of)),
      ...(ended ? [ended] : recoveriesIn(view, scenario).flatMap(judgeRecovery)),
    ];
    return conclude(
      oncePer(failures, ({ cause }) => cause ?? ""),
      {
        cases: cut.length,
        otherwise: "no statement was cut",
        measured: {
          "requests with a cut statement": cut.length,
          "tried again with success": cut.filter(succeeded).length,
          "answered 500": cut.filter(({ response }) => response?.status === 500).length,
        },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("it waits for the answer for ever", good, (r) => {
      answer(r, label, null);
      const first = r.entries.find((entry) => entry.kind === "exchange");
      Object.assign(first ?? {}, { outcome: "timeout", durationMs: 11_500 });
    }),
    broken("a half of an update", good, (r) => answer(r, "look", { json: { id: 9, ...before, title: after.title } })),
    broken("a delete that is believed", good, (r) =>
      answer(r, "look", { status: 200, json: { id: 10, ...before } }, 1),
    ),
    broken("the same insert again", good, (r) => {
      (r.entries.findLast((entry) => entry.kind === "fact" && entry.name === "rows after a cut") as Fact).value = rows(
        1,
        2,
      );
    }),
    broken("a thing without its owner, which nobody can see", good, (r) =>
      answer(r, "look in the list", { json: { items: [] } }, 1),
    ),
    broken("an error is an empty thing to it", good, (r) => {
      answer(r, label, { status: 200, json: { id: 7 } });
      exchangeIn(r, label).note = note("read", 1, { before, after });
    }),
    broken("it says that there is no such thing", good, (r) => answer(r, label, { status: 404, json: {} })),
    broken("it never connects again", good, (r) => {
      const fact = r.entries.findLast((entry) => entry.kind === "fact") as Fact;
      fact.value = { after: "cut connections", recovered: false, afterMs: 15_000, tries: 60 };
    }),
  ],
};
export default check;

/** The last try of each kind was to cut a question that the request does not ask. */
function wasCut(view: RecordingView, { at, durationMs, note }: Exchange): boolean {
  const lost = view.of("statement", scenario).filter(({ outcome }) => outcome === "lost");
  return noteOf(note).nth > 0 && lost.some((statement) => statement.at >= at && statement.at <= at + durationMs);
}

function judgeStatus(view: RecordingView, exchange: Exchange): Failure[] {
  if (!wasRefused(exchange) || exchange.response?.status === 429) return [];
  // A second try may find that the first one was carried out: what was to be deleted is gone, what was to be made is there.
  const { does } = noteOf(exchange.note);
  if (does === "delete" && saysItIsGone(view.surface, exchange)) return [];
  if (does === "create" && exchange.response?.status === 409) return [];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} when the connection to the database was cut.`,
      expected: "503, or a second try",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "blamed",
    },
  ];
}

/** Trying again is fine for who only reads; an error that is taken for an empty answer is not. */
function judgeRead(exchange: Exchange): Failure[] {
  const { does, after } = noteOf(exchange.note);
  const mark = markIn(after);
  if ((does !== "read" && does !== "list") || !succeeded(exchange) || mark === undefined) return [];
  const { text = "", cut } = exchange.response?.body ?? {};
  if (cut || text.includes(mark)) return [];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} when the connection was cut, without what is there.`,
      expected: `503, or an answer with ${say(mark)}`,
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "believed",
    },
  ];
}

function markIn(sent: CutNote["after"]): string | undefined {
  const mark = Object.values(sent ?? {}).find((value) => typeof value === "string" && /^[A-Za-z0-9]{16}$/.test(value));
  return typeof mark === "string" ? mark : undefined;
}

function judgeLook(view: RecordingView, look: Exchange, all: readonly Exchange[]): Failure[] {
  const own = noteOf(look.note);
  const exchange = all.findLast(({ id, note }) => id < look.id && isSame(noteOf(note), own));
  if (exchange?.outcome !== "answered" || !look.response || broke(look)) return [];
  const gone = saysItIsGone(view.surface, look);
  const seen = objectOf(look);
  const shows = (sent: CutNote["before"]) =>
    sent !== undefined &&
    seen !== undefined &&
    Object.entries(sent).every(([name, value]) => !(name in seen) || sameThing(value, seen[name]));
  const isDone = own.does === "delete" ? gone : shows(own.after);
  const isUndone = shows(own.before);
  const base = { seen: answerOf(look), entries: [exchange.id, look.id] };
  const said = `${lineOf(exchange)} ${outcomeOf(exchange)} when the connection was cut at question ${own.nth}`;
  if (succeeded(exchange)) {
    if (isDone) return [];
    const expected = own.does === "delete" ? "it is gone" : "what was sent";
    return [{ ...base, headline: `${said}, and it is not done.`, expected, cause: "believed" }];
  }
  if (isDone || isUndone) return [];
  const expected = `all as before or all as sent: ${say(own.before, 80)} or ${own.after ? say(own.after, 80) : "nothing"}`;
  return [{ ...base, headline: `${said}, and a part of it was done.`, expected, cause: "half-done" }];
}

function judgeRows(fact: Fact, facts: readonly Fact[], of: (label: string) => Exchange[]): Failure[] {
  const { resource, nth, tables } = fact.value as unknown as RowsAfterCut;
  const usual = facts.map(rowsOf).find((one) => one.resource === resource && one.nth === 0)?.tables ?? [];
  const place = { resource, nth, does: "create" } as const;
  const exchange = of(label).find(({ note }) => isSame(noteOf(note), place));
  if (nth === 0 || usual.length === 0 || !exchange) return [];
  const seen = `${answerOf(exchange)}; ${tables.map(({ table, rows }) => `${table}: ${rows}`).join(", ") || "no row"}`;
  const base = { seen, entries: [fact.id, exchange.id] };
  const said = `${lineOf(exchange)} ${outcomeOf(exchange)} when the connection was cut at question ${nth}`;
  const twice = tables.find(({ table, rows }) => rows > (usual.find((one) => one.table === table)?.rows ?? rows));
  if (twice) {
    const headline = `${said}, and what was sent once is ${twice.rows} times in ${twice.table}.`;
    return [{ ...base, headline, expected: "once, or not at all", cause: "twice" }];
  }
  if (succeeded(exchange) && tables.length === 0) {
    return [{ ...base, headline: `${said}, and nothing is there.`, expected: "it is there, once", cause: "believed" }];
  }
  // In the tables, and not to be seen: a part of it is missing. Only where one that was made as usual can be seen.
  const isListed = (wanted: Pick<CutNote, "nth">) => {
    const list = of("look in the list").find(({ note }) => isSame(noteOf(note), { ...place, ...wanted }));
    if (!list || !succeeded(list)) return undefined;
    const mark = markIn(noteOf(list.note).after);
    return mark !== undefined ? { list, there: list.response?.body.text?.includes(mark) === true } : undefined;
  };
  const listed = isListed({ nth });
  if (tables.length === 0 || !isListed({ nth: 0 })?.there || !listed || listed.there) return [];
  return [
    {
      headline: `${said}, and the ${resource} is in ${tables[0]?.table}, but in no list.`,
      expected: "all of it, or nothing",
      seen: answerOf(listed.list),
      entries: [exchange.id, fact.id, listed.list.id],
      cause: "half-done",
    },
  ];
}

function judgeRecovery({ fact, recovery }: { fact: Fact; recovery: Recovery }): Failure[] {
  if (recovery.recovered || recovery.after !== "cut connections") return [];
  return [
    {
      headline: `${inWords(recovery.afterMs)} after some connections had been cut, requests still failed (${recovery.tries} tries).`,
      expected: "things can be made and read again, soon and without a restart",
      seen: "no three successes in a row",
      entries: [fact.id],
      cause: "stays-down",
    },
  ];
}

type Place = Pick<CutNote, "resource" | "does" | "nth">;

function isSame(one: Place, other: Place): boolean {
  return one.resource === other.resource && one.does === other.does && one.nth === other.nth;
}

function noteOf(note: unknown): CutNote {
  return (note ?? {}) as CutNote;
}

function rowsOf(fact: Fact): RowsAfterCut {
  return fact.value as unknown as RowsAfterCut;
}
