/**
 * What an API offers, seen from the shape of its paths, and from hints where shapes do not tell.
 */
import type { Hints } from "../contract/project.ts";
import type { JsonSchema, Operation, PromiseId, Resource, Surface } from "../contract/surface.ts";
import { deriveAccess, deriveApiKey, deriveIdentity, deriveSharing } from "./derive-identity.ts";
import type { Openapi } from "./read-openapi.ts";
import { hasType, membersOf, successOf } from "./schema-members.ts";

/** What holds for every service that the judge starts: it could not be judged otherwise. */
const promisedByAll: readonly PromiseId[] = ["port-and-database-from-environment"];

/** Only used where the contract makes the promise that goes with it; the figures are those of our own contracts. */
const usualLimits = { connections: 20, outageAnswerMs: 10_000, stopMs: 10_000, databaseWaitMs: 30_000 };
const usualLimitsOfIdentity = { failedLoginsPerMinute: 10, tokenLifetimeHours: 24 };

export function deriveSurface(openapi: Openapi, hints: Hints = {}): Surface {
  const basePath = hints.basePath ?? openapi.basePath;
  const operations = openapi.operations
    .filter(({ id }) => !hints.exclude?.includes(id))
    .map((operation) => withIdempotency(operation, basePath + operation.path));
  const resources = resourcesOf(operations, hints, basePath);
  const apiKey = deriveApiKey(openapi, hints.identity?.apiKey);
  const identity = apiKey ? undefined : deriveIdentity(operations, hints.identity, openapi.sessionCookie);
  const access = deriveAccess(operations, resources, hints);
  const health = hints.health ?? healthOf(openapi.operations);
  return {
    title: openapi.title,
    version: openapi.version,
    ...(health === undefined ? {} : { health: basePath + health }),
    operations,
    resources,
    ...(identity ? { identity } : {}),
    ...(apiKey ? { apiKey } : {}),
    ...(openapi.credentialPlaces ? { credentialPlaces: openapi.credentialPlaces } : {}),
    ...(hints.sharing ? { sharing: deriveSharing(operations, resources, hints.sharing) } : {}),
    ...(access ? { access } : {}),
    promises: [...new Set([...promisedByAll, ...(hints.promises ?? [])])],
    limits: { ...usualLimits, ...(identity ? usualLimitsOfIdentity : {}), ...hints.limits },
  };
}

function withIdempotency(operation: Operation, path: string): Operation {
  const header = operation.parameters.find(
    ({ in: where, name }) => where === "header" && /^(x-)?idempotency-key$/i.test(name),
  );
  return { ...operation, path, ...(header ? { idempotencyHeader: header.name } : {}) };
}

/** Hints about things that the API does not have, in words that complete "`hints` …". */
export function hintMistakes(openapi: Openapi, hints: Hints): { path: PropertyKey[]; message: string }[] {
  const paths = new Set(openapi.operations.map(({ path }) => path));
  const mistakes: { path: PropertyKey[]; message: string }[] = [];
  if (hints.health !== undefined && !paths.has(hints.health)) {
    mistakes.push({ path: ["health"], message: `\`health: ${hints.health}\` is no path of the API` });
  }
  const names = new Set(deriveSurface(openapi, { ...hints, owned: [] }).resources.map(({ name }) => name));
  for (const [i, name] of (hints.owned ?? []).entries()) {
    if (names.has(name)) continue;
    const known = [...names].join(", ");
    mistakes.push({ path: ["owned", i], message: `\`${name}\` is no resource of the API; it has ${known || "none"}` });
  }
  const ids = new Set(openapi.operations.map(({ id }) => id));
  const noOperation = (path: PropertyKey[], id: string | undefined) => {
    if (id === undefined || ids.has(id)) return;
    mistakes.push({ path, message: `\`${id}\` is no operation of the API` });
  };
  for (const [i, id] of (hints.exclude ?? []).entries()) noOperation(["exclude", i], id);
  for (const [name, { collection, concurrency }] of Object.entries(hints.resources ?? {})) {
    for (const key of ["read", "update"] as const) {
      noOperation(["resources", name, "concurrency", key], concurrency?.[key]);
    }
    if (paths.has(collection)) continue;
    mistakes.push({
      path: ["resources", name, "collection"],
      message: `\`collection: ${collection}\` is no path of the API`,
    });
  }
  for (const key of ["register", "logIn", "logOut", "me"] as const)
    noOperation(["identity", key], hints.identity?.[key]);
  mistakes.push(...apiKeyMistakes(openapi, hints.identity));
  for (const key of ["grant", "revoke"] as const) noOperation(["sharing", key], hints.sharing?.[key]);
  for (const id of Object.keys(hints.access ?? {})) noOperation(["access", id], id);
  return mistakes;
}

function apiKeyMistakes(openapi: Openapi, { apiKey, ...others }: NonNullable<Hints["identity"]> = {}) {
  if (!apiKey) return [];
  const at = (path: string[], message: string) => ({ path: ["identity", ...path], message });
  const [other] = Object.keys(others);
  if (other !== undefined)
    return [at([other], `\`${other}\` has no place beside \`apiKey\`: with a key nobody logs in`)];
  if (!openapi.operations.some(({ secured }) => secured)) {
    return [at(["apiKey"], "`apiKey` opens nothing: no operation of the API says `security`")];
  }
  if (deriveApiKey(openapi, apiKey)) return [];
  const known = openapi.credentialPlaces?.filter((place) => place.in === "header").map(({ name }) => name) ?? [];
  const has = known.length === 0 ? "none that a key alone satisfies" : known.join(", ");
  return [at(["apiKey"], `\`apiKey\` needs \`header\`: of headers, the security schemes of the API have ${has}`)];
}

function healthOf(operations: readonly Operation[]): string | undefined {
  const usual = /^\/(healthz?|health-?check|livez?|liveness|readyz?|readiness|ping|status|up|_health|api\/healthz?)$/i;
  return operations.find(({ method, path }) => method === "GET" && usual.test(path))?.path;
}

function resourcesOf(operations: readonly Operation[], hints: Hints, basePath: string): Resource[] {
  const paths = [...new Set(operations.map(({ path }) => path))];
  const items = paths.filter((path) => parameterAtEnd(path) !== undefined);
  const hinted = new Map(
    Object.entries(hints.resources ?? {}).map(([name, hint]) => [basePath + hint.collection, { ...hint, name }]),
  );
  const collections = new Map<string, string | undefined>();
  for (const path of paths)
    if (parameterAtEnd(path) === undefined)
      collections.set(
        path,
        items.find((item) => parentOf(item) === path),
      );
  for (const item of items) {
    if (collections.has(parentOf(item))) continue;
    // "/tasks/{taskId}" may be the items of "/projects/{projectId}/tasks"; otherwise they have no collection of their own.
    const elsewhere = [...collections].filter(
      ([path, own]) => own === undefined && lastOf(path) === lastOf(parentOf(item)),
    );
    collections.set(elsewhere.length === 1 && elsewhere[0] ? elsewhere[0][0] : parentOf(item), item);
  }
  const resources = [...collections].flatMap(([collection, item]) => {
    const resource = resourceAt(collection, item, operations, hinted.get(collection));
    return resource ? [resource] : [];
  });
  return withParents(resources, operations);
}

type Hint = NonNullable<Hints["resources"]>[string] & { name: string };

function resourceAt(
  collection: string,
  item: string | undefined,
  operations: readonly Operation[],
  hint: Hint | undefined,
): Resource | undefined {
  const at = (path: string | undefined, method: Operation["method"]) =>
    operations.find((operation) => operation.path === path && operation.method === method);
  const create = at(collection, "POST");
  const list = at(collection, "GET");
  const listed = list && rowsOf(list);
  const roles = {
    create: create?.id,
    read: at(item, "GET")?.id,
    update: at(item, "PATCH")?.id,
    replace: at(item, "PUT")?.id,
    remove: at(item, "DELETE")?.id,
    list: listed || (list && item) ? list?.id : undefined,
  };
  const known = Object.fromEntries(Object.entries(roles).filter(([, id]) => id !== undefined)) as Partial<typeof roles>;
  // A POST alone may be anything: a log-in, a search, an order to do something.
  if (!hint && (Object.keys(known).length === 0 || (known.create && Object.keys(known).length === 1))) return undefined;
  const name = hint?.name ?? singular(lastOf(collection));
  const idParameter = item === undefined ? undefined : parameterAtEnd(item);
  const schemas = [successOf(at(item, "GET")), successOf(create), listed?.row].filter((schema) => schema !== undefined);
  const page = list && known.list ? pageOf(list, listed, hint) : undefined;
  const concurrency = hint?.concurrency ?? concurrencyOf(at(item, "GET"), at(item, "PATCH") ?? at(item, "PUT"));
  return {
    name,
    collection,
    ...(item === undefined ? {} : { item }),
    ...(idParameter === undefined ? {} : { idParameter }),
    idMember: hint?.idMember ?? idMemberOf(schemas, name, idParameter),
    ...known,
    ...(page ? { page } : {}),
    ...(concurrency ? { concurrency } : {}),
  };
}

function concurrencyOf(read: Operation | undefined, update: Operation | undefined): Resource["concurrency"] {
  const tagged = Object.values(read?.responses ?? {}).some(({ headers }) =>
    headers.some((name) => /^etag$/i.test(name)),
  );
  const heeded = update?.parameters.some(({ in: where, name }) => where === "header" && /^if-match$/i.test(name));
  return read && update && tagged && heeded ? { read: read.id, update: update.id } : undefined;
}

/** A list answers an array, or an object with one array of objects in it. */
function rowsOf(list: Operation): { member?: string; row: JsonSchema } | undefined {
  const schema = successOf(list);
  if (!schema) return undefined;
  if (hasType(schema, "array")) return { row: Object(schema.items) };
  const arrays = Object.entries(membersOf(schema)).filter(([, member]) => hasType(member, "array"));
  const named = arrays.find(([name]) => /^(items|data|results|rows|records|entries)$/i.test(name));
  const [member, rows] = named ?? (arrays.length === 1 && arrays[0] ? arrays[0] : []);
  return member === undefined ? undefined : { member, row: Object(Object(rows).items) };
}

/** By its usual names; all of them are needed, or there is nothing that could be followed. */
function pageOf(list: Operation, listed: ReturnType<typeof rowsOf>, hint: Hint | undefined): Resource["page"] {
  const query = list.parameters.filter((parameter) => parameter.in === "query");
  const named = (pattern: RegExp) => query.find(({ name }) => pattern.test(name))?.name;
  const members = Object.keys(membersOf(successOf(list) ?? {}));
  const limitParameter =
    hint?.page?.limitParameter ?? named(/^(limit|page_?size|per_?page|page_?limit|max_?results)$/i);
  const limit = query.find(({ name }) => name === limitParameter)?.schema ?? {};
  const maximumLimit = hint?.page?.maximumLimit ?? limit.maximum;
  const page = {
    items: hint?.page?.items ?? listed?.member,
    next:
      hint?.page?.next ??
      members.find((name) => /^(next|next_?cursor|next_?page_?token|next_?token|cursor|end_?cursor)$/i.test(name)),
    cursorParameter:
      hint?.page?.cursorParameter ??
      named(/^(cursor|after|page_?token|next_?token|starting_?after|continuation_?token)$/i),
    limitParameter,
    defaultLimit: hint?.page?.defaultLimit ?? limit.default ?? maximumLimit,
    maximumLimit,
    order: hint?.page?.order ?? "any",
  };
  return Object.values(page).every((value) => value !== undefined)
    ? (page as NonNullable<Resource["page"]>)
    : undefined;
}

function idMemberOf(schemas: readonly JsonSchema[], name: string, idParameter: string | undefined): string {
  const candidates = ["id", "_id", "uuid", idParameter, `${name}Id`, `${name}_id`];
  const found = candidates.find((candidate) => candidate && schemas.some((schema) => candidate in membersOf(schema)));
  return found ?? "id";
}

/** Parameters in the paths that are not the resource's own id, and whose they are. */
function withParents(resources: Resource[], operations: readonly Operation[]): Resource[] {
  return resources.map((resource) => {
    const names = [...`${resource.collection} ${resource.item ?? ""}`.matchAll(/\{([^}]*)\}/g)].map(
      ([, name]) => name ?? "",
    );
    const foreign = [...new Set(names)].filter((name) => name !== resource.idParameter);
    if (foreign.length === 0) return resource;
    const parents = foreign.map((parameter) => {
      const owner = resources.find((other) => other !== resource && other.idParameter === parameter && other.create);
      const before = resources.find((other) => resource.collection.startsWith(`${other.collection}/{${parameter}}`));
      const parent = before ?? owner;
      const answered = operations.find(({ id }) => id === (resource.read ?? resource.create));
      const member = parameter in membersOf(successOf(answered) ?? {}) ? { member: parameter } : {};
      return { parameter, ...(parent ? { resource: parent.name } : {}), ...member };
    });
    return { ...resource, parents };
  });
}

function parameterAtEnd(path: string): string | undefined {
  return /\/\{([^{}]+)\}\/?$/.exec(path)?.[1];
}

function parentOf(item: string): string {
  return item.replace(/\/\{[^{}]+\}\/?$/, "");
}

function lastOf(path: string): string {
  return path.replace(/\/$/, "").replace(/^.*\//, "");
}

function singular(plural: string): string {
  const word = plural.toLowerCase().replaceAll("_", "-");
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("people")) return `${word.slice(0, -6)}person`;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z|us)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}
