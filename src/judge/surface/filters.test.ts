import { expect, test } from "vitest";
import { contracts } from "../../../test/contracts/contracts.ts";
import type { Resource, Surface } from "../../contract/surface.ts";
import { filtersOf } from "./filters.ts";

const { crud, taskTracker } = await contracts();

const filtersIn = (surface: Surface) =>
  surface.resources.flatMap((resource) =>
    filtersOf(surface, resource).map(({ name }) => `${resource.name} by ${name}`),
  );

/** The task tracker, whose list of tasks takes one parameter more. */
function withParameter(name: string, schema: object): Surface {
  const surface = structuredClone(taskTracker);
  const task = surface.resources.find((resource) => resource.name === "task") as Resource;
  const list = surface.operations.find(({ id }) => id === task.list);
  list?.parameters.push({ name, in: "query", required: false, schema: schema as Record<string, never> });
  return surface;
}

test("a filter is a parameter named like a member, with values that this member can have", () => {
  expect(filtersIn(taskTracker)).toEqual(["task by status"]);
  expect(filtersIn(crud)).toEqual([]);
});

test.each([
  ["of no member", "order", { enum: ["asc", "desc"] }],
  ["that takes any text", "title", { type: "string" }],
  ["that is the page's own", "limit", { enum: ["10", "20"] }],
  ["of yes and no", "archived", { type: "boolean" }],
])("a parameter %s says nothing of what it leaves out", (_, name, schema) => {
  expect(filtersIn(withParameter(name, schema))).toEqual(["task by status"]);
});

test("values that the member cannot have make it something else than a filter", () => {
  const surface = structuredClone(taskTracker);
  for (const { parameters } of surface.operations) {
    const status = parameters.find(({ name, in: where }) => name === "status" && where === "query");
    if (status) status.schema = { enum: ["todo", "all"] };
  }
  expect(filtersIn(surface)).toEqual([]);
});
