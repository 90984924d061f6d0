import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, shorten } from "../reading/exchanges.ts";
import { findInternal, findStatement } from "../reading/internals.ts";

const note = {
  case: "getNote/path.id/letters",
  place: "path.id",
  what: "letters",
  kind: "id",
  expect: "refuse",
  resource: "note",
};
const statement = "select id, title, stars from notes where id = $1";
const good = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({
    label: "unknown id",
    url: "/notes/1000007",
    status: 404,
    json: { title: "No note 1000007", status: 404, instance: "/notes/1000007" },
  });
  r.scenario("hostile-input");
  r.exchange({
    label: "hostile",
    note,
    url: "/notes/abc",
    status: 400,
    json: { title: "The id has to be a number", status: 400, detail: "abc" },
  });
  r.statement(statement, { parameters: ["7"] });
});
const echoes = structuredClone(good);
for (const entry of echoes.entries) {
  if (entry.kind === "exchange" && entry.label === "hostile") entry.request.url = "/notes/%2Fsrv%2Fapp%2Fmain.js";
}
answer(echoes, "hostile", { json: { title: "No note /srv/app/main.js", status: 404 } });
const says = (detail: string) => (recording: typeof good) =>
  answer(recording, "hostile", { json: { title: "Bad", status: 400, detail } });

const check: Check = {
  title: { passed: "Errors show nothing of the inside", failed: "An error shows the program's inside" },
  severity: "major",
  skills: ["error-responses", "security-basics", "owasp-top-10"],
  references: [
    { name: "CWE-209 (information in error messages)", url: "https://cwe.mitre.org/data/definitions/209.html" },
    {
      name: "OWASP API8:2023 (misconfiguration)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/",
    },
    { name: "RFC 9457 §5 (security considerations)", url: "https://www.rfc-editor.org/rfc/rfc9457#section-5" },
  ],
  why: `The error page told the table, the column and the file, and the next request used all three. Whoever looks for a way in
    sends nonsense first and reads the errors: a stack names the libraries and their versions, a message of the database
    confirms that the text arrived there unharmed. Customers, who only see that something is wrong, learn nothing from it.`,
  hints: {
    look: "Look at the marked part of the answer: who wrote those words, your code or something beneath it?",
    ask: "Which errors' messages go into an answer as they are, and could you name every one of them?",
    concept: `There are two kinds of errors: those that you throw for the client, whose words are meant for people outside, and all others. Only the
      first kind's message may go into an answer. For the others the answer says "internal error" and an id; message, stack and
      statement go into the log under that id, where colleagues find them. Debug modes (Django's DEBUG, Flask's debugger, Express
      without NODE_ENV=production) do the opposite, on purpose. https://expressjs.com/en/guide/error-handling.html`,
    shape: `onError(error):
  if error is ClientError: answer problem(error.status, error.message)
  else:
    id = newId(); log(id, error)
    answer problem(500, "Internal error", "id " + id)`,
    example: `A bank's API answered { error: e.message }, and for a letter in an account number that was "invalid input syntax for type
bigint". Fixed: unknown errors answer "Something went wrong (id 7f3a)", and 7f3a is in the log.`,
    causes: {
      stack: "The answer holds a stack: look for err.stack, a debug mode or the framework's default error page.",
      path: "The answer holds the path of a file: look at whose message it is.",
      sql: "The answer holds words of the database: look at where its error's message goes.",
      statement: "The answer holds the statement itself: look at what your library puts into its errors.",
    },
  },
  scenarios: ["create-read-update-delete", "hostile-input"],
  judgesStopped: true,
  after: ["errors-are-problem-json"],
  judge(view) {
    const errors = view
      .of("exchange", ...check.scenarios)
      .filter((exchange) => (exchange.response?.status ?? 0) >= 400);
    const statements = [...new Set(view.of("statement", ...check.scenarios).map(({ text }) => text))];
    const failures = errors.flatMap((exchange) => judgeError(exchange, statements));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: errors.length, otherwise: "there was no error to read", measured: { "errors read": errors.length } },
    );
  },
  passes: [good, echoes],
  breaks: [
    broken("the stack is answered", good, says("TypeError: x is undefined\n    at read (/srv/app/notes.js:41:12)")),
    broken("the database's message is answered", good, says('invalid input syntax for type integer: "abc"')),
    broken("Python's traceback is answered", good, (r) =>
      answer(r, "hostile", { text: 'Traceback (most recent call last):\n  File "/app/a.py", line 1' }),
    ),
    broken("a path is answered", good, says("cannot open /srv/app/config/settings.py")),
    broken("the statement is answered", good, says(`failed: ${statement.toUpperCase()}`)),
  ],
};
export default check;

function judgeError(exchange: Exchange, statements: string[]): Failure[] {
  const text = exchange.response?.body.text;
  if (!text) return [];
  const own = ownWords(exchange);
  const internal = findInternal(text, own);
  const statement = internal ? undefined : findStatement(text, statements, own);
  const shown = internal?.text ?? statement;
  if (shown === undefined) return [];
  const what = { stack: "a stack", path: "a path of the program", sql: "words of the database" }[
    internal?.kind ?? "sql"
  ];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} and shows ${internal ? what : "the SQL statement"}: ${shorten(shown.replace(/\s+/g, " "), 100)}`,
      expected: "an error in words that are meant for people outside",
      seen: answerOf(exchange),
      entries: [exchange.id],
      mark: [shown],
      cause: internal?.kind ?? "statement",
    },
  ];
}

/** All that the request said, as it was sent and decoded: what is said back shows nothing. */
function ownWords(exchange: Exchange): string {
  const { url, body, headers } = exchange.request;
  let decoded = url;
  try {
    decoded = decodeURIComponent(url);
  } catch {
    // Percent signs that encode nothing: then there is nothing to decode.
  }
  return [url, decoded, body?.text ?? "", ...headers.map(([, value]) => value)].join("\n");
}
