import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf, shorten } from "../reading/exchanges.ts";
import type { PasswordShown } from "../scenarios/look-for-passwords.ts";

const good = example((r) => {
  r.scenario("look-for-passwords");
  r.exchange({
    label: "sign up",
    method: "POST",
    url: "/users",
    status: 201,
    json: { id: 1, email: "ali@example.com" },
  });
  r.output('{"method":"POST","path":"/users","status":201}');
  r.fact("passwords-looked-for", { lines: 1, answers: 1 });
});
const seen = (where: PasswordShown["where"], what: PasswordShown["what"]) => (recording: typeof good) => {
  const entry = recording.entries.find(({ kind }) => kind === (where === "output" ? "output" : "exchange"));
  const value = { what, where, entry: entry?.id ?? 0, found: "correcthorse" };
  recording.entries.push({
    id: recording.entries.length,
    at: 99,
    scenario: "look-for-passwords",
    instance: "i1",
    kind: "fact",
    name: "password-shown",
    value,
  });
};

const check: Check = {
  title: {
    passed: "No password is ever answered or logged",
    failed: "A password, or what is kept of it, is answered or logged",
  },
  severity: "critical",
  skills: ["password-storage", "secrets", "structured-logging"],
  references: [
    { name: "CWE-532 (in a log)", url: "https://cwe.mitre.org/data/definitions/532.html" },
    {
      name: "OWASP API3:2023 (object properties)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    },
    {
      name: "OWASP Logging Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
    },
  ],
  why: `Logs are read by many and kept for long: by colleagues, contractors, a search service in another country. Two of the largest
    networks had to tell hundreds of millions of people to change their passwords, because a line for debugging had written the body of
    the log-in. And a hash in an answer hands every visitor the thing that an attacker would have to break in for.`,
  hints: {
    look: "Look at the place that is marked, and find what put the whole object there instead of the members that were meant.",
    ask: "If somebody adds a column to the table tomorrow: does it appear in an answer or a log by itself?",
    concept: `What leaves the program is a list of what may leave, never "everything but". An answer is built of named members, so that the row's hash cannot
      come along; "select *" with a spread into the answer is how it does. A log line is made of method, path, status and time; bodies
      and headers are not logged at all, or through a list of fields that are safe. The same for errors: a validator's message may
      quote the value that it refused. https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html`,
    shape: `answer 201 with { id: row.id, email: row.email, name: row.name }   // not: row
log({ method, path, status, durationMs, requestId })               // not: body
on a validation error: name the field, never its value`,
    example: `A travel site answered its own profile with the row as it was, "and the client picks what it needs". The hash was in the browser of each
customer, and in the cache of a proxy. Fixed: three named fields.`,
    causes: {
      answer: "Look at what that answer is made of: a row, or a body that came in, goes out whole.",
      output:
        "Look for what prints at that moment: it writes a body, a statement with its values, or an error that quotes them.",
    },
  },
  scenarios: ["look-for-passwords"],
  promises: ["passwords-are-stretched"],
  judge(view) {
    const facts = view.of("fact", "look-for-passwords");
    const looked = facts.find(({ name }) => name === "passwords-looked-for");
    const sightings = facts
      .filter(({ name }) => name === "password-shown")
      .map(({ value }) => value as unknown as PasswordShown);
    const { lines = 0, answers = 0 } = (looked?.value ?? {}) as { lines?: number; answers?: number };
    return conclude(
      oncePer(sightings, ({ what, where }) => `${what} ${where}`).map((one) => failureOf(view, one)),
      {
        cases: lines + answers,
        otherwise: "nothing was printed or answered that could be searched",
        measured: { "lines searched": lines, "answers searched": answers },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("the row is answered whole", good, seen("answer", "what is kept of a password")),
    broken("a refusal quotes what it refused", good, seen("answer", "a password")),
    broken("bodies are logged", good, seen("output", "a password")),
    broken("statements are logged with their values", good, seen("output", "what is kept of a password")),
  ],
};
export default check;

function failureOf(view: RecordingView, { what, where, entry, found }: PasswordShown): Failure {
  const shown = view.entry(entry);
  const seenIn =
    shown?.kind === "output" ? shown.line : shown?.kind === "exchange" ? (shown.response?.body.text ?? "") : "";
  return {
    headline: shown?.kind === "exchange" ? `The answer to ${lineOf(shown)} has ${what} in it.` : `It printed ${what}.`,
    expected: "neither a password nor what is kept of it, in any answer or log line",
    seen: shorten(seenIn, 300),
    entries: [entry],
    mark: [found],
    cause: where,
  };
}
