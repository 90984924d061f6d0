import { expect, test } from "vitest";
import type { Exchange } from "../../contract/recording.ts";
import type { JsonSchema, Surface } from "../../contract/surface.ts";
import { isAnswered } from "./is-answered.ts";

const answers = (schema: JsonSchema | undefined, member: string, status = "200") => {
  const responses = { [status]: { headers: [], ...(schema ? { schema } : {}) } };
  const surface = { operations: [{ id: "getNote", responses }] } as unknown as Surface;
  return isAnswered(surface, { operation: "getNote", response: { status: 200 } } as Exchange, member);
};

test("a member is asked for where the contract has it in the answer", () => {
  const schema = { properties: { id: {}, title: {} } };
  expect(answers(schema, "title")).toBe(true);
  expect(answers(schema, "confirmed")).toBe(false);
  expect(answers(schema, "confirmed", "2XX")).toBe(false);
  expect(answers({ allOf: [{ properties: { id: {} } }, { anyOf: [{ properties: { title: {} } }] }] }, "title")).toBe(
    true,
  );
});

test("where it names none, any may be asked for", () => {
  expect(answers({ type: "object" }, "title")).toBe(true);
  expect(answers(undefined, "title")).toBe(true);
  expect(answers({ properties: { id: {} } }, "title", "201")).toBe(true);
});
