import { expect, test } from "vitest";
import { contracts } from "../../../test/contracts/contracts.ts";
import type { Surface } from "../../contract/surface.ts";
import { longPasswordBytes } from "./long-passwords.ts";

const { crud, taskTracker } = await contracts();

function withPassword(schema: object): Surface {
  const surface = structuredClone(taskTracker);
  const register = surface.operations.find(({ id }) => id === surface.identity?.register);
  Object(register?.body?.schema.properties).password = schema;
  return surface;
}

test("a password is tried that is somewhat longer than what bcrypt reads", () => {
  expect(longPasswordBytes(taskTracker)).toBe(80);
  expect(longPasswordBytes(withPassword({ type: "string", maxLength: 74 }))).toBe(74);
  expect(longPasswordBytes(withPassword({ type: "string" }))).toBe(80);
});

test("none is tried where the contract allows none, says no more than a pattern, or knows no people", () => {
  expect(longPasswordBytes(withPassword({ type: "string", maxLength: 72 }))).toBeUndefined();
  expect(longPasswordBytes(withPassword({ type: "string", pattern: "^[a-z]+$" }))).toBeUndefined();
  expect(longPasswordBytes(crud)).toBeUndefined();
});
