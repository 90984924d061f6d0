import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";

const note = { resource: "note", methods: ["GET", "PATCH", "DELETE"] };
const refused = (status: number) =>
  example((r) => {
    r.scenario("create-read-update-delete");
    const json = { title: "Refused", status };
    r.exchange({ label: "wrong method", note, method: "PUT", url: "/notes/7", sent: { stars: 1 }, status, json });
    r.exchange({
      label: "wrong method",
      note: { resource: "note", methods: ["GET", "POST"] },
      method: "DELETE",
      url: "/notes",
      status,
      json,
    });
  });
const good = refused(405);

const check: Check = {
  title: {
    passed: "A method that a path does not have is refused",
    failed: "A method that a path does not have is not refused",
  },
  severity: "minor",
  skills: ["http-methods", "status-codes"],
  references: [
    { name: "RFC 9110 §15.5.6 (405)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6" },
    {
      name: "OWASP API9:2023 (inventory)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/",
    },
  ],
  why: `A forgotten catch-all route answered DELETE on the collection. A cleaning script with an empty variable called it, got
    204, and an afternoon's bookings were gone. And an API that says 200 to a PUT that it does not know loses changes without a
    word: the client saw success and went on.`,
  hints: {
    look: "Look at the method and the path that were used, and at which of your routes answered them.",
    ask: "Does the route match on the path alone, with everything that is not one method falling into another's branch?",
    concept: `A route is a method and a path together. 405 says "this path exists, but not with this method" and lists in Allow what
      does; 404 is acceptable where the router knows no difference. Hand-written routers often go wrong in the last "else": it was
      meant for one method and takes them all. Name each method and let what is left over fall to one place that
      refuses. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/405`,
    shape: `match (method, path):
  ("GET", "/things/:id"): read
  ("PATCH", "/things/:id"): update
  (_, "/things/:id"): 405, Allow: GET, PATCH
  _: 404`,
    example: `A form service had "if (method === 'GET') list() else create()". HEAD, PUT and DELETE all created forms. Fixed: a branch for
POST, and 405 for the rest.`,
    causes: {
      worked: "Look at which handler answered: it was written for another method.",
      crashed: "Look at the log lines of that moment: a handler ran that was not made for this request.",
    },
  },
  scenarios: ["create-read-update-delete"],
  judge(view) {
    const tried = view
      .of("exchange", "create-read-update-delete")
      .filter((exchange) => exchange.label === "wrong method");
    const failures = tried
      .filter((exchange) => exchange.response?.status !== 405 && exchange.response?.status !== 404)
      .map((exchange): Failure => {
        const methods = asObject(exchange.note)?.methods;
        return {
          headline: `${lineOf(exchange)} ${outcomeOf(exchange)}; the path only has ${Array.isArray(methods) ? methods.join(", ") : "other methods"}.`,
          expected: "405 or 404",
          seen: answerOf(exchange),
          entries: [exchange.id],
          ...(succeeded(exchange)
            ? { cause: "worked" }
            : (exchange.response?.status ?? 500) >= 500
              ? { cause: "crashed" }
              : {}),
        };
      });
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: tried.length, otherwise: "no wrong method was tried", measured: { "methods tried": tried.length } },
    );
  },
  passes: [good, refused(404)],
  breaks: [
    broken("everything that is not GET is an update", good, (r) =>
      answer(r, "wrong method", { status: 200, json: {} }),
    ),
    broken("DELETE empties the collection", good, (r) => answer(r, "wrong method", { status: 204, text: "" }, 1)),
    broken("a handler without a branch for it answers 500", good, (r) => answer(r, "wrong method", { status: 500 })),
    broken("the request is left hanging", good, (r) => answer(r, "wrong method", null)),
  ],
};
export default check;
