import { expect, test } from "vitest";
import type { HostileRequest } from "./hostile-cases.ts";
import { shrink } from "./shrink.ts";

const schema = {
  type: "object",
  required: ["amount", "note"],
  properties: { amount: { type: "integer" }, note: { type: "string", maxLength: 20 } },
};
const request = (body: string): HostileRequest => ({ method: "POST", url: "/things", headers: {}, body });

test("what has nothing to do with the harm is left out", async () => {
  const whole = request('{"amount":1,"note":"a\\u0000b","zz":[1,2,3]}');
  const small = await shrink(whole, {
    because: "broke",
    schema,
    stillFails: async ({ body }) => String(body).includes("\\u0000"),
  });
  expect(small.body).toBe('{"note":"\\u0000"}');
});

test("what was wrongly accepted stays something that the contract refuses", async () => {
  const whole = request(JSON.stringify({ amount: 1, note: "x".repeat(400) }));
  const small = await shrink(whole, {
    because: "accepted",
    schema,
    stillFails: async ({ body }) => String(body).includes("amount") && String(body).includes("note"),
  });
  expect(JSON.parse(String(small.body))).toEqual({ amount: 1, note: "x".repeat(21) });
});

test("deep nesting is halved until it does no harm", async () => {
  const whole = request("[".repeat(10_000) + "]".repeat(10_000));
  const small = await shrink(whole, {
    because: "broke",
    schema,
    stillFails: async ({ body }) => String(body).length > 1000,
  });
  expect(String(small.body).length).toBeLessThan(2000);
});

test("broken JSON stays broken, odd numbers stay as they are", async () => {
  const broken = await shrink(request('{"amount":1,"note":'), {
    because: "accepted",
    schema,
    stillFails: async () => true,
  });
  expect(() => JSON.parse(String(broken.body))).toThrow();
  const odd = request('{"amount":1e400,"note":"a"}');
  expect(await shrink(odd, { because: "broke", schema, stillFails: async () => true })).toBe(odd);
});

test("tries are bounded", async () => {
  let tries = 0;
  const stillFails = async () => ++tries > 0;
  await shrink(request(JSON.stringify("x".repeat(100_000))), {
    because: "broke",
    schema,
    stillFails,
    mostTries: 5,
  });
  expect(tries).toBe(5);
  await shrink(request('{"note":"xxx"}'), { because: "broke", schema, stillFails, mayGoOn: () => false });
  expect(tries).toBe(5);
});
