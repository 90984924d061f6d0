/**
 * Hostile requests to the operations by which people sign up, log in and let others in to their things.
 *
 * A program that keeps passwords as it should takes 50 to 300 ms of a core for each sign-up and log-in that is not
 * refused at sight, so of what a program may honestly accept only the most telling is sent. And each request has a log-in name
 * of its own: one that is taken, or that has failed too often, would be refused for that.
 */
import type { Random } from "../../base/random.ts";
import { isValid } from "../../catalog/compile-schema.ts";
import type { Operation, Sharing, Surface } from "../../contract/surface.ts";
import { type Instance, operationOf, type Stage } from "../scenario.ts";
import { type HostileCase, hostileCases } from "../surface/hostile-cases.ts";
import { inPlace } from "./in-place.ts";
import { newcomerOf, register } from "./people.ts";
import { makeable, makeThing, pathOf } from "./things.ts";

/** The most telling first: a database does not take a NUL in a text, a hash may not take half a character. */
const telling = ["nul", "lone-surrogate", "twice", "proto", "deep-unknown", "byte-order-mark", "not-gzip", "empty"];
/** Some of them are refused by good programs as well; those that are not cost a hash each. */
const mostAccepted = 5;

export function casesOfSignUp(surface: Surface, random: Random): HostileCase[] {
  if (!surface.identity) return [];
  const { register: registerId, logIn, members } = surface.identity;
  return [registerId, logIn].flatMap((id) => {
    const operation = operationOf(surface, id);
    const newcomer = newcomerOf(surface, random, "Eve");
    const { login, password } = newcomer;
    const body = id === registerId ? newcomer.body : { [members.login]: login, [members.password]: password };
    const depth = id === registerId ? "thorough" : "brief";
    const cases = fewAccepted(hostileCases(operation, { random, depth, body }));
    return cases.map((given, i) => withLogin(given, login, `${i}.${login}`));
  });
}

/** Makes a thing to share and somebody to share it with. */
export async function casesOfSharing(stage: Stage, instance: Instance): Promise<HostileCase[]> {
  const { surface, random } = stage;
  const { sharing, identity } = surface;
  const wanted = makeable(surface).find(({ name }) => name === sharing?.resource);
  if (!sharing || !identity || !wanted) return [];
  const place = await inPlace(stage, instance, wanted);
  const shared = await makeThing(place.stage, instance, place.resource, "shared", { label: "create before" });
  const person = await register(instance.http, surface, random, "Fay");
  const path = { ...place.path, ...pathOf(wanted, shared.id), [sharing.personParameter]: person.id ?? "1" };
  const [grant, revoke] = [operationOf(surface, sharing.grant), operationOf(surface, sharing.revoke)];
  const ofPerson = `path.${sharing.personParameter}`;
  const granting = hostileCases(grant, { random, path, depth: "brief" });
  return [
    ...granting,
    ...grantsOfTheOwnersRole(granting, grant, sharing),
    // That somebody has no role is what was asked for: "nothing to take away" may honestly be said as 204.
    ...hostileCases(revoke, { random, path, depth: "brief" }).map(
      (given): HostileCase => (given.place === ofPerson ? { ...given, expect: "accept-or-refuse" } : given),
    ),
  ];
}

/** The one word beyond those allowed that a program does know: whoever tests for "a role" instead of "a role to give" takes it. */
function grantsOfTheOwnersRole(
  cases: HostileCase[],
  { body }: Operation,
  { roleMember, ownerRole }: Sharing,
): HostileCase[] {
  const unknown = cases.find(({ id }) => id.endsWith(`body.${roleMember}/not-listed`));
  const sent = typeof unknown?.request.body === "string" ? JSON.parse(unknown.request.body) : undefined;
  const taken = { ...sent, [roleMember]: ownerRole };
  if (!unknown || !sent || !body || isValid(body.schema, taken)) return [];
  return [
    {
      ...unknown,
      id: unknown.id.replace(/not-listed$/, "owner"),
      what: `the role "${ownerRole}", which cannot be given`,
      request: { ...unknown.request, body: JSON.stringify(taken) },
    },
  ];
}

function fewAccepted(cases: HostileCase[]): HostileCase[] {
  const rank = ({ id }: HostileCase) => (telling.indexOf(id.split("/").at(-1) ?? "") + telling.length) % telling.length;
  const perhaps = cases.filter(({ expect }) => expect !== "refuse").sort((a, b) => rank(a) - rank(b));
  const sent = new Set(perhaps.slice(0, mostAccepted));
  return cases.filter((given) => given.expect === "refuse" || sent.has(given));
}

/** Byte for byte, because some of these bodies are no text. */
function withLogin(given: HostileCase, login: string, own: string): HostileCase {
  const { body } = given.request;
  if (body === undefined) return given;
  const replaced =
    typeof body === "string"
      ? body.replaceAll(login, own)
      : Buffer.from(Buffer.from(body).toString("latin1").replaceAll(login, own), "latin1");
  return { ...given, request: { ...given.request, body: replaced } };
}
