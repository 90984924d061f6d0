/**
 * One request for each thing that can be done with a resource, all at once: what users do while something is wrong.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { type Instance, operationOf, type Stage } from "../scenario.ts";
import { markedBody, markedChange } from "./marked-bodies.ts";
import { type Made, pathOf } from "./things.ts";

/** What its exchanges have in their note. */
export interface OperationNote {
  resource: string;
  does: "create" | "read" | "update" | "delete" | "list";
}

export interface EveryOperation {
  label: string;
  /** Read and changed. */
  kept: Made;
  /** Deleted. */
  given: Made;
  limitMs: number;
}

export function useEveryOperation(
  { surface, random }: Pick<Stage, "surface" | "random">,
  instance: Instance,
  resource: Resource,
  { label, kept, given, limitMs }: EveryOperation,
): Promise<Exchange[]> {
  const use = (id: string, does: OperationNote["does"], options: object) => {
    const note = { resource: resource.name, does };
    return instance.http.call(operationOf(surface, id), { label, note, limitMs, ...options });
  };
  const { create, read, update, remove, list } = resource;
  const keptPath = { path: pathOf(resource, kept.id) };
  const requests: Promise<Exchange>[] = [];
  if (list) requests.push(use(list, "list", {}));
  if (read) requests.push(use(read, "read", keptPath));
  if (create) requests.push(use(create, "create", { body: markedBody(operationOf(surface, create), random) }));
  if (update) {
    requests.push(use(update, "update", { ...keptPath, body: markedChange(operationOf(surface, update), random) }));
  }
  if (remove) requests.push(use(remove, "delete", { path: pathOf(resource, given.id) }));
  return Promise.all(requests);
}
