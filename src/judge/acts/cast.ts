/**
 * The people of the scenarios about who may do what: one who owns, one for each role that can be given, one who had a role
 * and lost it, and one who never had any.
 *
 * They sign up once for each copy of the program, because that is what costs most, and all of their scenarios share them.
 */
import type { Surface } from "../../contract/surface.ts";
import type { Http, Instance, Stage } from "../scenario.ts";
import { type Person, signUp } from "./people.ts";

export interface Cast {
  owner: Person;
  /** In the order of the roles in the surface. Empty where nothing can be shared. */
  members: { role: string; person: Person }[];
  /** Somebody for roles that are taken away again; undefined where nothing can be shared. */
  passing: Person | undefined;
  stranger: Person;
}

const memberNames = ["Edda", "Vic", "Uma", "Theo", "Nils"];

const casts = new WeakMap<Instance, Promise<Cast>>();

/** Signs them up when they are first needed. */
export function castOf(stage: Pick<Stage, "surface" | "random">, instance: Instance): Promise<Cast> {
  const known = casts.get(instance);
  if (known) return known;
  const gathering = gather(stage, instance);
  casts.set(instance, gathering);
  // The next scenario may have more luck with a program that was too busy.
  gathering.catch(() => casts.delete(instance));
  return gathering;
}

/** The same copy of the program, asked by this person wherever a request does not say who asks. */
export function speakingAs(instance: Instance, { as }: Pick<Person, "as">): Instance {
  const { http } = instance;
  const dressed = <T extends { headers?: Record<string, string> }>(request: T): T => ({
    ...request,
    headers: { ...as, ...request.headers },
  });
  const own: Http = {
    send: (request) => http.send(dressed(request)),
    call: (operation, options) => http.call(operation, dressed(options)),
    credentials: async () => as,
  };
  // Much of what a copy offers is only known when it is asked for.
  return Object.create(instance, { http: { value: own, enumerable: true } });
}

/** Says why there is nobody whose things others could reach for. */
export function withoutOwners(surface: Surface): string | undefined {
  if (!surface.identity) return "nobody can sign up";
  return Object.keys(surface.access ?? {}).length > 0 ? undefined : "nothing belongs to anybody";
}

async function gather({ surface, random }: Pick<Stage, "surface" | "random">, { http }: Instance): Promise<Cast> {
  const own = random.fork("cast");
  const roles = surface.sharing?.roles ?? [];
  const names = ["Ali", "Sam", ...(roles.length > 0 ? ["Rem"] : []), ...roles.map((_, i) => nameOf(i))];
  const people = new Map<string, Person>();
  // All at once: hashing keeps every core busy, and what is under way has to be over before we give up.
  const signedUp = await Promise.allSettled(
    names.map(async (name) => people.set(name, await signUp(http, surface, own.fork(name), name))),
  );
  const failed = signedUp.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return {
    owner: people.get("Ali") as Person,
    members: roles.map((role, i) => ({ role, person: people.get(nameOf(i)) as Person })),
    passing: people.get("Rem"),
    stranger: people.get("Sam") as Person,
  };
}

function nameOf(place: number): string {
  return memberNames[place] ?? `Member ${place + 1}`;
}
