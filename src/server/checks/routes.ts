/**
 * A check, explained: why it matters, what fails, references, and its hints from a nudge to a worked example.
 */
import * as z from "zod";
import { prose } from "../../base/prose.ts";
import { checkPageSchema } from "../../contract/api/project.ts";
import { rungsOf } from "../../evidence/report/hints.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { App, ServerOptions } from "../ground/app.ts";
import { notFound } from "../ground/problems.ts";

const path = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,100}$/) });
/** Enough to see what it is about; all of them are in docs/checks.md. */
const faultsShown = 8;

export function checkRoutes(app: App, { catalog }: Pick<ServerOptions, "catalog">): void {
  app.get(
    "/api/checks/:id",
    { schema: { params: path, response: { 200: checkPageSchema } } },
    async ({ params: { id } }) => {
      const check = (await loadChecks()).get(id);
      if (!check) throw notFound("check");
      return {
        check: id,
        title: check.title,
        severity: check.severity,
        skills: check.skills.map((skill) => ({ id: skill, title: catalog.skills.get(skill)?.title ?? skill })),
        why: prose(check.why),
        fails: check.breaks.slice(0, faultsShown).map(({ fault }) => fault),
        references: check.references.map(({ name, url }) => ({ name, url })),
        rungs: rungsOf(check),
      };
    },
  );
}
