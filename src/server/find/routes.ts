/**
 * `GET /api/find`: names to look among. Nothing of the person is in it.
 */
import { readProjects } from "../../catalog/read-project.ts";
import { type FindList, findListSchema } from "../../contract/api/find.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { App, Context } from "../ground/app.ts";

export function findRoutes(app: App, { catalog }: Pick<Context, "catalog">): void {
  const skills = [...catalog.skills.values()].map(({ id, title }) => ({ id, title }));
  app.get("/api/find", { schema: { response: { 200: findListSchema } } }, async () => ({
    skills,
    checks: await listChecks(),
  }));
}

let listed: Promise<FindList["checks"]> | undefined;

/** A part of the installation: read once, and again only where that failed. */
function listChecks(): Promise<FindList["checks"]> {
  listed ??= readChecks().catch((error: unknown) => {
    listed = undefined;
    throw error;
  });
  return listed;
}

async function readChecks(): Promise<FindList["checks"]> {
  const [checks, projects] = await Promise.all([loadChecks(), readProjects()]);
  const first = new Map<string, string>();
  for (const { id, steps } of projects)
    for (const check of steps.flatMap((step) => step.checks)) if (!first.has(check)) first.set(check, id);
  return [...first].flatMap(([id, project]) => {
    const title = checks.get(id)?.title.passed;
    return title === undefined ? [] : [{ id, title, project }];
  });
}
