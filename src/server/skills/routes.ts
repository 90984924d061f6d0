/**
 * Skills: the map of all of them, and one. A person's own word on one is a member of `/api/person`.
 */
import * as z from "zod";
import { skillMapSchema, skillPageSchema } from "../../contract/api/skill.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { App, Context } from "../ground/app.ts";
import { notFound } from "../ground/problems.ts";
import { planOf } from "../plan/plan-of.ts";
import { skillMap } from "./skill-map.ts";
import { skillPage } from "./skill-page.ts";

export function skillRoutes(app: App, context: Context): void {
  app.get("/api/skills", { schema: { response: { 200: skillMapSchema } } }, async () =>
    skillMap(await planOf(context)),
  );
  app.get(
    "/api/skills/:id",
    {
      schema: {
        params: z.strictObject({ id: z.string().min(1).max(100) }),
        response: { 200: skillPageSchema },
      },
    },
    async ({ params }) => {
      const skill = context.catalog.skills.get(params.id);
      if (!skill) throw notFound("skill");
      const [plan, checks] = await Promise.all([planOf(context), loadChecks()]);
      return skillPage(skill, plan, checks);
    },
  );
}
