/**
 * `/healthz`: the process answers. `/readyz`: and its database does too.
 */
import * as z from "zod";
import type { App, Context } from "../ground/app.ts";
import { HttpProblem } from "../ground/problems.ts";

export function healthRoutes(app: App, { pool }: Context): void {
  const answer = z.object({ status: z.literal("ok") });
  const open = { config: { open: true } };
  app.get("/healthz", { ...open, schema: { security: [], response: { 200: answer } } }, () => ({
    status: "ok" as const,
  }));
  app.get("/readyz", { ...open, schema: { security: [], response: { 200: answer } } }, async () => {
    try {
      await pool.query("select 1");
    } catch {
      throw new HttpProblem(503, "The database cannot be reached");
    }
    return { status: "ok" as const };
  });
}
