import { expect, test } from "vitest";
import type { Catalog } from "../catalog/catalog.ts";
import { readCatalog } from "../catalog/read-catalog.ts";
import { recommendOption } from "./recommend-option.ts";

const { choices } = (await readCatalog()).steps;
const choiceOf = (id: string) => choices.find((choice) => choice.id === id) as Catalog["steps"]["choices"][number];
const recommended = (id: string, yes: string[], chosen: string[] = []) =>
  recommendOption(choiceOf(id), new Set(yes), new Set(chosen))?.skill;

test("who writes JavaScript stays with it, whatever the adverts name", () => {
  expect(recommended("language", ["adverts-say-python", "writes-javascript"])).toBe("typescript");
});

test("without an answer that decides, it is the default", () => {
  expect(recommended("language", [])).toBe("python");
  expect(recommended("language", ["likes-systems"])).toBe("go");
});

test("frameworks are those of the language", () => {
  expect(recommended("framework", [], ["typescript"])).toBe("fastify");
  expect(recommended("framework", ["wants-batteries"], ["typescript"])).toBe("fastify");
  expect(recommended("framework", ["wants-batteries"], ["python"])).toBe("django");
  expect(recommended("framework", [], ["rust"])).toBeUndefined();
});
