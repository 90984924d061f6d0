import { expect, test } from "vitest";
import { contracts } from "../../../test/contracts/contracts.ts";
import { seededRandom } from "../../base/random.ts";
import { casesOfSignUp } from "./hostile-people.ts";

const { crud, taskTracker } = await contracts();
const cases = casesOfSignUp(taskTracker, seededRandom("test"));

/** Byte for byte: some bodies are no text. */
const textOf = (body: string | Uint8Array | undefined) =>
  typeof body === "string" ? body : Buffer.from(body ?? []).toString("latin1");

test("signing up and logging in are both attacked, in a contract that has them", () => {
  expect(new Set(cases.map(({ operation }) => operation))).toEqual(new Set(["register", "logIn"]));
  expect(casesOfSignUp(crud, seededRandom("test"))).toEqual([]);
});

test("no two requests name the same person, or one would be refused for the other's sake", () => {
  const logins = cases.flatMap(({ request }) => /[\w.-]+@example\.com/.exec(textOf(request.body))?.[0] ?? []);
  expect(logins.length).toBeGreaterThan(30);
  expect(new Set(logins).size).toBe(logins.length);
});

test("few of them may be accepted: each of those costs a password hash", () => {
  for (const operation of ["register", "logIn"]) {
    const perhaps = cases.filter((given) => given.operation === operation && given.expect === "accept-or-refuse");
    expect(perhaps.length).toBeLessThanOrEqual(5);
    expect(perhaps.some(({ id }) => id.endsWith("/nul"))).toBe(true);
  }
});

test("the same seed sends the same", () => {
  expect(casesOfSignUp(taskTracker, seededRandom("test"))).toEqual(cases);
});
