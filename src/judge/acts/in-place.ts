/**
 * A place for things that lie below others: the tasks of a project need that project first.
 *
 * Scenarios are written as if all things stood alone. In its place a resource does: what its paths name of its parents is
 * filled in, once, and so "a list" is the list of one parent.
 */
import type { Operation, Resource, Surface } from "../../contract/surface.ts";
import { encodeSegment } from "../probe/http/request-of-operation.ts";
import type { Instance, Stage } from "../scenario.ts";
import { makeThing, pathOf } from "./things.ts";

export interface Place {
  /** Its surface has the parents' ids in the paths of this resource's operations. */
  stage: Stage;
  /** As it is in that surface, without parents. */
  resource: Resource;
  /** The parents' ids, by path parameter: for the operations of the whole surface. */
  path: Record<string, string>;
}

/** Makes the parents, each labelled "make parent". Without parents everything stays as it is. */
export async function inPlace(stage: Stage, instance: Instance, resource: Resource): Promise<Place> {
  let path: Record<string, string> = {};
  for (const { parameter, resource: name } of resource.parents ?? []) {
    const parent = stage.surface.resources.find((candidate) => candidate.name === name);
    if (!parent || parameter in path) continue;
    const above = await inPlace(stage, instance, parent);
    const made = await makeThing(above.stage, instance, above.resource, "parent", { label: "make parent" });
    path = { ...path, ...above.path, ...pathOf(parent, made.id), [parameter]: made.id };
  }
  if (Object.keys(path).length === 0) return { stage, resource, path };
  const surface = surfaceIn(stage.surface, resource, path);
  // What a stage gives besides its surface depends on no place, and some of it only exists when it is asked for.
  const here: Stage = Object.create(stage, { surface: { value: surface, enumerable: true } });
  return { stage: here, resource: surface.resources.find(({ name }) => name === resource.name) as Resource, path };
}

function surfaceIn(surface: Surface, resource: Resource, path: Record<string, string>): Surface {
  const { create, read, update, replace, remove, list } = resource;
  const ids = [create, read, update, replace, remove, list];
  // Others on the same paths as well: who looks for the methods of a path must find them all.
  const isOwn = ({ id, path: template }: Operation) =>
    ids.includes(id) || template === resource.collection || template === resource.item;
  const fill = (template: string) =>
    template.replace(/\{([^}]*)\}/g, (whole, name: string) => {
      const value = path[name];
      return value === undefined ? whole : encodeSegment(value);
    });
  const filled = (operation: Operation): Operation => ({
    ...operation,
    path: fill(operation.path),
    parameters: operation.parameters.filter(({ in: where, name }) => where !== "path" || !(name in path)),
  });
  const { parents: _, ...alone } = resource;
  const placed = {
    ...alone,
    collection: fill(resource.collection),
    ...(resource.item === undefined ? {} : { item: fill(resource.item) }),
  };
  return {
    ...surface,
    operations: surface.operations.map((operation) => (isOwn(operation) ? filled(operation) : operation)),
    resources: surface.resources.map((other) => (other === resource ? placed : other)),
  };
}
