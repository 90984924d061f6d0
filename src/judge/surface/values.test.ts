import { describe, expect, test } from "vitest";
import { contracts } from "../../../test/contracts/contracts.ts";
import { seededRandom } from "../../base/random.ts";
import { isValid } from "../../catalog/compile-schema.ts";
import type { JsonSchema } from "../../contract/surface.ts";
import { changeOf, validBody, validValue } from "./values.ts";

const { crud, taskTracker } = await contracts();

describe.each([
  ["crud", crud],
  ["task-tracker", taskTracker],
])("%s", (_, surface) => {
  const withBody = surface.operations.filter((operation) => operation.body);

  test.each(withBody.map((operation) => [operation.id, operation] as const))(
    "%s gets valid bodies with all members",
    (id, operation) => {
      const schema = operation.body?.schema ?? {};
      for (let seed = 0; seed < 50; seed++) {
        const random = seededRandom(`${id}/${seed}`);
        const body = validBody(operation, random);
        expect(isValid(schema, body), JSON.stringify(body)).toBe(true);
        expect(Object.keys(body)).toEqual(Object.keys(Object(schema.properties)));
        expect(isValid(schema, changeOf(operation, random))).toBe(true);
      }
    },
  );
});

test("one seed gives one body, two give two", () => {
  const create = crud.operations.find((operation) => operation.id === "createExpense");
  const bodyFor = (seed: string) => create && validBody(create, seededRandom(seed));
  expect(bodyFor("a")).toEqual(bodyFor("a"));
  expect(bodyFor("a")).not.toEqual(bodyFor("b"));
});

test("a change leaves something out, and changes more than one member", () => {
  const update = crud.operations.find((operation) => operation.id === "updateExpense");
  const sizes = Array.from(
    { length: 50 },
    (_, seed) => Object.keys(update ? changeOf(update, seededRandom(`${seed}`)) : {}).length,
  );
  expect(Math.min(...sizes)).toBe(2);
  expect(Math.max(...sizes)).toBe(3);
});

test.each<[string, JsonSchema]>([
  ["a pattern", { type: "string", pattern: "^[A-Z]{2}-\\d{4}(a|b)?$" }],
  ["a pattern and a length", { type: "string", pattern: "^[a-z0-9-]+$", minLength: 3, maxLength: 12 }],
  [
    "a pattern with look-ahead and an example",
    { type: "string", pattern: "^(?=.*\\d)(?=.*[a-z]).{4,8}$", examples: ["abc123"] },
  ],
  ["a long text", { type: "string", minLength: 300, maxLength: 310 }],
  ["a single letter", { type: "string", minLength: 1, maxLength: 1 }],
  [
    "each known format",
    {
      type: "array",
      prefixItems: "date date-time time email uuid uri hostname ipv4 ipv6 duration"
        .split(" ")
        .map((format) => ({ type: "string", format })),
      minItems: 10,
    },
  ],
  ["steps", { type: "number", multipleOf: 0.05, exclusiveMinimum: 0, maximum: 2 }],
  ["negative numbers", { type: "integer", maximum: -5 }],
  ["exclusive bounds", { type: "integer", exclusiveMinimum: 4, exclusiveMaximum: 6 }],
  [
    "choices",
    {
      oneOf: [
        { type: "string", format: "uuid" },
        { type: "object", required: ["a"], properties: { a: { const: 1 } } },
      ],
    },
  ],
  [
    "parts",
    {
      allOf: [
        { type: "object", required: ["a"], properties: { a: { type: "string" } } },
        { required: ["b"], properties: { b: { type: "boolean" } } },
      ],
    },
  ],
  [
    "nesting",
    {
      type: "object",
      properties: {
        lines: {
          type: "array",
          minItems: 3,
          items: { type: "object", required: ["sku"], properties: { sku: { type: "string", pattern: "^S\\d+$" } } },
        },
      },
    },
  ],
  ["null where null is all there is", { type: "null" }],
  ["nothing said", {}],
])("%s", (_, schema) => {
  for (let seed = 0; seed < 20; seed++) expect(isValid(schema, validValue(schema, seededRandom(`${seed}`)))).toBe(true);
});

test("what cannot be is said with its name", () => {
  expect(() => validValue({ type: "integer", minimum: 2, maximum: 1 }, seededRandom("x"), "amount")).toThrow("amount");
});
