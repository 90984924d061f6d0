import type { Connection, Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, succeeded } from "../reading/exchanges.ts";
import { sameThing } from "../reading/same-value.ts";
import type { CopyNote } from "../scenarios/two-configurations.ts";

const sent = (title: string) => ({ title, stars: 250, writtenOn: "2026-03-01" });
const good = example((r) => {
  r.scenario("first-contact");
  // To see whether its own database has to be made.
  r.add({ kind: "connection", connection: 1, event: "opened", open: 1, database: "postgres" });
  r.scenario("two-configurations");
  const homes = [
    { home: "i1", other: "i2", title: "kqxjzpwmvbtrfhgd" },
    { home: "i2", other: "i1", title: "wmvbtrfhgdkqxjzp" },
  ];
  for (const { home, other, title } of homes) {
    const note = { resource: "note", madeIn: home, sent: sent(title) };
    r.instance(home);
    r.exchange({
      label: "create",
      method: "POST",
      url: "/notes",
      note: { resource: "note", thing: home },
      sent: sent(title),
      status: 201,
      json: { id: 1, ...sent(title) },
    });
    r.statement("insert into note …", { parameters: [title] });
    r.exchange({ label: "read its own", url: "/notes/1", note, status: 200, json: { id: 1, ...sent(title) } });
    r.instance(other);
    r.exchange({ label: "read across", url: "/notes/1", note, status: 404, json: { title: "Not found", status: 404 } });
  }
});
/** Ids begin at 1 in both. */
const sameIds = broken("", good, (r) =>
  answer(r, "read across", { status: 200, json: { id: 1, ...sent("wmvbtrfhgdkqxjzp") } }),
).recording;

const otherName = example((r) => {
  r.scenario("first-contact", "stopped", "the program did not become ready");
  r.add({ kind: "connection", connection: 1, event: "opened", open: 1, database: "notes" });
  r.add({ kind: "connection", connection: 1, event: "closed", open: 0 });
  r.scenario("two-configurations", "stopped", "the program did not become ready");
});

const check: Check = {
  title: {
    passed: "It uses the database that DATABASE_URL says",
    failed: "It does not use the database that DATABASE_URL says",
  },
  severity: "critical",
  skills: ["configuration", "environment-variables", "relational-databases"],
  references: [
    { name: "The Twelve-Factor App: backing services", url: "https://12factor.net/backing-services" },
    {
      name: "PostgreSQL: connection URIs",
      url: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
    },
  ],
  why: `The same program runs on your laptop, in tests, in staging and in production, each with its own database; only DATABASE_URL tells
    them apart. Programs that ignore it, or ignore half of it, have run their tests against production and deleted customers.`,
  hints: {
    look: "Look at which statements went over the wire of the database that this copy was given, and at which copy a row could be read from.",
    ask: "Which parts of DATABASE_URL reach your driver, and where do the others come from?",
    concept: `DATABASE_URL holds user, password, host, port and database name, and drivers take it whole: give it to them as it is. Code that
      takes it apart tends to lose the port or the name, and defaults (localhost, 5432, "postgres") fill the gap without a word. Rows that
      are kept in a file or in memory never see a database at all. Read it once, at the start, and let no other module know an address.
      https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS`,
    shape: `url = environment["DATABASE_URL"]
pool = new Pool(url)      // as it is, no host or name beside it`,
    example: `A test suite set DB_NAME=test, but the code had the production name in a default argument; the clean-up step did the rest. Fixed: one URL,
no defaults.`,
    causes: {
      "other-name":
        "It reached the right server, and asked it for another database: look at where the name comes from.",
      shared: "A row that was made in one copy was read in the other: look at what the two share.",
      "not-on-the-wire":
        "A write was acknowledged, and nothing went to the database that was given: look at where rows are kept.",
    },
  },
  scenarios: ["first-contact", "two-configurations"],
  // A program that asks for another database may not even start.
  judgesStopped: true,
  promises: ["port-and-database-from-environment"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const exchanges = view.of("exchange", "two-configurations");
    const across = exchanges.filter(({ label }) => label === "read across");
    const creates = exchanges.filter((exchange) => exchange.label === "create" && succeeded(exchange));
    const elsewhere = across.length === 0 ? connectedElsewhere(view) : undefined;
    if (elsewhere) {
      return conclude(
        [
          {
            headline: `It asked for the database "${elsewhere.database}", which is not the one in DATABASE_URL.`,
            expected: "the database that DATABASE_URL names",
            seen: `a connection to "${elsewhere.database}", and to no other`,
            entries: [elsewhere.id],
            cause: "other-name",
          },
        ],
        { cases: 1, otherwise: "" },
      );
    }
    const failures = [
      ...across.flatMap((read) => judgeAcross(view, read)),
      ...creates.flatMap((create) => judgeWire(view, create)),
    ];
    return conclude(failures, {
      cases: across.length,
      otherwise: "two copies were not up at once",
      measured: { copies: creates.length },
    });
  },
  passes: [good, sameIds],
  breaks: [
    { fault: "the name of the database is in the source, and there is none of that name", recording: otherName },
    broken("the name of the database is in the source", good, (r) =>
      answer(r, "read across", { status: 200, json: { id: 1, ...sent("kqxjzpwmvbtrfhgd") } }),
    ),
    broken("rows are kept in memory", good, (r) => {
      r.entries = r.entries.filter((entry) => entry.kind !== "statement");
    }),
    broken("one copy uses a database of its own choice", good, (r) => {
      r.entries = r.entries.filter((entry) => entry.kind !== "statement" || entry.instance !== "i1");
    }),
  ],
};
export default check;

/** Only when it never asked for the right one: some programs look into "postgres" first, to make their own. */
function connectedElsewhere(view: RecordingView): Connection | undefined {
  const opened = view.of("connection", ...check.scenarios).filter(({ event }) => event === "opened");
  return opened.every(({ database }) => database !== undefined) ? opened.at(-1) : undefined;
}

function judgeAcross(view: RecordingView, read: Exchange): Failure[] {
  const { madeIn, sent } = (read.note ?? {}) as unknown as CopyNote;
  const seen = objectOf(read);
  const isIt = succeeded(read) && seen && sent && Object.keys(sent).every((name) => sameThing(sent[name], seen[name]));
  if (!isIt) return [];
  const create = view
    .of("exchange", "two-configurations")
    .find(({ label, instance }) => label === "create" && instance === madeIn);
  return [
    {
      headline: "What was made in one copy was read in another, which has a database of its own.",
      expected: `${lineOf(read)} does not find the other copy's row`,
      seen: answerOf(read),
      entries: [...(create ? [create.id] : []), read.id],
      cause: "shared",
    },
  ];
}

/** Its tables may have been made at the start; what counts is that the write came by. */
function judgeWire(view: RecordingView, create: Exchange): Failure[] {
  const seen = view
    .of("statement", "two-configurations")
    .some(
      ({ instance, at }) =>
        instance === create.instance && at >= create.at && at <= create.at + create.durationMs + 1_000,
    );
  if (seen) return [];
  return [
    {
      headline: `${lineOf(create)} answered ${create.response?.status}, but nothing went to the database that this copy was given.`,
      expected: "a statement on the wire to that database, before the answer",
      seen: "no statement",
      entries: [create.id],
      cause: "not-on-the-wire",
    },
  ];
}
