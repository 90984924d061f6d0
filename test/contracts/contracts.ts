/**
 * The contracts that tests of the surface work from.
 */
import { join } from "node:path";
import { deriveSurface } from "../../src/catalog/derive-surface.ts";
import { readOpenapi } from "../../src/catalog/read-openapi.ts";
import { readProject } from "../../src/catalog/read-project.ts";

export async function contracts() {
  const file = join(import.meta.dirname, "task-tracker.openapi.yaml");
  return { crud: (await readProject("crud")).surface, taskTracker: deriveSurface(await readOpenapi(file)) };
}
