import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { broke, objectOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { failureOf, type Hostile, hostileIn } from "../reading/hostile.ts";

const noteOf = (id: string, place: string, what: string, expect = "refuse") => ({
  case: id,
  place,
  what,
  kind: "value",
  expect,
  resource: "note",
});
const refused = { status: 422, json: { title: "Unprocessable", status: 422 } };
const to = { label: "hostile", method: "POST", url: "/notes", operation: "createNote" };
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({
    ...to,
    note: noteOf("createNote/body.stars/text", "body.stars", "a text where an integer is due"),
    sent: { stars: "abc" },
    ...refused,
  });
  r.exchange({
    ...to,
    note: noteOf("createNote/body.title/nul", "body.title", "a text with a NUL in it", "accept-or-refuse"),
    sent: { title: "a\0b" },
    ...refused,
  });
});
const lenient = structuredClone(good);
answer(lenient, "hostile", { status: 400, json: { title: "Bad", status: 400 } });
answer(lenient, "hostile", { status: 201, json: { title: "a\0b", id: 1 } }, 1);

const check: Check = {
  title: { passed: "What the contract refuses is refused", failed: "Something that the contract refuses got through" },
  severity: "major",
  skills: ["validation", "status-codes", "security-basics"],
  references: [
    {
      name: "OWASP input validation",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
    },
    { name: "CWE-20 (improper input validation)", url: "https://cwe.mitre.org/data/definitions/20.html" },
    { name: "JSON Schema: validation", url: "https://json-schema.org/draft/2020-12/json-schema-validation" },
  ],
  why: `An amount of -500 went through, and a customer paid himself. A date of 30 February was saved by one service and crashed the
    next at month's end. What is let in stays in: cleaning it out later means guessing what was meant, row by row. And a 500 for a
    typing error calls somebody out of bed.`,
  hints: {
    look: "Look at the one member that is wrong in the request, and at what the answer made of it.",
    ask: "Which line of your code would refuse just this value, and is it reached before the database?",
    concept: `Check the whole body before anything else happens: type first, then range, length and form. Languages are generous: Number("")
      is 0, "12" > 3 is true, Date rolls 30 February over, int(True) is 1 in Python. So test types strictly (Number.isInteger,
      isinstance and not bool), or let a schema do it: with ajv, mind that coerceTypes is off. The database's constraints are the
      second wall, not the first: what fails there comes out as 500. https://ajv.js.org/coercion.html`,
    shape: `errors = []
if not isInteger(body.stars) or body.stars not in 1..1_000_000_000: errors.add("stars")
if not isText(body.title) or length(body.title) not in 1..200: errors.add("title")
if errors: answer 422 with them
insert …`,
    example: `A raffle took { "tickets": "3" }: "3" + 1 was "31" tickets. Fixed: if (!Number.isInteger(body.tickets) || body.tickets < 1)
return refuse("tickets must be a whole number from 1").`,
    causes: {
      accepted: "Look at the value in the request: the contract refuses it, and the program took it.",
      broke:
        "Look at the program's log lines of that moment: the value went past your validation, and something behind it fell over.",
      changed: "Look at what came back: the value was neither refused nor kept, but quietly made into another.",
    },
  },
  scenarios: ["hostile-input"],
  after: ["created-thing-reads-back", "valid-input-is-accepted"],
  judge(view) {
    const cases = hostileIn(view, "value");
    const failures = cases.flatMap(judgeValue);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.expected}`),
      {
        cases: cases.length,
        otherwise: "no hostile value was sent",
        measured: { "cases tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good, lenient],
  breaks: [
    broken("a text is taken for a number", good, (r) => answer(r, "hostile", { status: 201, json: { id: 1 } })),
    broken("the database refuses it, and that is a 500", good, (r) => answer(r, "hostile", { status: 500 })),
    broken("a NUL is quietly dropped", good, (r) =>
      answer(r, "hostile", { status: 201, json: { title: "ab", id: 1 } }, 1),
    ),
  ],
};
export default check;

/** A 5xx for what the contract leaves open is for hostile-input-never-crashes. */
function judgeValue(hostile: Hostile): Failure[] {
  const { exchange, expect } = hostile;
  if (expect === "refuse") {
    if (broke(exchange)) return [failureOf(hostile, "broke")];
    return succeeded(exchange) ? [failureOf(hostile, "accepted")] : [];
  }
  return succeeded(exchange) && hostile.case.endsWith("/nul") ? judgeKept(hostile) : [];
}

/** A NUL may be refused; if it is taken, it has to be kept. */
function judgeKept(hostile: Hostile): Failure[] {
  const member = hostile.place.replace(/^body\./, "");
  const [sent, seen] = [sentObject(hostile.exchange)?.[member], objectOf(hostile.exchange)?.[member]];
  if (sent === undefined || seen === undefined || sent === seen) return [];
  return [
    {
      ...failureOf(hostile, "changed"),
      expected: `4xx, or "${member}": ${say(sent)}`,
      seen: `"${member}": ${say(seen)}`,
    },
  ];
}
