/**
 * `/api/guides/:occupation`: all about the way from one occupation, in fourteen sections. Where it is the person's own, with
 * the dates of their plan; nothing private is in it.
 */
import * as z from "zod";
import { guidePathSchema, guideQuerySchema } from "../../contract/api/guide.ts";
import { guideSchema } from "../../contract/guide.ts";
import { personSchema } from "../../contract/person.ts";
import { guideMarkdown } from "../../plan/guide/guide-markdown.ts";
import { writeGuide } from "../../plan/guide/write-guide.ts";
import { spreadHours } from "../../plan/spread-hours.ts";
import { readDocument } from "../documents/sql.ts";
import type { App, Context } from "../ground/app.ts";
import { notFound } from "../ground/problems.ts";
import { planOf } from "../plan/plan-of.ts";

export function guideRoutes(app: App, context: Context): void {
  const schema = { params: guidePathSchema, querystring: guideQuerySchema };
  app.get("/api/guides/:occupation", { schema: { ...schema, response: { 200: guideSchema } } }, ({ params, query }) =>
    guideFor(params.occupation, query.market, context),
  );
  app.get(
    "/api/guides/:occupation/markdown",
    { schema: { ...schema, response: { 200: { content: { "text/markdown": { schema: z.string() } } } } } },
    async ({ params, query }, reply) => {
      const guide = await guideFor(params.occupation, query.market, context);
      return reply.type("text/markdown; charset=utf-8").send(guideMarkdown(guide));
    },
  );
}

async function guideFor(occupation: string, market: string | undefined, context: Context) {
  const { catalog, pool, account } = context;
  if (!catalog.occupations.has(occupation)) throw notFound("occupation");
  const today = context.today();
  const person = (await readDocument(pool, account, "person"))?.body;
  // Another country's figures are no part of this plan, and neither is another occupation.
  const isOwn = person && (market ?? person.market) === person.market;
  if (isOwn) return writeGuide({ catalog, occupation, person, plan: (await planOf(context)).plan, today });
  return writeGuide({ catalog, occupation, person: somebodyIn(market ?? "uk", today), today });
}

/** Only the market counts; the hours are asked for by the schema. */
function somebodyIn(market: string, today: string) {
  return personSchema.parse({ market, start: today, hoursByWeekday: spreadHours(10) });
}
