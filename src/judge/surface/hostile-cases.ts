/**
 * The hostile requests for an operation, told from its schema: each as data, with what the contract says to it.
 *
 * "refuse" stands only where the contract refuses it in every honest reading: a body that the schema's validator accepts is never
 * among them. Nothing here is sent, and no answer is judged.
 */
import type { Random } from "../../base/random.ts";
import { isValid } from "../../catalog/compile-schema.ts";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema, Operation } from "../../contract/surface.ts";
import { acceptOf, encodeSegment } from "../probe/http/request-of-operation.ts";
import { type HostileBody, hostileBodies } from "./hostile-bodies.ts";
import { hostileIds, hostileQueryValues } from "./hostile-targets.ts";
import { hostileValues } from "./hostile-values.ts";
import { validBody, validValue } from "./values.ts";

export interface HostileCase {
  /** Stable from run to run, unique in a surface: "createExpense/body.amount/text". */
  id: string;
  operation: string;
  /** "body.amount", "body", "path.id", "query.limit", "header.content-type". */
  place: string;
  /** What is wrong, in words that follow "with": "a text where an integer is due". */
  what: string;
  /**
   * value: JSON that the schema may refuse. malformed: no JSON, or JSON of another shape. content-type, id, query: as they
   * say. odd: what the contract leaves open, and nothing may fall over.
   */
  kind: "value" | "malformed" | "content-type" | "id" | "query" | "odd";
  expect: "refuse" | "accept-or-refuse";
  request: HostileRequest;
}

export interface HostileRequest {
  method: string;
  /** Already encoded. */
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

export interface HostileOptions {
  random: Random;
  /** A valid body, for operations whose bodies have to be more than valid. */
  body?: { [member: string]: Json };
  /** Ids that there are, by path parameter. */
  path?: Readonly<Record<string, string>>;
  /** thorough: all that is known. brief: one of each kind, for the second operation that goes through the same code. */
  depth: "thorough" | "brief";
  /** Of the ids in the path, where it is another one. */
  idDepth?: "thorough" | "brief";
}

export function hostileCases(operation: Operation, options: HostileOptions): HostileCase[] {
  const cases = [...bodyCases(operation, options), ...idCases(operation, options), ...queryCases(operation, options)];
  return cases.map((given) => ({ ...given, id: `${operation.id}/${given.id}`, operation: operation.id }));
}

type Unnamed = Omit<HostileCase, "operation">;

function bodyCases(operation: Operation, options: HostileOptions): Unnamed[] {
  const expected = operation.body;
  if (!expected) return [];
  const { schema, contentType } = expected;
  const body = options.body ?? validBody(operation, options.random);
  const url = urlOf(operation, options);
  const request = (text: string | Uint8Array): HostileRequest => ({
    method: operation.method,
    url,
    headers: { accept: acceptOf(operation), "content-type": contentType },
    body: text,
  });
  const whole = hostileBodies(JSON.stringify(body), freeText(schema, body))
    .filter(({ essential }) => essential || options.depth === "thorough")
    .map((hostile): Unnamed => {
      const { "content-type": usual = contentType, ...headers } = request("").headers;
      const type = hostile.contentType === undefined ? usual : hostile.contentType;
      return {
        id: `${hostile.kind === "content-type" ? "header" : "body"}/${hostile.key}`,
        place: hostile.kind === "content-type" ? "header.content-type" : "body",
        what: hostile.what,
        kind: hostile.kind,
        expect: isRefused(hostile, expected) ? "refuse" : "accept-or-refuse",
        request: {
          ...request(hostile.body),
          headers: { ...headers, ...(type === null ? {} : { "content-type": type }), ...hostile.headers },
        },
      };
    });
  const members = memberCases(schema, body, options).map((member): Unnamed => {
    const value = parsed(member.text);
    const refused = value !== undefined && !isValid(schema, value) && !member.lenient;
    return {
      id: `${member.place}/${member.key}`,
      place: member.place,
      what: member.what,
      kind: "value",
      expect: refused ? "refuse" : "accept-or-refuse",
      request: request(member.text),
    };
  });
  return [...members, ...whole];
}

function isRefused(hostile: HostileBody, { schema, required }: NonNullable<Operation["body"]>): boolean {
  if (hostile.refusedBy === "free") return false;
  if (hostile.kind === "content-type") return true;
  const value = parsed(hostile.body);
  if (value !== undefined) return !isValid(schema, value);
  return required || hostile.body.length > 0;
}

/** A value in the body that may be any text: what is wrong with its bytes is then the only thing that is wrong. */
function freeText(schema: JsonSchema, body: { [member: string]: Json }): string | undefined {
  const members = isObject(schema.properties) ? schema.properties : {};
  const isFree = (member: Json | undefined) =>
    isObject(member) && !["pattern", "format", "enum", "const"].some((word) => word in member);
  const [, text] =
    Object.entries(body).find(([name, value]) => typeof value === "string" && isFree(members[name])) ?? [];
  return typeof text === "string" ? text : undefined;
}

interface MemberCase {
  place: string;
  key: string;
  what: string;
  /** The whole body. */
  text: string;
  lenient: boolean;
}

/** Deeper members go through the same code as those above them, and cost as many requests again. */
const deepest = 3;

/** Each hostile value in its place of an otherwise valid body; what is not asked for is left out in a change. */
function memberCases(schema: JsonSchema, body: Json, { random, depth }: HostileOptions): MemberCase[] {
  const cases: MemberCase[] = [];
  const visit = (here: JsonSchema, value: Json, place: string, wrap: (raw: string) => string, level: number) => {
    if (!isObject(value) || level > deepest) return;
    const required = Array.isArray(here.required) ? here.required : [];
    const members = Object.entries(isObject(here.properties) ? here.properties : {}) as [string, JsonSchema][];
    for (const [name, member] of members) {
      const at = `${place}.${name}`;
      const others = Object.fromEntries(
        Object.entries(value).filter(([other]) => other !== name && required.includes(other)),
      );
      const kept = Object.entries(others).map(([other, known]) => `${JSON.stringify(other)}:${JSON.stringify(known)}`);
      const withRaw = (raw: string) => wrap(`{${[...kept, `${JSON.stringify(name)}:${raw}`].join(",")}}`);
      if (required.includes(name)) {
        cases.push({
          place: at,
          key: "missing",
          what: `no \`${name}\``,
          text: wrap(`{${kept.join(",")}}`),
          lenient: false,
        });
      }
      const valid = value[name] ?? validValue(member, random, name);
      for (const hostile of hostileValues(member, valid)) {
        if (!hostile.essential && depth === "brief") continue;
        const { key, what, raw, lenient = false } = hostile;
        cases.push({ place: at, key, what, text: withRaw(raw), lenient });
      }
      visit(member, valid, at, withRaw, level + 1);
      const [item] = Array.isArray(valid) ? valid : [];
      if (isObject(member.items) && isObject(item))
        visit(member.items as JsonSchema, item, `${at}[0]`, (raw) => withRaw(`[${raw}]`), level + 1);
    }
  };
  visit(schema, body, "body", (raw) => raw, 1);
  return cases;
}

function idCases(operation: Operation, options: HostileOptions): Unnamed[] {
  const names = operation.parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name);
  return names.flatMap((name) =>
    hostileIds(options.path?.[name] ?? "1")
      .filter(({ essential }) => essential || (options.idDepth ?? options.depth) === "thorough")
      .map(
        ({ key, what, raw, refused }): Unnamed => ({
          id: `path.${name}/${key}`,
          place: `path.${name}`,
          what: `${what} as \`${name}\``,
          kind: "id",
          expect: refused ? "refuse" : "accept-or-refuse",
          request: plainRequest(operation, options, urlOf(operation, options, { [name]: raw })),
        }),
      ),
  );
}

function queryCases(operation: Operation, options: HostileOptions): Unnamed[] {
  if (operation.method !== "GET") return [];
  const url = urlOf(operation, options);
  const query = (id: string, place: string, what: string, pair: string, refused: boolean): Unnamed => ({
    id,
    place,
    what,
    kind: "query",
    expect: refused ? "refuse" : "accept-or-refuse",
    request: plainRequest(operation, options, `${url}?${pair}`),
  });
  const parameters = operation.parameters.filter((parameter) => parameter.in === "query");
  if (parameters.length === 0) return [];
  const valued = parameters.flatMap((parameter) => {
    const name = encodeURIComponent(parameter.name);
    const place = `query.${parameter.name}`;
    const values = hostileQueryValues(parameter)
      .filter(({ essential }) => essential || options.depth === "thorough")
      .map(({ key, what, raw, refused }) =>
        query(`${place}/${key}`, place, `${what} as \`${parameter.name}\``, `${name}=${raw}`, refused),
      );
    if (options.depth === "brief") return values;
    return [
      ...values,
      query(`${place}/twice`, place, `\`${parameter.name}\` twice`, `${name}=1&${name}=2`, false),
      query(`${place}/list`, place, `\`${parameter.name}\` as a list`, `${name}[]=1&${name}[a]=2`, false),
    ];
  });
  if (options.depth === "brief") return valued;
  return [
    ...valued,
    query("query/unknown", "query", "a query parameter that nobody knows", "noSuchParameter=1", false),
    query("query/bad-encoding", "query", "a percent sign that encodes nothing in the query", "a=%zz&%", false),
  ];
}

/** A request that would be right but for its target. */
function plainRequest(operation: Operation, options: HostileOptions, url: string): HostileRequest {
  const accept = acceptOf(operation);
  if (!operation.body) return { method: operation.method, url, headers: { accept } };
  const body = JSON.stringify(options.body ?? validBody(operation, options.random));
  return { method: operation.method, url, headers: { accept, "content-type": operation.body.contentType }, body };
}

function urlOf(operation: Operation, { path = {} }: HostileOptions, encoded: Record<string, string> = {}): string {
  return operation.path.replace(/\{([^}]*)\}/g, (_, name: string) => encoded[name] ?? encodeSegment(path[name] ?? "1"));
}

/** Undefined for what is not JSON. */
function parsed(body: string | Uint8Array): Json | undefined {
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { [member: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
