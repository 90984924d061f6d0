/**
 * `GET /api/today`: everything that the first page shows, in one answer.
 */
import { todayQuerySchema, todaySchema } from "../../contract/api/today.ts";
import { loadChecks } from "../../judge/registries.ts";
import { readProofReport } from "../evidence/read-proofs.ts";
import type { App, ServerOptions } from "../ground/app.ts";
import { countDrafts } from "../log-entries/sql.ts";
import { planOf } from "../plan/plan-of.ts";
import { todayView } from "./today-view.ts";

export function todayRoutes(app: App, options: ServerOptions): void {
  const { pool, account, catalog, hints } = options;
  app.get(
    "/api/today",
    { schema: { querystring: todayQuerySchema, response: { 200: todaySchema } } },
    async ({ query }) => {
      const [plan, drafts, { proofs }, checks] = await Promise.all([
        planOf(options),
        countDrafts(pool, account),
        readProofReport(pool, account, { catalog, titles: {} }),
        loadChecks(),
      ]);
      return todayView({ plan, drafts, proofs, checks, hints: hints?.() ?? [], minutes: query.minutes });
    },
  );
}
