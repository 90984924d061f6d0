/**
 * One request for each operation that asks for credentials, none forgotten: with ids of things that are really there and a
 * body that is valid, so that nothing but the credentials is in question.
 */
import type { Operation, Surface } from "../../contract/surface.ts";
import type { CallOptions, Http, Instance, Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";
import { inPlace } from "./in-place.ts";
import { makeable, makeThing, pathOf } from "./things.ts";

export interface SecuredRequest {
  operation: Operation;
  options: Pick<CallOptions, "path" | "body">;
}

/**
 * Makes the things as whoever speaks at this instance. What reads comes first, what deletes comes after what it would delete
 * is used, and logging out is the last: so a program that lets one through still has what the others are about.
 */
export async function securedRequests(
  stage: Stage,
  instance: Instance,
  person: string | undefined,
): Promise<SecuredRequest[]> {
  const { surface, random } = stage;
  const path: Record<string, string> = {};
  for (const wanted of makeable(surface)) {
    const place = await inPlace(stage, instance, wanted);
    const made = await makeThing(place.stage, instance, place.resource, "guarded", { label: "make before" });
    Object.assign(path, place.path, pathOf(wanted, made.id));
  }
  if (surface.sharing && person !== undefined) path[surface.sharing.personParameter] = person;
  return surface.operations
    .filter(({ secured }) => secured)
    .sort((a, b) => rank(surface, a) - rank(surface, b))
    .map((operation) => {
      const own = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      const filled = Object.fromEntries(own.map((name) => [name, path[name] ?? "1"]));
      return {
        operation,
        options: { path: filled, ...(operation.body ? { body: validBody(operation, random) } : {}) },
      };
    });
}

/** The secured operation that does least: it says who asks, or reads a list. */
export function plainRead(surface: Surface): Operation | undefined {
  const harmless = surface.operations.filter(
    ({ secured, method, path }) => secured && method === "GET" && !path.includes("{"),
  );
  return harmless.find(({ id }) => id === surface.identity?.me) ?? harmless[0];
}

/** The same copy of the program, spoken to with these headers wherever a request has no credentials of its own. */
export function spokenToAs(instance: Instance, as: Record<string, string>): Instance {
  const { http } = instance;
  const own: Http = {
    send: (request) => http.send(request.operation ? { ...request, headers: { ...as, ...request.headers } } : request),
    call: (operation, options) =>
      http.call(operation, operation.secured ? { ...options, headers: { ...as, ...options.headers } } : options),
    credentials: async () => as,
  };
  return new Proxy(instance, {
    get(target, name) {
      if (name === "http") return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function rank({ identity }: Surface, { id, method, path }: Operation): number {
  if (id === identity?.logOut) return 100;
  if (method === "GET") return 0;
  // A thing below others goes before them.
  return method === "DELETE" ? 50 - path.split("/").length : 1;
}
