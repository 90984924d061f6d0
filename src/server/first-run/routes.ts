/**
 * Help for the three questions: which occupation is meant, and how so many hours fit into a week. Nothing is kept.
 */
import { findOccupations } from "../../catalog/find-occupation.ts";
import {
  foundOccupationsSchema,
  occupationQuerySchema,
  spreadWeekSchema,
  weekQuerySchema,
} from "../../contract/api/first-run.ts";
import { spreadHours } from "../../plan/spread-hours.ts";
import type { App, Context } from "../ground/app.ts";

/** As many as are read before one is chosen. */
const mostFound = 6;

export function firstRunRoutes(app: App, { catalog }: Pick<Context, "catalog">): void {
  const all = [...catalog.occupations.values()].sort((a, b) => a.title.localeCompare(b.title, "en"));
  app.get(
    "/api/first-run/occupations",
    { schema: { querystring: occupationQuerySchema, response: { 200: foundOccupationsSchema } } },
    ({ query: { words } }) => {
      if (words.trim() === "") return { items: all.map(({ id, title }) => ({ id, title })), sure: false };
      const { found, sure } = findOccupations(words, all, { most: mostFound });
      return { items: found.map(({ id, title }) => ({ id, title })), sure };
    },
  );
  app.get(
    "/api/first-run/week",
    { schema: { querystring: weekQuerySchema, response: { 200: spreadWeekSchema } } },
    ({ query: { hours } }) => ({ hoursByWeekday: spreadHours(hours) }),
  );
}
