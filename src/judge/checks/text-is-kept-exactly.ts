import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, sentObject, succeeded, wasRefused } from "../reading/exchanges.ts";
import { caseNote, casesIn, tellingAnswers } from "../reading/unusual-cases.ts";
import type { UnusualNote } from "../scenarios/unusual-values.ts";

const note: UnusualNote & Record<string, string | boolean> = {
  resource: "note",
  kind: "text",
  member: "title",
  what: "emoji",
  mayBeRefused: false,
  case: "c0",
};
const text = "  cafe\u0301 👨‍👩‍👧 it's <b>\n";
const sent = { title: text, stars: 1, writtenOn: "2026-01-01" };
const good = example((r) => {
  r.scenario("unusual-values");
  r.exchange({
    label: "create unusual",
    note,
    method: "POST",
    url: "/notes",
    sent,
    status: 201,
    json: { ...sent, id: 7 },
  });
  r.exchange({ label: "read unusual", note, url: "/notes/7", status: 200, json: { ...sent, id: 7 } });
});
const countsUnits = example((r) => {
  r.scenario("unusual-values");
  const lenient = { ...note, mayBeRefused: true, case: "c1" };
  r.exchange({
    label: "create unusual",
    note,
    method: "POST",
    url: "/notes",
    sent,
    status: 201,
    json: { ...sent, id: 7 },
  });
  r.exchange({
    label: "create unusual",
    note: lenient,
    method: "POST",
    url: "/notes",
    sent,
    status: 422,
    json: { title: "Too long", status: 422 },
  });
});
const readAs = (title: string) => (recording: typeof good) =>
  answer(recording, "read unusual", { json: { ...sent, id: 7, title } });

const check: Check = {
  title: { passed: "Text comes back exactly as it was sent", failed: "Text comes back changed" },
  severity: "major",
  skills: ["text-encoding", "validation", "relational-databases"],
  references: [
    { name: "RFC 8259 §8 (strings)", url: "https://www.rfc-editor.org/rfc/rfc8259#section-8" },
    { name: "Unicode: normalization", url: "https://www.unicode.org/reports/tr15/" },
    { name: "CWE-838 (inappropriate encoding)", url: "https://cwe.mitre.org/data/definitions/838.html" },
  ],
  why: `Names are the first thing people notice. "José" stored as "JosÃ©", a colleague's name cut in half, a password with a
    trailing space that is trimmed here and not there: the data is damaged for good, since nobody knows which rows are and which
    are meant to be so. Escaping HTML when storing shows "&amp;amp;" in the next e-mail.`,
  hints: {
    look: "Compare the text that was sent with the text that came back, code point by code point: what was added, lost or replaced?",
    ask: "Which function touches the text between the parser and the column: a trim, a normalize, an escape, a cut?",
    concept: `Validate text, but do not improve it. Trimming, normalizing, escaping and cutting all lose what the person wrote; escaping
      belongs to where text is put out, into HTML or SQL, never to where it is stored. Lengths in JSON Schema and in PostgreSQL's
      varchar(n) count code points, JavaScript's .length counts UTF-16 units: [...text].length counts as the contract does.
      https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/String#utf-16_characters_unicode_code_points_and_grapheme_clusters`,
    shape: `text = body.text
if not isString(text): refuse
if countCodePoints(text) not in 1..200: refuse
insert text as it is, as a parameter`,
    example: `A guest book stored escapeHtml(message). Its new mobile app, which does not decode HTML, showed "I&#39;m here". Fixed: store the
message, and escape in the HTML template.`,
    causes: {
      refused:
        "Look at the answer to the create: the contract allows this text. How does the handler count, and what does it forbid?",
      broke: "Look at the program's log lines of that moment: the text itself made the handler or the database fail.",
      trimmed: "Spaces or line breaks at an end are gone: look for a trim or strip.",
      normalized: "The text has the same letters, but other code points: look for a normalize.",
      replaced: "Characters became ? or \uFFFD: somewhere the text passes through an encoding that cannot hold them.",
      escaped: "Characters became entities or escapes: look for an escape function on the way to the database.",
      cut: "The end is missing: look for a slice, or a column that is shorter than the contract.",
      removed: "Characters that cannot be seen are gone: look for a regular expression that strips them.",
    },
  },
  scenarios: ["unusual-values"],
  promises: ["text-is-kept-exactly"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const cases = casesIn(view, "text");
    const failures = cases.flatMap(judgeCase);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: cases.length, otherwise: "no text was sent", measured: { "texts tried": cases.length }, patient: view },
    );
  },
  passes: [good, countsUnits],
  breaks: [
    broken("the text is trimmed", good, readAs(text.trim())),
    broken("the text is normalized", good, readAs(text.normalize("NFC"))),
    broken("what is not Latin becomes a question mark", good, readAs(text.replace(/[^ -ÿ\n]/gu, "?"))),
    broken("HTML is escaped when stored", good, readAs(text.replaceAll("<", "&lt;"))),
    broken("quotes are doubled", good, readAs(text.replaceAll("'", "''"))),
    broken("zero-width joiners are stripped", good, readAs(text.replaceAll("\u200d", ""))),
    broken("the text is cut", good, readAs(text.slice(0, 6))),
    broken("UTF-8 is read as Latin-1", good, readAs(Buffer.from(text).toString("latin1"))),
    broken("the text is lower-cased in the answer to the create", good, (r) =>
      answer(r, "create unusual", { json: { ...sent, id: 7, title: text.toUpperCase() } }),
    ),
    broken("emoji are refused", good, (r) =>
      answer(r, "create unusual", { status: 400, json: { title: "Bad", status: 400 } }),
    ),
    broken("emoji make the database fail", good, (r) => answer(r, "create unusual", { status: 500 })),
  ],
};
export default check;

function judgeCase(exchanges: Exchange[]): Failure[] {
  const [first] = exchanges as [Exchange];
  const { member, what, mayBeRefused } = caseNote(first);
  const text = sentObject(first)?.[member];
  if (typeof text !== "string" || first.outcome === "aborted") return [];
  if (!succeeded(first)) {
    if (mayBeRefused && wasRefused(first)) return [];
    return [
      {
        headline: `${lineOf(first)} with ${say(text)} in "${member}" (${what}) ${outcomeOf(first)}.`,
        expected: "2xx: the contract allows this text",
        seen: answerOf(first),
        entries: [first.id],
        mark: [text],
        cause: wasRefused(first) ? "refused" : "broke",
      },
    ];
  }
  for (const exchange of tellingAnswers(exchanges)) {
    const seen = objectOf(exchange)?.[member];
    if (seen === undefined || seen === text) continue;
    const how = typeof seen === "string" ? howChanged(text, seen) : undefined;
    return [
      {
        headline: `"${member}" was sent as ${say(text)} and came back as ${say(seen)} (${what}).`,
        expected: inPoints(text),
        seen: typeof seen === "string" ? inPoints(seen) : say(seen),
        entries: [...new Set([first.id, exchange.id])],
        mark: [String(seen)],
        ...(how ? { cause: how } : {}),
      },
    ];
  }
  return [];
}

function howChanged(sent: string, seen: string): string | undefined {
  if (seen === sent.trim() || seen === sent.trimStart() || seen === sent.trimEnd()) return "trimmed";
  if (seen.normalize("NFC") === sent.normalize("NFC") || seen.normalize("NFKC") === sent.normalize("NFKC"))
    return "normalized";
  if (/[?\uFFFD]/.test(seen.replaceAll(sent, "")) && !sent.includes("?")) return "replaced";
  if (/&(?:[a-z]+|#x?[0-9a-f]+);/i.test(seen) || seen.length > sent.length) return "escaped";
  if (sent.startsWith(seen)) return "cut";
  const visible = (text: string) => text.replace(/[\p{Cf}\p{Cc}\s]/gu, "");
  return visible(seen) === visible(sent) ? "removed" : undefined;
}

/** Code points where letters could look the same; the beginning is enough to see where they part. */
function inPoints(text: string): string {
  const points = [...text].slice(0, 24).map((letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return point > 0x20 && point < 0x7f ? letter : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  });
  const all = [...text].length;
  return `${points.join(" ")}${all > 24 ? ` … (${all} code points)` : ""}`;
}
