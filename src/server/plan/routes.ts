/**
 * `/api/plan`: the plan page, with the kept hours or with others; and what can be taken away of it, with nothing private.
 */
import * as z from "zod";
import { planPageSchema, planQuerySchema } from "../../contract/api/plan.ts";
import { shareable } from "../../contract/plan.ts";
import { nextDayWithHours } from "../../plan/next-day.ts";
import { planMarkdown } from "../../plan/plan-markdown.ts";
import { planCalendar, planEntries } from "../../plan/write-ics.ts";
import type { App, Context } from "../ground/app.ts";
import { planOf } from "./plan-of.ts";
import { planPage } from "./plan-page.ts";

export function planRoutes(app: App, context: Context): void {
  app.get(
    "/api/plan",
    { schema: { querystring: planQuerySchema, response: { 200: planPageSchema } } },
    async ({ query }) => planPage(await planOf(context), query.hoursAWeek),
  );
  app.get("/api/plan/calendar", { schema: { response: { 200: textOf("text/calendar") } } }, async (_, reply) => {
    const { plan, person, locale } = await planOf(context);
    const handedOn = shareable(plan);
    const entries = planEntries(handedOn, { nextDay: nextDayWithHours(person, plan.today), locale });
    return reply.type("text/calendar; charset=utf-8").send(planCalendar(handedOn, entries));
  });
  app.get("/api/plan/markdown", { schema: { response: { 200: textOf("text/markdown") } } }, async (_, reply) => {
    const { plan, catalog } = await planOf(context);
    return reply.type("text/markdown; charset=utf-8").send(planMarkdown(shareable(plan), catalog));
  });
}

const textOf = (type: string) => ({ description: "A file", content: { [type]: { schema: z.string() } } });
