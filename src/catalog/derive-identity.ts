/**
 * How somebody becomes somebody in an API: signing up, logging in, being let in to what belongs to others.
 */
import type { Hints } from "../contract/project.ts";
import type { Identity, JsonSchema, Operation, Resource, Sharing } from "../contract/surface.ts";
import { hasType, membersOf, successOf } from "./schema-members.ts";

/** Undefined where no way to sign up is seen, or more than one. */
export function deriveIdentity(operations: readonly Operation[], hint: Hints["identity"] = {}): Identity | undefined {
  const open = operations.filter((given) => given.method === "POST" && !given.secured && passwordOf(given));
  const only = (found: Operation[]) => (found.length === 1 ? found[0] : undefined);
  const named = (id: string | undefined) => operations.find((operation) => operation.id === id);
  const logIn = named(hint.logIn) ?? only(open.filter((operation) => tokenOf(operation) !== undefined));
  const register =
    named(hint.register) ?? only(open.filter((operation) => operation !== logIn && tokenOf(operation) === undefined));
  const login = hint.members?.login ?? loginOf(logIn);
  const password = hint.members?.password ?? passwordOf(logIn);
  if (!logIn || !register || login === undefined || password === undefined) return undefined;
  const carrier = hint.carrier ?? (hint.cookie === undefined ? "bearer" : "cookie");
  const answered = Object.keys(membersOf(successOf(register) ?? {}));
  return {
    register: register.id,
    logIn: logIn.id,
    ...(hint.logOut === undefined ? {} : { logOut: hint.logOut }),
    ...(hint.me === undefined ? {} : { me: hint.me }),
    members: { login, password },
    idMember:
      hint.idMember ?? ["id", "_id", "uuid", "userId", "user_id"].find((name) => answered.includes(name)) ?? "id",
    tokenMember: hint.tokenMember ?? tokenOf(logIn) ?? "token",
    carrier,
    ...(hint.cookie === undefined ? {} : { cookie: hint.cookie }),
  };
}

export function deriveSharing(
  operations: readonly Operation[],
  resources: readonly Resource[],
  hint: NonNullable<Hints["sharing"]>,
): Sharing {
  const grant = operations.find(({ id }) => id === hint.grant);
  const own = resources.find(({ name }) => name === hint.resource)?.idParameter;
  const person = grant?.parameters.find(({ in: where, name }) => where === "path" && name !== own)?.name;
  const [member, schema] =
    Object.entries(bodyMembersOf(grant)).find(([, { enum: roles }]) => Array.isArray(roles)) ?? [];
  const roles = (schema?.enum ?? []) as unknown[];
  return {
    ...hint,
    personParameter: hint.personParameter ?? person ?? "userId",
    roleMember: hint.roleMember ?? member ?? "role",
    roles: hint.roles ?? roles.filter((role) => typeof role === "string"),
    ownerRole: hint.ownerRole ?? "owner",
  };
}

function passwordOf(operation: Operation | undefined): string | undefined {
  return Object.keys(bodyMembersOf(operation)).find((name) => /^(password|passwd|passphrase)$/i.test(name));
}

function loginOf(operation: Operation | undefined): string | undefined {
  const members = Object.entries(bodyMembersOf(operation));
  const found = members.find(([name, { format }]) => format === "email" || /^(e-?mail|user_?name|login)$/i.test(name));
  return found?.[0];
}

function tokenOf(operation: Operation): string | undefined {
  const members = Object.entries(membersOf(successOf(operation) ?? {}));
  return members.find(([name, schema]) => /^(access_?)?token$|^jwt$/i.test(name) && hasType(schema, "string"))?.[0];
}

function bodyMembersOf(operation: Operation | undefined): Record<string, JsonSchema> {
  return membersOf(operation?.body?.schema ?? {});
}
