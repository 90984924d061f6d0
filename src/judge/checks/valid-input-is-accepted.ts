import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, say, sentObject, succeeded, wasRefused } from "../reading/exchanges.ts";
import { caseNote, casesIn } from "../reading/unusual-cases.ts";

const noteOf = (kind: string, member: string, what: string, id: string) => ({
  resource: "note",
  kind,
  member,
  what,
  mayBeRefused: false,
  case: id,
});
const made = { status: 201, json: { id: 7 }, method: "POST", url: "/notes", label: "create unusual" };
const good = example((r) => {
  r.scenario("unusual-values");
  r.exchange({
    ...made,
    note: noteOf("number", "stars", "the largest that is allowed", "c0"),
    sent: { stars: 1_000_000_000 },
  });
  r.exchange({ ...made, note: noteOf("date", "writtenOn", "a leap day", "c1"), sent: { writtenOn: "2024-02-29" } });
  r.exchange({ ...made, note: noteOf("edge", "title", "200 characters", "c2"), sent: { title: "y".repeat(200) } });
});

const check: Check = {
  title: { passed: "What the contract allows is accepted", failed: "Something that the contract allows is refused" },
  severity: "major",
  skills: ["validation", "dates-and-time-zones", "api-documentation"],
  references: [
    { name: "JSON Schema: validation", url: "https://json-schema.org/draft/2020-12/json-schema-validation" },
    { name: "CWE-193 (off-by-one)", url: "https://cwe.mitre.org/data/definitions/193.html" },
  ],
  why: `A limit that is off by one, or a validator that does not know leap days, works for years. Then on 29 February nobody can
    check in, and the fix has to be found on a day when everyone is calling. Partners test against the contract's limits; an API
    that refuses what its contract allows looks broken to them, and is.`,
  hints: {
    look: "Look at the value that was sent and at the reason in the answer. Where is that limit written in your code?",
    ask: "Is the limit itself allowed? Do minimum and maximum of the contract include their ends, and does your comparison?",
    concept: `minimum, maximum, minLength and maxLength include their ends: 200 characters pass a maxLength of 200. Dates are valid when the
      calendar has them: a pattern cannot know February, and new Date("2024-02-30") silently becomes the first of March, so compare what you
      parsed with what was sent. Better than rules by hand: validate with the contract's own schema, so that there is one
      source. Columns need room for all that it allows: integer ends at 2,147,483,647. https://ajv.js.org/json-schema.html`,
    shape: `if amount < minimum or amount > maximum: refuse      # not <= and >=
date = parse(text); if format(date) != text: refuse   # knows the calendar`,
    example: `A ticket shop allowed "at most 10" and tested quantity >= 10. Groups of ten were told to call. Fixed: quantity > 10.`,
    causes: {
      refused:
        "Look at the answer: the program says itself what it dislikes about the value. Compare that with the contract.",
      broke:
        "Look at the program's log lines of that moment: the value passed the validation and failed behind it. Does the column have room for it?",
    },
  },
  scenarios: ["unusual-values"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const cases = casesIn(view, "number", "date", "moment", "edge").map(([first]) => first as Exchange);
    const failures = cases.filter((exchange) => !succeeded(exchange) && exchange.outcome !== "aborted").map(failureOf);
    return conclude(
      oncePer(failures, (failure) => failure.headline),
      {
        cases: cases.length,
        otherwise: "no value was tried",
        measured: { "values tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good],
  breaks: [
    broken("the maximum is excluded", good, (r) =>
      answer(r, "create unusual", { status: 400, json: { title: "Too large", status: 400 } }),
    ),
    broken("leap days are unknown", good, (r) =>
      answer(r, "create unusual", { status: 422, json: { title: "No such day", status: 422 } }, 1),
    ),
    broken("the column is too short", good, (r) =>
      answer(r, "create unusual", { status: 500, json: { title: "Oops", status: 500 } }, 2),
    ),
    broken("the column is too small and the program dies", good, (r) => answer(r, "create unusual", null)),
  ],
};
export default check;

function failureOf(exchange: Exchange): Failure {
  const { member, what } = caseNote(exchange);
  return {
    headline: `${lineOf(exchange)} with "${member}": ${say(sentObject(exchange)?.[member])} (${what}) ${outcomeOf(exchange)}.`,
    expected: "2xx: the contract allows it",
    seen: answerOf(exchange),
    entries: [exchange.id],
    mark: [`"${member}"`],
    cause: wasRefused(exchange) ? "refused" : "broke",
  };
}
