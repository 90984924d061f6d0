import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header, mediaType } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf } from "../reading/exchanges.ts";

const markup = { title: "<script>alert('1')</script> &amp; <b>", id: 7 };
const json = { "content-type": "application/json; charset=utf-8" };
const good = example((r) => {
  r.scenario("unusual-values");
  r.exchange({
    label: "create",
    method: "POST",
    url: "/notes",
    sent: markup,
    status: 201,
    json: markup,
    headers: json,
  });
  r.exchange({ label: "read", url: "/notes/7", status: 200, json: markup });
});
const escaped = example((r) => {
  r.scenario("unusual-values");
  const text = String.raw`{"title":"\u003cscript\u003ealert('1')\u003c/script\u003e"}`;
  r.exchange({ label: "create", method: "POST", url: "/notes", sent: markup, status: 201, text, headers: json });
});

const check: Check = {
  title: { passed: "Script text stays data", failed: "Script text of a person's is answered as a page" },
  severity: "critical",
  skills: ["cross-site-scripting", "security-basics", "owasp-top-10", "request-and-response-shape"],
  references: [
    { name: "CWE-79 (cross-site scripting)", url: "https://cwe.mitre.org/data/definitions/79.html" },
    { name: "CWE-116 (improper encoding of output)", url: "https://cwe.mitre.org/data/definitions/116.html" },
    { name: "RFC 9110 §8.3 (Content-Type)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-8.3" },
    { name: "Fetch: X-Content-Type-Options", url: "https://fetch.spec.whatwg.org/#x-content-type-options-header" },
  ],
  why: `JSON with a script in a title is harmless, until the answer calls itself text/html, or nothing at all so that a browser guesses. Then a
    link to your API is a page on your domain, made by whoever wrote that title, with the visitor's cookies. Frameworks do it
    when a handler returns a text instead of an object.`,
  hints: {
    look: "Look at the Content-Type of the answer that has the script text in it.",
    ask: "Who sets the type of this answer: you, your framework by what it was given, or nobody?",
    concept: `What a browser does with bytes is decided by Content-Type, so say application/json (errors: application/problem+json) on each answer
      with a body, those of your error handler too. Where the type is missing or wrong, browsers look at the bytes and guess;
      "X-Content-Type-Options: nosniff" forbids that and belongs on every answer. Do not escape on the way in: text is kept as it was written, and
      made safe where it is put into a page. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options`,
    shape: `answer(status, body):
  header "Content-Type": "application/json"
  header "X-Content-Type-Options": "nosniff"
  write JSON of body`,
    example: `A forum's error handler sent "No such topic: " + the name from the path, as text/html. A link with a script in it read the
moderators' mail. Fixed: problem+json, and the name only as a JSON string.`,
    causes: {
      html: "Look at the Content-Type: a browser runs scripts in what is called so.",
      guessed: "Look at the headers: no type is given and nosniff is not there, so a browser guesses.",
    },
  },
  scenarios: ["unusual-values"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const answers = view.of("exchange", "unusual-values").filter(({ request, response }) => {
      const sent = request.body?.text?.includes("<script>") ?? false;
      return response !== undefined && (sent || (response.body.text?.includes("<script>") ?? false));
    });
    const failures = answers.filter(({ response }) => response?.body.text?.includes("<script>")).flatMap(judgeAnswer);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: answers.length, otherwise: "no text with a script in it was sent", view },
    );
  },
  passes: [good, escaped],
  breaks: [
    broken("a text is returned, and the framework calls it a page", good, (r) =>
      answer(r, "read", { headers: { "content-type": "text/html; charset=utf-8" } }),
    ),
    broken("no type at all", good, (r) => answer(r, "create", { headers: { "content-length": "60" } })),
  ],
};
export default check;

/** What browsers run scripts in, nosniff or not. */
const pages = ["text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"];

function judgeAnswer(exchange: Exchange): Failure[] {
  const type = mediaType(exchange);
  const isGuarded = header(exchange, "x-content-type-options")?.toLowerCase() === "nosniff";
  const isPage = type !== undefined && pages.includes(type);
  if (!isPage && (type !== undefined || isGuarded)) return [];
  return [
    {
      headline: `${lineOf(exchange)} answered text with a script in it ${isPage ? `as ${type}` : "without a Content-Type"}.`,
      expected: "application/json, and best X-Content-Type-Options: nosniff",
      seen: isPage ? `Content-Type: ${type}` : "neither Content-Type nor X-Content-Type-Options",
      entries: [exchange.id],
      mark: ["<script>"],
      cause: isPage ? "html" : "guessed",
    },
  ];
}
