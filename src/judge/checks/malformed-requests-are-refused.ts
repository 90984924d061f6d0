import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { hostileIn, judgeRefusals } from "../reading/hostile.ts";

const noteOf = (kind: string, key: string, what: string, expect = "refuse") => ({
  case: `createNote/${key}`,
  place: "body",
  what,
  kind,
  expect,
  resource: "note",
});
const to = { label: "hostile", method: "POST", url: "/notes", operation: "createNote" };
const refusal = (status: number) => ({ status, json: { title: "Refused", status } });
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({
    ...to,
    note: noteOf("malformed", "body/truncated", "JSON that ends in the middle"),
    sentText: '{"ti',
    ...refusal(400),
  });
  r.exchange({
    ...to,
    note: noteOf("malformed", "body/bad-bytes", "bytes that are not UTF-8, in a text", "accept-or-refuse"),
    ...refusal(400),
  });
  r.exchange({
    ...to,
    note: noteOf("content-type", "header/text-type", "JSON under the name of plain text"),
    sentText: "{}",
    ...refusal(415),
  });
  r.exchange({
    ...to,
    note: noteOf("content-type", "header/no-type", "no content type", "accept-or-refuse"),
    sentText: "{}",
    ...refusal(400),
  });
});
const lenient = structuredClone(good);
// Most of Node's body parsers decode leniently, and no contract of ours says that they may not.
answer(lenient, "hostile", { status: 201, json: { id: 1 } }, 1);
answer(lenient, "hostile", refusal(422), 2);
answer(lenient, "hostile", { status: 201, json: { id: 1 } }, 3);

const check: Check = {
  title: { passed: "Malformed requests are refused", failed: "A malformed request is not refused" },
  severity: "major",
  skills: ["validation", "status-codes", "text-encoding"],
  references: [
    { name: "RFC 8259 §8.1 (UTF-8)", url: "https://www.rfc-editor.org/rfc/rfc8259#section-8.1" },
    { name: "RFC 9110 §15.5.16 (415)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16" },
    { name: "CWE-755 (exceptional conditions)", url: "https://cwe.mitre.org/data/definitions/755.html" },
  ],
  why: `A mobile network cut an upload in half, and the half was saved. A partner's encoder sent Latin-1: the server put a
    replacement sign for every ü, answered 201, and a year of names cannot be repaired. And where broken JSON is a 500, one wrong
    client in a loop fills the error budget and hides the real outage.`,
  hints: {
    look: "Look at the bytes of the request and at the status. Which part of your program was the first to read them?",
    ask: "What happens in your program when the parser throws, and who looks at the content type before it?",
    concept: `A body goes through stages: bytes, text, JSON, an object with the right members. Each can fail, and each failure is the
      client's. Decode UTF-8 strictly (new TextDecoder("utf-8", { fatal: true }), bytes.decode() in Python), since the lenient way
      puts U+FFFD where letters were. Catch the parser's error and answer 400. Look at the content type first: JSON under another
      name is 415. null, a list and a number are JSON too, but not an object. https://developer.mozilla.org/en-US/docs/Web/API/TextDecoder/fatal`,
    shape: `if mediaType(request) != "application/json": 415
text = strictUtf8(bytes)       on error: 400
value = parseJson(text)        on error: 400
if value is not an object: 400 or 422`,
    example: `A survey API read "await request.json() ?? {}" in a try without a catch branch, and saved empty answers for broken uploads.
Fixed: the catch answers 400, and an empty body is refused like any other.`,
    causes: {
      accepted: "Look at the request: this is not what the contract asks for, and it was answered as if it were.",
      broke:
        "Look at the program's log lines of that moment: an error of the parser went up to the top, and came out as 500.",
    },
  },
  scenarios: ["hostile-input"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const cases = hostileIn(view, "malformed", "content-type");
    const failures = judgeRefusals(cases);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${String(failure.measured?.case).split("/").slice(1)}`),
      {
        cases: cases.length,
        otherwise: "no malformed request was sent",
        measured: { "cases tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good, lenient],
  breaks: [
    broken("broken JSON is a 500", good, (r) => answer(r, "hostile", { status: 500 })),
    broken("broken JSON is taken for an empty object", good, (r) =>
      answer(r, "hostile", { status: 201, json: { id: 1 } }),
    ),
    broken("bytes that are not UTF-8 are a 500", good, (r) => answer(r, "hostile", { status: 500 }, 1)),
    broken("the content type is not looked at", good, (r) => answer(r, "hostile", { status: 201, json: { id: 1 } }, 2)),
    broken("a missing content type is a 500", good, (r) => answer(r, "hostile", { status: 500 }, 3)),
  ],
};
export default check;
