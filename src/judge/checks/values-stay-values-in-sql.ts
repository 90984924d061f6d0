import type { Exchange, Statement } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf, say, shorten } from "../reading/exchanges.ts";
import type { InjectionNote } from "../scenarios/injection.ts";
import { findInjection } from "../sql/find-injection.ts";

const payload = "qabc' OR '1'='1 x zdef";
const harmless = "qghi one two three zjkl";
const noteOf = (place: string, head: string, tail: string, value: string) => ({
  resource: "note",
  place,
  head,
  tail,
  value,
});
const recorded = (
  statements: { harmless: string; payload: string; bound?: [string, string] },
  place = "createNote/body.title",
) =>
  example((r) => {
    r.scenario("injection");
    const to = { method: "POST", url: "/notes", operation: "createNote" };
    r.exchange({
      ...to,
      label: "harmless",
      note: noteOf(place, "qghi", "zjkl", harmless),
      sent: { title: harmless },
      status: 201,
      durationMs: 0,
    });
    r.statement(statements.harmless, statements.bound ? { parameters: [statements.bound[0]] } : {}).after(5);
    r.exchange({
      ...to,
      label: "payload",
      note: noteOf(place, "qabc", "zdef", payload),
      sent: { title: payload },
      status: 201,
      durationMs: 0,
    });
    r.statement(statements.payload, statements.bound ? { parameters: [statements.bound[1]] } : {}).after(5);
  });
const insert = (value: string) => `insert into notes (title) values (${value}) returning *`;
const bound = recorded({ harmless: insert("$1"), payload: insert("$1"), bound: [harmless, payload] });
const doubled = recorded({ harmless: insert(`'${harmless}'`), payload: insert(`'${payload.replaceAll("'", "''")}'`) });
const escaped = recorded({
  harmless: insert(`E'${harmless}'`),
  payload: insert(`E'${payload.replaceAll("'", "\\'")}'`),
});
const refusedBefore = recorded({ harmless: insert(`'${harmless}'`), payload: "select 1" });
const words = (value: string) =>
  `select * from notes where ${value
    .split(" ")
    .map((w) => `title ilike '%${w.replaceAll("'", "''")}%'`)
    .join(" or ")}`;
const inWords = recorded({ harmless: words(harmless), payload: words(payload) }, "listNotes/query.q");
const setPayload = (sql: string) => (recording: typeof bound) => {
  const statement = recording.entries.filter((entry) => entry.kind === "statement").at(-1) as Statement;
  statement.text = sql;
  statement.protocol = "simple";
  delete statement.parameters;
};

const check: Check = {
  title: { passed: "Values stay values in SQL", failed: "A value from a request became SQL" },
  severity: "critical",
  skills: ["sql-injection", "security-basics", "owasp-top-10", "relational-databases"],
  references: [
    { name: "CWE-89 (SQL injection)", url: "https://cwe.mitre.org/data/definitions/89.html" },
    {
      name: "OWASP SQL injection prevention",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
    },
    {
      name: "PostgreSQL: string constants",
      url: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS",
    },
  ],
  why: `In 2023 a file transfer product let one text field into its SQL; within days the data of more than two thousand organisations was
    copied out, payrolls and health records among it. It needs no skill: tools find such a place within minutes of it
    being online. O'Brien finds it too, when his own name answers 500.`,
  hints: {
    look: "Compare the two statements: the value is the same kind of text, but in the second one a part of it stands outside the quotes.",
    ask: "Where in your code does text from the request become text of a statement, by +, a template or a format string?",
    concept: `Send the statement and the values apart. With placeholders the statement is parsed before the value is there, so no value
      can change it: client.query("… where id = $1", [id]) in node-postgres, cur.execute("… where id = %s", (id,)) in psycopg, with a comma
      and not the % operator. Escaping by hand fails at the one place that was forgotten, or where it is escaped for another
      database. Names of columns cannot be parameters: choose them from your own list. https://node-postgres.com/features/queries#parameterized-query`,
    shape: `wrong: sql("select * from things where title = '" + title + "'")
right: sql("select * from things where title = $1", [title])
names: column = { title: "title", stars: "stars" }[query.sort] or refuse`,
    example: `A club's search was f"… where name ilike '%{term}%'". "O'Hara" was a 500, and ' or 1=1 -- showed all members. Fixed:
cur.execute("… where name ilike %s", (f"%{term}%",)).`,
    causes: {
      quote:
        "Look at the quotes: the one in the value closed the string that it was pasted into, and the rest of it is SQL.",
      bare: "Look at the place of the value: it stands in the statement without quotes, so all of it is SQL.",
      name: "Look at the name in the statement: it came from the request, and was put there as it was.",
    },
  },
  scenarios: ["injection"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const exchanges = view.of("exchange", "injection").filter((e) => e.label === "harmless" || e.label === "payload");
    const statements = view.of("statement", "injection");
    const places = Map.groupBy(exchanges, (exchange) => noteIn(exchange).place);
    const seen = [...places.values()].filter((ofPlace) => ofPlace.some((e) => carriersOf(e, statements).length > 0));
    const failures = [...places.values()].flatMap((ofPlace) => judgePlace(ofPlace, statements, view));
    return conclude(
      oncePer(failures, (failure) => `${failure.measured?.place}`),
      {
        cases: seen.length,
        otherwise: "no value that was sent was seen on the way to the database",
        measured: { "places tried": places.size, "places seen on the wire": seen.length },
      },
    );
  },
  passes: [bound, doubled, escaped, refusedBefore, inWords],
  breaks: [
    broken("the value is pasted between quotes", doubled, setPayload(insert(`'${payload}'`))),
    broken("quotes are escaped as in MySQL", doubled, setPayload(insert(`'${payload.replaceAll("'", "\\'")}'`))),
    broken("only the first quote is doubled", doubled, setPayload(insert(`'${payload.replace("'", "''")}'`))),
    broken("the value stands without quotes", doubled, setPayload(insert(payload))),
    {
      fault: "members of the body are pasted in as columns",
      recording: recorded(
        { harmless: `update notes set ${harmless} = $1`, payload: `update notes set ${payload} = $1` },
        "updateNote/names",
      ),
    },
    broken("one statement of several does it", doubled, (r) => {
      const last = r.entries.filter((entry) => entry.kind === "statement").at(-1) as Statement;
      r.entries.push({ ...last, id: 900, text: insert(`'${payload}'`) });
    }),
  ],
};
export default check;

function noteIn(exchange: Exchange): InjectionNote {
  return exchange.note as unknown as InjectionNote;
}

/** Statements that carry the value, in their text or as a parameter; binary parameters are recorded in hexadecimal. */
function carriersOf(exchange: Exchange, statements: readonly Statement[]): Statement[] {
  const { head } = noteIn(exchange);
  const hex = Buffer.from(head).toString("hex");
  return statements.filter(
    ({ text, parameters = [] }) =>
      carries(text, head) ||
      parameters.some((value) => value !== null && (carries(value, head) || value.includes(hex))),
  );
}

function carries(text: string, mark: string): boolean {
  return text.toLowerCase().includes(mark.toLowerCase());
}

function judgePlace(ofPlace: Exchange[], statements: readonly Statement[], view: RecordingView): Failure[] {
  const payloads = ofPlace.filter((exchange) => exchange.label === "payload");
  const plainOnes = statements.filter(({ text }) => !payloads.some((exchange) => carries(text, noteIn(exchange).tail)));
  const beside = ofPlace.filter((e) => e.label === "harmless").flatMap((e) => duringOrCarrying(e, plainOnes));
  for (const exchange of payloads) {
    const { head, tail, value, place } = noteIn(exchange);
    for (const statement of statements.filter(({ text }) => carries(text, head) && carries(text, tail))) {
      const similar = beside.toSorted((a, b) => likeness(b.text, statement.text) - likeness(a.text, statement.text));
      const injection = findInjection(
        { sql: statement.text, head, tail },
        similar.map(({ text }) => text),
      );
      if (!injection) continue;
      const plain = similar[0] as Statement;
      const operation = view.surface.operations.find(({ id }) => place.startsWith(`${id}/`));
      return [
        {
          headline: `${say(value)} in ${place.slice(place.indexOf("/") + 1)} of ${operation ? `${operation.method} ${operation.path}` : lineOf(exchange)} became SQL: ${injection.effect}.`,
          expected: `a statement of the same structure as with a harmless value:\n${shorten(plain.text, 600)}`,
          seen: shorten(statement.text, 600),
          entries: [exchange.id, plain.id, statement.id],
          mark: [value, head, tail],
          cause: injection.how,
          measured: { place },
        },
      ];
    }
  }
  return [];
}

/** The statements of a harmless request: by its marks, or by when they were sent (a number such as 3 marks nothing). */
function duringOrCarrying(exchange: Exchange, statements: readonly Statement[]): Statement[] {
  const { head, tail } = noteIn(exchange);
  const until = exchange.at + exchange.durationMs;
  const during = statements.filter(
    ({ at, instance }) => instance === exchange.instance && at >= exchange.at && at <= until,
  );
  return head === tail ? during : [...carriersOf(exchange, statements), ...during];
}

/** Length of the common beginning: statements from the same line of code begin alike. */
function likeness(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}
