/**
 * The contracts that tests of the surface work from.
 */
import { readProject } from "../../src/catalog/read-project.ts";

export async function contracts() {
  return { crud: (await readProject("crud")).surface, taskTracker: (await readProject("task-tracker")).surface };
}
