import { describe, expect, it } from "vitest";
import { conjuncts, indexCandidates } from "./index-candidates.ts";
import type { PlanNode } from "./read-plan.ts";

const table = {
  columns: ["id", "owner_id", "state", "title", "created_at", "deleted_at"],
  names: ["thing"],
  texts: ["state", "title"],
};
const node = (given: Partial<PlanNode>): PlanNode => ({
  ...{ kind: "Seq Scan", relation: "thing", alias: "thing", index: undefined, backward: false },
  ...{ rowsRead: 1_000_000, rowsGiven: 20, conditions: [], sortKeys: [] },
  ...given,
});
const first = (given: Partial<PlanNode>) => indexCandidates(node(given), table)[0];

describe("an index that could help is read off the plan", () => {
  it("equal columns first, then those of the order", () => {
    const conditions = ["((owner_id = '5'::bigint) AND ((state)::text = 'new'::text))"];
    expect(first({ conditions, sortKeys: ["created_at DESC", "id DESC"] })?.columns).toEqual([
      "owner_id",
      "state",
      "created_at DESC",
      "id DESC",
    ]);
  });
  it("the order alone, without a condition", () => {
    expect(first({ sortKeys: ["thing.created_at DESC"] })?.columns).toEqual(["created_at DESC"]);
  });
  it("a function of a column, as it is written", () => {
    expect(first({ conditions: ["(lower(title) = 'milk'::text)"] })?.columns).toEqual(["(lower(title))"]);
    expect(first({ conditions: ["((id)::text = '41'::text)"] })?.columns).toEqual(["((id)::text)"]);
  });
  it("the columns of a comparison of rows", () => {
    const conditions = ["(ROW(created_at, id) < ROW('2026-01-01'::date, '7'::bigint))"];
    expect(first({ conditions })?.columns).toEqual(["created_at", "id"]);
  });
  it("only rows that are not deleted, where only those are asked for", () => {
    const conditions = ["((deleted_at IS NULL) AND (owner_id = 5))"];
    expect(first({ conditions })).toEqual({ columns: ["owner_id"], where: "deleted_at is null" });
  });
  it("the column of a join that another table gives the value for", () => {
    expect(first({ conditions: ["(owner_id = person.id)"] })?.columns).toEqual(["owner_id"]);
  });
  it("nothing where no column of the table is compared", () => {
    expect(indexCandidates(node({ conditions: ["(person.id = 4)"] }), table)).toEqual([]);
  });
});

it("conditions are taken apart outside of quotes and parentheses", () => {
  expect(conjuncts("((a = ' AND '::text) AND ((b = 1) OR (c = 2)))")).toEqual([
    "a = ' AND '::text",
    "(b = 1) OR (c = 2)",
  ]);
});
