import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, jsonOf, lineOf, outcomeOf, succeeded, wasRefused } from "../reading/exchanges.ts";
import { pagedResourcesIn } from "../reading/lists.ts";

const items = (count: number) => ({
  items: Array.from({ length: count }, (_, id) => ({ id, title: "x" })),
  nextCursor: "c",
});
const good = example((r) => {
  r.scenario("page-through-lists");
  r.exchange({ label: "limit", note: { resource: "note" }, url: "/notes", status: 200, json: items(20) });
  r.exchange({
    label: "limit",
    note: { resource: "note", limit: 3 },
    url: "/notes?limit=3",
    status: 200,
    json: items(3),
  });
  r.exchange({
    label: "limit",
    note: { resource: "note", limit: 100 },
    url: "/notes?limit=100",
    status: 200,
    json: items(100),
  });
  r.exchange({
    label: "limit",
    note: { resource: "note", limit: 1000 },
    url: "/notes?limit=1000",
    status: 422,
    json: { title: "Too many", status: 422 },
  });
});
const clamps = structuredClone(good);
answer(clamps, "limit", { status: 200, json: items(100) }, 3);

const check: Check = {
  title: { passed: "A page is no longer than its limit", failed: "A page is longer than its limit" },
  severity: "major",
  skills: ["pagination", "rest-api-design", "resilience"],
  references: [
    {
      name: "OWASP API4:2023 (unrestricted resource consumption)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
    { name: "CWE-770 (allocation without limits)", url: "https://cwe.mitre.org/data/definitions/770.html" },
  ],
  why: `The list was fine with the forty rows of the test. Two years and three million rows later one request without a limit
    loaded them all into memory, the process was killed, its neighbours took the retry, and were killed too. A limit that the
    client may set to a million is no limit.`,
  hints: {
    look: "Look at the limit in the request, and count the rows in the answer.",
    ask: "Where does the number in your SQL's LIMIT come from when the query says nothing, and when it says a thousand?",
    concept: `Every list has a most. Read the parameter as a number, use the default when it is absent, refuse or lower what is above the
      maximum, and hand it to the statement as a parameter, so that the database stops there, not your loop. Asking for
      one row more than the page holds is a cheap way to know whether there is a next page; cut it off before answering.
      https://www.postgresql.org/docs/current/queries-limit.html`,
    shape: `limit = query.limit is absent ? 20 : integer(query.limit)
if limit < 1 or limit > 100: 422
rows = sql("… order by … limit $1", limit + 1)
items = rows[0 .. limit]; more = len(rows) > limit`,
    example: `A log viewer did "select *" and sliced in JavaScript. With a month of logs it needed 2 GB for a page of 50. Fixed: the limit is in
the statement.`,
    causes: {
      ignored: "The limit of the request made no difference: look at how the parameter is read.",
      "no-default": "No limit was asked for, and more than the default came: look at what an absent parameter becomes.",
      "above-maximum":
        "More than the maximum came, because somebody asked for it: look at what happens to a limit that is too high.",
      "one-more": "It is just one row too many: the row that tells whether there are more is in the page.",
      refused: "Look at the answer: a limit that the contract allows was not accepted.",
    },
  },
  scenarios: ["page-through-lists"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const resources = pagedResourcesIn(view);
    if (resources.length === 0) return { verdict: "not-applicable", why: "the contract has no list with pages" };
    const pages = resources.flatMap((resource) =>
      view
        .of("exchange", "page-through-lists")
        .filter((e) => ["limit", "page"].includes(e.label) && asObject(e.note)?.resource === resource.name)
        .map((exchange) => ({ exchange, resource })),
    );
    const failures = pages.flatMap(({ exchange, resource }) => judgePage(exchange, resource));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { view, cases: pages.length, otherwise: "no page was asked for", measured: { "pages counted": pages.length } },
    );
  },
  passes: [good, clamps],
  breaks: [
    broken("limit is ignored", good, (r) => answer(r, "limit", { json: items(20) }, 1)),
    broken("without a limit everything comes", good, (r) => answer(r, "limit", { json: items(104) })),
    broken("a limit above the maximum is obeyed", good, (r) =>
      answer(r, "limit", { status: 200, json: items(104) }, 3),
    ),
    broken("the row that is only for looking ahead is answered", good, (r) =>
      answer(r, "limit", { json: items(4) }, 1),
    ),
    broken("the maximum itself is refused", good, (r) =>
      answer(r, "limit", { status: 400, json: { title: "Too many", status: 400 } }, 2),
    ),
  ],
};
export default check;

function judgePage(exchange: Exchange, resource: Resource): Failure[] {
  const page = resource.page as NonNullable<Resource["page"]>;
  const asked = asObject(exchange.note)?.limit;
  const limit = typeof asked === "number" ? asked : page.defaultLimit;
  const tooHigh = limit > page.maximumLimit;
  if (!succeeded(exchange)) {
    // A page of a walk that fails is for cursor-visits-each-row-once.
    if (exchange.label === "page" || (tooHigh && wasRefused(exchange)) || exchange.outcome === "aborted") return [];
    return [
      {
        headline: `${lineOf(exchange)} ${outcomeOf(exchange)}.`,
        expected: tooHigh ? `4xx, or a page of at most ${page.maximumLimit}` : "200 with a page",
        seen: answerOf(exchange),
        entries: [exchange.id],
        cause: "refused",
      },
    ];
  }
  const items = asObject(jsonOf(exchange))?.[page.items];
  const most = Math.min(limit, page.maximumLimit);
  if (!Array.isArray(items) || items.length <= most) return [];
  return [
    {
      headline: `${lineOf(exchange)} answered ${items.length} rows; ${tooHigh ? `the maximum is ${most}` : asked === undefined ? `the default is ${most}` : `the limit is ${most}`}.`,
      expected: `at most ${most} rows`,
      seen: `${items.length} rows`,
      entries: [exchange.id],
      mark: [exchange.request.url],
      cause: tooHigh
        ? "above-maximum"
        : asked === undefined
          ? "no-default"
          : items.length === most + 1
            ? "one-more"
            : "ignored",
    },
  ];
}
