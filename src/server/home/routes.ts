/**
 * `GET /api/home`: everything that is shown around every page, in one answer.
 */

import { version } from "../../base/version.ts";
import { marketOf } from "../../catalog/find-market.ts";
import { projectTitles } from "../../catalog/read-project.ts";
import { homeSchema } from "../../contract/api/home.ts";
import { readDocument } from "../documents/sql.ts";
import type { App, ServerOptions } from "../ground/app.ts";

export function homeRoutes(app: App, { pool, account, catalog, today, hints, judge, keptIn }: ServerOptions): void {
  // None of these changes while the server runs.
  const markets = [...catalog.pay].map(([id, { title, currency, locale }]) => ({ id, title, currency, locale }));
  const occupations = [...catalog.occupations.values()].map(({ id, title }) => ({ id, title }));
  const projects = projectTitles();
  projects.catch(() => {});
  app.get("/api/home", { schema: { response: { 200: homeSchema } } }, async () => {
    const person = (await readDocument(pool, account, "person"))?.body ?? null;
    return {
      version,
      today: today(),
      locale: marketOf(person?.market ?? "uk", catalog.pay).locale,
      person,
      markets,
      occupations,
      projects: await projects,
      canRun: judge !== undefined,
      hints: hints?.() ?? [],
      keptIn: keptIn ?? null,
    };
  });
}
