import { expect, test } from "vitest";
import { example } from "../check-examples.ts";
import { leftInTransaction } from "./left-in-transaction.ts";

const left = (build: Parameters<typeof example>[0]) =>
  leftInTransaction(example(build).entries).map(({ text }) => text);
const statement = { kind: "statement", protocol: "simple", rows: 0, durationMs: 1, outcome: "done" } as const;

test("a connection whose last statement left its transaction open, until it ends it", () => {
  const begun = { ...statement, connection: 1, text: "BEGIN", transaction: "open" } as const;
  expect(left((r) => r.add(begun))).toEqual(["BEGIN"]);
  expect(
    left((r) => {
      r.add(begun);
      r.add({ ...statement, connection: 1, text: "ROLLBACK", transaction: "idle" });
    }),
  ).toEqual([]);
});

test("a connection that was closed while the database was still at work on its statement", () => {
  expect(
    left((r) => {
      r.add({ kind: "connection", connection: 1, event: "closed", open: 0 });
      r.add({ ...statement, connection: 1, text: "select 1 for update", transaction: "open" });
    }),
  ).toEqual([]);
});
