/**
 * How somebody becomes somebody in an API: signing up, logging in, being let in to what belongs to others; and what belongs to whom.
 */
import type { Hints } from "../contract/project.ts";
import type { ApiKey, Identity, JsonSchema, Operation, Resource, Sharing, Surface } from "../contract/surface.ts";
import type { Openapi } from "./read-openapi.ts";
import { hasType, membersOf, successOf } from "./schema-members.ts";

/**
 * Undefined where no way to sign up is seen, or more than one. With a cookie a log-in need not answer anything, so it is told
 * by its name.
 */
export function deriveIdentity(
  operations: readonly Operation[],
  hint: Hints["identity"] = {},
  sessionCookie?: string,
): Identity | undefined {
  const cookie = hint.cookie ?? (hint.carrier === "bearer" ? undefined : sessionCookie);
  const carrier = hint.carrier ?? (cookie === undefined ? "bearer" : "cookie");
  const isLogIn = (operation: Operation) =>
    tokenOf(operation) !== undefined || (carrier === "cookie" && isNamed(operation, logInNames));
  const open = operations.filter((given) => given.method === "POST" && !given.secured && passwordOf(given));
  const only = (found: Operation[]) => (found.length === 1 ? found[0] : undefined);
  const named = (id: string | undefined) => operations.find((operation) => operation.id === id);
  const logIn = named(hint.logIn) ?? only(open.filter(isLogIn));
  const register = named(hint.register) ?? only(open.filter((operation) => operation !== logIn && !isLogIn(operation)));
  const login = hint.members?.login ?? loginOf(logIn);
  const password = hint.members?.password ?? passwordOf(logIn);
  if (!logIn || !register || login === undefined || password === undefined) return undefined;
  const plain = operations.filter(({ secured, path }) => secured && !path.includes("{"));
  const logOut = hint.logOut ?? only(plain.filter((operation) => endsSession(operation, logIn)))?.id;
  const me = hint.me ?? only(plain.filter((operation) => saysWho(operation, login)))?.id;
  const answered = Object.keys(membersOf(successOf(register) ?? {}));
  return {
    register: register.id,
    logIn: logIn.id,
    ...(logOut === undefined ? {} : { logOut }),
    ...(me === undefined ? {} : { me }),
    members: { login, password },
    idMember:
      hint.idMember ?? ["id", "_id", "uuid", "userId", "user_id"].find((name) => answered.includes(name)) ?? "id",
    tokenMember: hint.tokenMember ?? tokenOf(logIn) ?? "token",
    carrier,
    ...(cookie === undefined ? {} : { cookie }),
  };
}

/** Undefined where the hints name none, and where it cannot be told which header carries it. */
export function deriveApiKey(
  { credentialPlaces = [] }: Pick<Openapi, "credentialPlaces">,
  hint: NonNullable<Hints["identity"]>["apiKey"],
): ApiKey | undefined {
  if (!hint) return undefined;
  const headers = credentialPlaces.filter(
    ({ in: where, scheme }) => where === "header" && (scheme === undefined || scheme === "Bearer"),
  );
  const known =
    hint.header === undefined
      ? headers.length === 1 && headers[0]
      : headers.find(({ name }) => name.toLowerCase() === hint.header?.toLowerCase());
  const header = hint.header ?? (known ? known.name : undefined);
  if (header === undefined) return undefined;
  // RFC 9110 §11.6.2: in this header a scheme stands before the credentials.
  const usual = /^authorization$/i.test(header) ? "Bearer" : undefined;
  const scheme = hint.scheme ?? (known ? known.scheme : usual);
  return { environment: hint.environment, header, ...(scheme ? { scheme } : {}) };
}

/** By the roles of sharing, or the one role there is where nothing is shared: that of whoever made the thing. */
export function deriveAccess(
  operations: readonly Operation[],
  resources: readonly Resource[],
  { access = {}, owned = [], sharing }: Pick<Hints, "access" | "owned" | "sharing">,
): Surface["access"] {
  const allowed = [sharing?.ownerRole ?? "owner"];
  const below = (name: string | undefined, seen: string[] = []): boolean =>
    name !== undefined &&
    !seen.includes(name) &&
    (owned.includes(name) ||
      (resources.find((resource) => resource.name === name)?.parents ?? []).some((parent) =>
        below(parent.resource, [...seen, name]),
      ));
  const own = resources
    .filter(({ name }) => below(name))
    .flatMap(({ collection, item, create, read, update, replace, remove, list }) => {
      const ids = [create, read, update, replace, remove, list];
      // Without an id in its path it is for everybody: to make something of one's own, or to list that.
      return operations.filter(
        ({ id, path }) =>
          path.includes("{") &&
          (ids.includes(id) || path === collection || (item && `${path}/`.startsWith(`${item}/`))),
      );
    });
  const told = { ...Object.fromEntries(own.map(({ id }) => [id, allowed])), ...access };
  return Object.keys(told).length === 0
    ? undefined
    : Object.fromEntries(Object.entries(told).map(([id, roles]) => [id, { allowed: roles }]));
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

const logInNames = /^((log|sign)-?_?in|sessions?|authenticate)$/i;

/** By its id, or by the last word of its path. */
function isNamed({ id, path }: Operation, names: RegExp): boolean {
  return names.test(id) || names.test(path.replace(/^.*\//, ""));
}

function endsSession(operation: Operation, logIn: Operation): boolean {
  if (operation.method === "DELETE") return `${operation.path}/`.startsWith(`${logIn.path}/`);
  return operation.method === "POST" && isNamed(operation, /^(log|sign)-?_?out$/i);
}

function saysWho(operation: Operation, login: string): boolean {
  const names = /^(me|who-?_?am-?_?i|self|account|profile)$/i;
  return operation.method === "GET" && isNamed(operation, names) && login in membersOf(successOf(operation) ?? {});
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
