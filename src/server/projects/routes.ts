/**
 * Projects: what there is to build, how far each is, and the one check to work on next.
 */
import * as z from "zod";
import { type Project, readProjects } from "../../catalog/read-project.ts";
import { readYamlFile } from "../../catalog/yaml-file.ts";
import { type ProjectPage, projectListSchema, projectPageSchema } from "../../contract/api/project.ts";
import type { Check } from "../../judge/check.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { App, ServerOptions } from "../ground/app.ts";
import { notFound } from "../ground/problems.ts";
import { listRuns, readFolders } from "../runs/sql.ts";
import { type LatestVerdicts, readLatestVerdicts } from "./sql.ts";

const path = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,100}$/) });
/** Shown beside; all of them are in /api/runs. */
const runsShown = 8;

export function projectRoutes(app: App, { pool, account, judge }: ServerOptions): void {
  const canRun = judge !== undefined;
  app.get("/api/projects", { schema: { response: { 200: projectListSchema } } }, async () => {
    const [projects, latest, runs] = await Promise.all([
      readOnce(),
      readLatestVerdicts(pool, account),
      listRuns(pool, account, { limit: 50 }),
    ]);
    const items = projects.map(({ project: { id, title, summary, steps } }) => {
      const checks = steps.flatMap((step) => step.checks);
      const number = (verdict: "passed" | "failed") =>
        checks.filter((check) => latest.get(id)?.get(check)?.verdict === verdict).length;
      return {
        ...{ id, title, summary },
        steps: steps.length,
        checks: checks.length,
        passed: number("passed"),
        failed: number("failed"),
        lastRun: runs.items.find((run) => run.project === id) ?? null,
      };
    });
    return { items, runs: runs.items.slice(0, runsShown), canRun };
  });

  app.get(
    "/api/projects/:id",
    { schema: { params: path, response: { 200: projectPageSchema } } },
    async ({ params: { id } }) => {
      const found = (await readOnce()).find(({ project }) => project.id === id);
      if (!found) throw notFound("project");
      const [checks, latest, runs, folders] = await Promise.all([
        loadChecks(),
        readLatestVerdicts(pool, account, id),
        listRuns(pool, account, { limit: runsShown, project: id }),
        readFolders(pool, account, id),
      ]);
      const { title, summary, brief } = found.project;
      const steps = stepsOf(found.project, checks, latest.get(id) ?? new Map());
      return {
        ...{ id, title, summary, brief, contract: found.contract, steps },
        next: nextOf(steps, checks),
        folders,
        runs: runs.items,
        canRun,
      };
    },
  );
}

interface ProjectFiles {
  project: Project;
  contract: Record<string, unknown>;
}

let read: Promise<ProjectFiles[]> | undefined;

/** They are part of the installation: read once, and again only where that failed. */
function readOnce(): Promise<ProjectFiles[]> {
  read ??= readFiles().catch((error: unknown) => {
    read = undefined;
    throw error;
  });
  return read;
}

async function readFiles(): Promise<ProjectFiles[]> {
  const projects = await readProjects();
  return Promise.all(
    projects.map(async (project) => {
      const file = await readYamlFile(`${project.folder}/openapi.yaml`);
      const value = Array.isArray(file) ? {} : file.value;
      return { project, contract: value as Record<string, unknown> };
    }),
  );
}

function stepsOf(
  { steps }: Project,
  checks: ReadonlyMap<string, Check>,
  latest: ReadonlyMap<string, LatestVerdicts>,
): ProjectPage["steps"] {
  return steps.map((step) => ({
    title: step.title,
    do: step.do,
    checks: step.checks.map((id) => {
      const check = checks.get(id);
      return {
        check: id,
        title: check?.title.passed ?? id,
        failedTitle: check?.title.failed ?? id,
        severity: check?.severity ?? "minor",
        latest: latest.get(id) ?? null,
      };
    }),
  }));
}

/** In the order of work, the first that does not hold. */
function nextOf(steps: ProjectPage["steps"], checks: ReadonlyMap<string, Check>): ProjectPage["next"] {
  for (const step of steps) {
    const open = step.checks.find(({ latest }) => latest?.verdict !== "passed");
    if (!open) continue;
    const isFailed = open.latest !== null;
    return {
      check: open.check,
      title: isFailed ? open.failedTitle : open.title,
      step: step.title,
      state: isFailed ? "failed" : "not judged",
      why: checks.get(open.check)?.why ?? step.do,
    };
  }
  return null;
}
