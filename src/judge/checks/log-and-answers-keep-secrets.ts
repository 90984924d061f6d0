import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf, shorten } from "../reading/exchanges.ts";
import type { SecretSeen } from "../scenarios/read-the-log.ts";

const good = example((r) => {
  r.scenario("read-the-log");
  r.output("connecting to database app7 at 127.0.0.1");
  r.exchange({ label: "logged", url: "/notes/1", status: 200, json: { id: 1 } });
  r.output({ method: "GET", path: "/notes/1", status: 200 });
  r.fact("secrets-looked-for", ["the database password", "JWT_SECRET"]);
});
const seen = (where: SecretSeen["where"], secret: SecretSeen["secret"]) => (r: typeof good) => {
  const entry = r.entries.find(({ kind }) => kind === (where === "output" ? "output" : "exchange"));
  const fact = r.entries.find(({ kind }) => kind === "fact");
  r.entries.push({ ...fact, id: 30, name: "secret-seen", value: { secret, where, entry: entry?.id ?? 0 } } as never);
};

const check: Check = {
  title: { passed: "Log and answers keep secrets", failed: "A secret is in the log or in an answer" },
  severity: "critical",
  skills: ["secrets", "structured-logging", "error-handling"],
  references: [
    {
      name: "OWASP: logging cheat sheet, data to exclude",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude",
    },
    { name: "CWE-532: sensitive information in a log", url: "https://cwe.mitre.org/data/definitions/532.html" },
  ],
  why: `Logs are copied: to a log service, into tickets and chats, to everyone on call. They live for years and are protected far less than a
    database. A password that is printed once, at a start or in an error message, is known to all of them, and nobody notices, since
    everything works.`,
  hints: {
    look: "Look at the line or the answer that is shown, and at which setting of the program is in it.",
    ask: "What did you print whole, that has the secret as one of its parts: an address, a settings object, an error, the environment?",
    concept: `Secrets leak as parts of something larger: DATABASE_URL contains the password, a settings object contains DATABASE_URL, an error of
      the driver contains its whole configuration. So print chosen parts only (host and name of the database, not its address), log an error's
      message, code and stack rather than the object with all of its members, and let the logger redact what it knows to be secret, as a
      second net. https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html`,
    shape: `url = parse(environment["DATABASE_URL"])
log("connecting", host: url.host, name: url.path)   // never the url itself
on error: log(error.message, error.code, error.stack)`,
    example: `A payment page logged its request to the bank "for debugging", headers included; the log service was breached two years later. Fixed: a list
of the fields that may be logged.`,
    causes: {
      output: "It was printed: look at that line, and search the source for what prints it.",
      answer: "It was answered to a client: look at what an error answer is made of.",
    },
  },
  scenarios: ["read-the-log"],
  promises: ["request-log"],
  judge(view) {
    const facts = view.of("fact", "read-the-log");
    const looked = facts.find(({ name }) => name === "secrets-looked-for");
    const sightings = facts
      .filter(({ name }) => name === "secret-seen")
      .map(({ value }) => value as unknown as SecretSeen);
    const printed = view.of("output", "read-the-log").length;
    const answered = view.of("exchange", "read-the-log").length;
    return conclude(
      oncePer(sightings, ({ secret, where }) => `${secret} ${where}`).map((one) => failureOf(view, one)),
      {
        cases: looked ? printed + answered : 0,
        otherwise: "nothing was printed or answered that could be searched",
        measured: { "lines searched": printed, "answers searched": answered },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("it prints DATABASE_URL at the start", good, seen("output", "the database password")),
    broken("an error answer shows the configuration", good, seen("answer", "the database password")),
    broken("it prints its settings", good, seen("output", "JWT_SECRET")),
    broken("it prints the headers of each request", good, seen("output", "API_KEY")),
  ],
};
export default check;

function failureOf(view: RecordingView, { secret, where, entry }: SecretSeen): Failure {
  const found = view.entry(entry);
  const seen =
    found?.kind === "output" ? found.line : found?.kind === "exchange" ? (found.response?.body.text ?? "") : "";
  return {
    headline:
      found?.kind === "exchange" ? `The answer to ${lineOf(found)} contains ${secret}.` : `It printed ${secret}.`,
    expected: "no secret in what it prints or answers, whatever goes wrong",
    seen: shorten(seen, 300),
    entries: [entry],
    cause: where,
  };
}
