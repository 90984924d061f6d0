import { describe, expect, test } from "vitest";
import { contracts } from "../../../test/contracts/contracts.ts";
import { seededRandom } from "../../base/random.ts";
import { isValid } from "../../catalog/compile-schema.ts";
import type { Operation, Surface } from "../../contract/surface.ts";
import { type HostileCase, hostileCases } from "./hostile-cases.ts";

const { crud, taskTracker } = await contracts();

const path = { id: "7", projectId: "7", taskId: "7", userId: "7" };

function casesOf(surface: Surface, id: string, depth: "thorough" | "brief" = "thorough"): HostileCase[] {
  const operation = surface.operations.find((candidate) => candidate.id === id) as Operation;
  return hostileCases(operation, { random: seededRandom("seed"), path, depth });
}

function named(cases: HostileCase[], end: string): HostileCase {
  const found = cases.find(({ id }) => id.endsWith(end));
  if (!found) throw new Error(`no case ${end}`);
  return found;
}

describe.each([
  ["crud", crud],
  ["task-tracker", taskTracker],
])("%s", (_, surface) => {
  const all = surface.operations.flatMap((operation) =>
    casesOf(surface, operation.id).map((given) => ({ ...given, schema: operation.body?.schema })),
  );

  test("no body that its schema accepts is called refused", () => {
    for (const { id, kind, expect: expected, request, schema } of all) {
      if (expected !== "refuse" || kind === "id" || kind === "content-type" || request.body === undefined || !schema)
        continue;
      let value: unknown;
      try {
        value = JSON.parse(
          typeof request.body === "string"
            ? request.body
            : new TextDecoder("utf-8", { fatal: true }).decode(request.body),
        );
      } catch {
        continue;
      }
      expect(isValid(schema, value), id).toBe(false);
    }
  });

  test("every case has an id of its own, and the same seed makes the same cases", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const again = surface.operations.flatMap((operation) => casesOf(surface, operation.id));
    expect(again.map(({ request }) => request)).toEqual(all.map(({ request }) => request));
  });

  test("a brief list is a part of the thorough one", () => {
    for (const { id } of surface.operations) {
      const thorough = casesOf(surface, id).map((given) => given.id);
      for (const given of casesOf(surface, id, "brief").filter(({ kind }) => kind !== "query"))
        expect(thorough).toContain(given.id);
    }
  });
});

test("a contract of one resource takes less than 200 requests", () => {
  const [first, ...others] = ["createExpense", "updateExpense", "deleteExpense"];
  const count =
    casesOf(crud, first ?? "").length +
    others.flatMap((id) => casesOf(crud, id, "brief")).length +
    casesOf(crud, "getExpense").length +
    casesOf(crud, "listExpenses").length;
  expect(count).toBeGreaterThan(120);
  expect(count).toBeLessThan(200);
});

describe("what the contract says to", () => {
  const create = casesOf(crud, "createExpense");
  const change = casesOf(crud, "updateExpense", "brief");
  const list = casesOf(crud, "listExpenses");
  const read = casesOf(crud, "getExpense");

  test.each([
    "body.amount/missing",
    "body.amount/null",
    "body.amount/number-as-text",
    "body.amount/fraction",
    "body.amount/too-large",
    "body.amount/beyond-64-bits",
    "body.amount/beyond-double",
    "body.currency/lower-case",
    "body.description/empty",
    "body.description/too-long",
    "body.description/too-long-emoji",
    "body.spentOn/no-such-day",
    "body.spentOn/words",
    "body/empty",
    "body/truncated",
    "body/deep-lists",
    "body/null",
    "header/text-type",
  ])("%s: refuse", (end) => expect(named(create, end).expect).toBe("refuse"));

  test.each([
    "body/bad-bytes",
    "body.amount/integer-with-point",
    "body.amount/integer-with-exponent",
    "body.description/nul",
    "body.description/lone-surrogate",
    "body.description/blank",
    "body/twice",
    "body/proto",
    "body/unknown",
    "body/byte-order-mark",
    "header/no-type",
  ])("%s: either", (end) => expect(named(create, end).expect).toBe("accept-or-refuse"));

  test("a change of nothing is refused, one wrong member alone is sent", () => {
    expect(named(change, "body/nothing").expect).toBe("refuse");
    expect(named(change, "body.amount/null")).toMatchObject({
      expect: "refuse",
      request: { method: "PATCH", url: "/expenses/7", body: '{"amount":null}' },
    });
  });

  test("queries: what is no number is refused, what is too much and cursors of any kind are free", () => {
    for (const key of ["zero", "negative", "letters", "empty"])
      expect(named(list, `query.limit/${key}`).expect).toBe("refuse");
    for (const key of ["above-maximum", "huge", "twice"])
      expect(named(list, `query.limit/${key}`).expect).toBe("accept-or-refuse");
    const cursors = list.filter(({ place }) => place === "query.cursor");
    expect(cursors.length).toBeGreaterThan(5);
    for (const { expect: expected } of cursors) expect(expected).toBe("accept-or-refuse");
  });

  test("ids: none that could be somebody's is called refused", () => {
    for (const key of ["zero", "step-up", "bad-encoding"])
      expect(named(read, `path.id/${key}`).expect).toBe("accept-or-refuse");
    expect(named(read, "path.id/letters-after-id").request.url).toBe("/expenses/7abc");
    expect(named(read, "path.id/nul").request.url).toBe("/expenses/%00");
  });
});

test("bytes that are not UTF-8 stand where any text may stand", () => {
  const { body } = named(casesOf(crud, "createExpense"), "body/bad-bytes").request;
  expect(JSON.parse(new TextDecoder().decode(body as Uint8Array)).description).toMatch(/^\ufffd+\w/);
});

test("numbers that no double holds go out as they are written", () => {
  expect(named(casesOf(crud, "createExpense"), "body.amount/beyond-double").request.body).toContain('"amount":1e400');
});

test("members of members are reached", () => {
  const operation: Operation = {
    ...{ id: "order", method: "POST", path: "/orders", parameters: [], responses: {}, secured: false },
    body: {
      required: true,
      contentType: "application/json",
      schema: {
        type: "object",
        required: ["lines"],
        properties: {
          lines: {
            type: "array",
            maxItems: 3,
            items: { type: "object", required: ["count"], properties: { count: { type: "integer", minimum: 1 } } },
          },
        },
      },
    },
  };
  const cases = hostileCases(operation, { random: seededRandom("x"), depth: "brief" });
  expect(named(cases, "body.lines[0].count/null")).toMatchObject({
    expect: "refuse",
    request: { body: '{"lines":[{"count":null}]}' },
  });
  expect(named(cases, "body.lines/too-many").expect).toBe("refuse");
});
