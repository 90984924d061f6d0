/**
 * Reads an OpenAPI file (3.0 or 3.1, YAML or JSON) into the operations of a surface. All its mistakes are told at once;
 * nothing is fetched.
 */
import { basename } from "node:path";
import { UserError } from "../base/errors.ts";
import type { CredentialPlace, Operation, Parameter } from "../contract/surface.ts";
import { schemaMistake } from "./compile-schema.ts";
import { errorOf, mistakeAt, suggestion } from "./mistakes.ts";
import { type PlainOptions, plainSchema } from "./plain-schema.ts";
import { allReferences, isMap, type References, referencesIn } from "./references.ts";
import { type Mistake, readYamlFile, type YamlFile } from "./yaml-file.ts";

export interface Openapi {
  title: string;
  version: string;
  /** Path of the first server: "" or "/v1". */
  basePath: string;
  /** Without `basePath`. */
  operations: Operation[];
  /** Name of the cookie that opens what is secured, where the file has no other way in. */
  sessionCookie?: string;
  /** Of all its security schemes. */
  credentialPlaces?: CredentialPlace[];
}

export async function readOpenapi(file: string): Promise<Openapi> {
  const read = await readOpenapiFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError("openapi-not-readable", `the OpenAPI file ${file} cannot be read (${error.code})`, {
      fix: "give the path of an OpenAPI file, relative to seaworthy.yaml, as `openapi:`",
      cause: error,
    });
  });
  if (!Array.isArray(read)) return read;
  const fix = `correct ${basename(file)}; what each part may hold is in https://spec.openapis.org/oas/latest.html`;
  throw errorOf("openapi-mistakes", read, fix);
}

/** For callers that gather mistakes of several files. A file that cannot be read throws as node:fs does. */
export async function readOpenapiFile(file: string): Promise<Openapi | Mistake[]> {
  const yaml = await readYamlFile(file);
  if (Array.isArray(yaml)) return yaml;
  const reader = new Reader(yaml);
  const openapi = reader.read();
  return reader.mistakes.length > 0 ? reader.mistakes : openapi;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch"] as const;
type Method = (typeof methods)[number];
const isMethod = (word: string): word is Method => (methods as readonly string[]).includes(word);
const pathItemWords = [...methods, "trace", "summary", "description", "servers", "parameters", "$ref"];
const operationWords =
  "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers".split(
    " ",
  );

class Reader {
  readonly mistakes: Mistake[] = [];
  private readonly yaml: YamlFile;
  private readonly document: Record<string, unknown>;
  private readonly references: References;
  private version: "3.0" | "3.1" = "3.1";

  constructor(yaml: YamlFile) {
    this.yaml = yaml;
    this.document = isMap(yaml.value) ? yaml.value : {};
    this.references = referencesIn(this.document);
  }

  read(): Openapi {
    const { document } = this;
    const nothing = { title: "", version: "", basePath: "", operations: [] };
    if (!this.readVersion()) return nothing;
    this.checkReferences();
    // With a reference that leads nowhere, everything built on it would be a second mistake.
    if (this.mistakes.length > 0) return nothing;
    const info = this.map(document.info, ["info"]);
    for (const word of ["title", "version"]) {
      if (typeof info[word] !== "string") this.mistake(["info", word], `\`info.${word}\` must be a text`);
    }
    const paths = this.map(document.paths, ["paths"]);
    const operations = Object.entries(paths).flatMap(([path, item]) => this.readPath(path, item));
    if (operations.length === 0 && this.mistakes.length === 0) this.mistake(["paths"], "`paths` has no operation");
    this.checkOperationIds(operations);
    return {
      title: String(info.title),
      version: String(info.version),
      basePath: basePathOf(document.servers),
      operations,
      ...this.readSecuritySchemes(),
    };
  }

  /** Of several schemes the judge can only play one: where a header would do as well, it is taken instead of a cookie. */
  private readSecuritySchemes(): Pick<Openapi, "sessionCookie" | "credentialPlaces"> {
    const { components } = this.document;
    const schemes = isMap(components) && isMap(components.securitySchemes) ? components.securitySchemes : {};
    const read = Object.values(schemes).map((scheme) => this.references.follow(scheme));
    const credentialPlaces = read.flatMap((scheme) => placeOf(scheme) ?? []);
    const [place] = credentialPlaces;
    return {
      ...(read.length === 1 && place?.in === "cookie" ? { sessionCookie: place.name } : {}),
      ...(credentialPlaces.length > 0 ? { credentialPlaces } : {}),
    };
  }

  private readVersion(): boolean {
    const { openapi, swagger } = this.document;
    const found = typeof openapi === "string" ? openapi : String(openapi ?? swagger ?? "");
    if (/^3\.[01]\./.test(found)) {
      this.version = found.startsWith("3.0") ? "3.0" : "3.1";
      return true;
    }
    const message = swagger
      ? `is Swagger ${swagger}; OpenAPI 3.0 or 3.1 is needed (https://converter.swagger.io converts)`
      : found === ""
        ? "is no OpenAPI file: `openapi: 3.1.0` is missing"
        : `says \`openapi: ${found}\`; 3.0.x and 3.1.x can be read`;
    this.mistake(["openapi"], message);
    return false;
  }

  private checkReferences(): void {
    for (const { path, reference } of allReferences(this.document)) {
      if (!reference.startsWith("#")) {
        this.mistake(path, `\`${reference}\` is another file; put everything into one (npx @redocly/cli bundle does)`);
      } else if (this.references.find(reference) === undefined) {
        const siblings = this.references.find(reference.replace(/\/[^/]*$/, ""));
        const known = isMap(siblings) ? Object.keys(siblings) : [];
        this.mistake(path, `\`${reference}\` leads nowhere${suggestion(reference.replace(/^.*\//, ""), known)}`);
      }
    }
  }

  private readPath(path: string, written: unknown): Operation[] {
    const at = ["paths", path];
    if (path.startsWith("x-")) return [];
    if (!path.startsWith("/")) this.mistake(at, `\`${path}\` must begin with "/"`);
    const item = this.map(this.references.follow(written), at);
    this.checkWords(item, pathItemWords, at);
    return Object.keys(item)
      .filter((word) => isMethod(word))
      .map((method) => this.readOperation(path, method, item));
  }

  private readOperation(path: string, method: Method, item: Record<string, unknown>): Operation {
    const at = ["paths", path, method];
    const written = this.map(item[method], at);
    this.checkWords(written, operationWords, at);
    const id = typeof written.operationId === "string" ? written.operationId : `${method.toUpperCase()} ${path}`;
    const parameters = this.readParameters(path, item, written, at);
    const body = this.readBody(written.requestBody, [...at, "requestBody"]);
    return {
      id,
      method: method.toUpperCase() as Operation["method"],
      path,
      parameters,
      ...(body ? { body } : {}),
      responses: this.readResponses(written.responses, [...at, "responses"]),
      secured: isSecured(written.security ?? this.document.security),
    };
  }

  /** Those of the operation go before those of the path with the same name and place. */
  private readParameters(
    path: string,
    item: Record<string, unknown>,
    operation: Record<string, unknown>,
    at: PropertyKey[],
  ): Parameter[] {
    const byKey = new Map<string, Parameter>();
    const sources = [
      { list: item.parameters, at: [...at.slice(0, -1), "parameters"] },
      { list: operation.parameters, at: [...at, "parameters"] },
    ];
    for (const source of sources) {
      if (source.list !== undefined && !Array.isArray(source.list))
        this.mistake(source.at, "`parameters` must be a list");
      if (!Array.isArray(source.list)) continue;
      for (const [i, entry] of source.list.entries()) {
        const parameter = this.readParameter(entry, [...source.at, i]);
        if (parameter) byKey.set(`${parameter.in} ${parameter.name}`, parameter);
      }
    }
    for (const [, name = ""] of path.matchAll(/\{([^}]*)\}/g)) {
      if (byKey.has(`path ${name}`)) continue;
      this.mistake(
        at,
        `${String(at[2]).toUpperCase()} ${path} does not say what \`{${name}}\` is: add it to \`parameters\` with \`in: path\``,
      );
    }
    return [...byKey.values()];
  }

  private readParameter(entry: unknown, at: PropertyKey[]): Parameter | undefined {
    const written = this.map(this.references.follow(entry), at);
    const place = written.in as Parameter["in"];
    if (typeof written.name !== "string" || !["path", "query", "header", "cookie"].includes(place)) {
      this.mistake(at, "a parameter needs `name`, and `in` with path, query, header or cookie");
      return undefined;
    }
    const schema = written.schema ?? jsonContent(written.content)?.schema;
    return {
      name: written.name,
      in: place,
      required: place === "path" || written.required === true,
      schema: this.schema(schema, "request", at),
    };
  }

  private readBody(entry: unknown, at: PropertyKey[]): Operation["body"] {
    if (entry === undefined) return undefined;
    const written = this.map(this.references.follow(entry), at);
    const content = jsonContent(written.content);
    if (!content) {
      this.mistake(at, "`requestBody` needs `content` with a media type");
      return undefined;
    }
    const schema = this.schema(content.schema, "request", [...at, "content"]);
    return { required: written.required === true, contentType: content.contentType, schema };
  }

  private readResponses(entry: unknown, at: PropertyKey[]): Operation["responses"] {
    const responses: Operation["responses"] = {};
    for (const [status, value] of Object.entries(this.map(entry, at))) {
      if (status.startsWith("x-")) continue;
      if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(status)) {
        this.mistake([...at, status], `\`${status}\` is no status: 200, 4XX and default are`);
        continue;
      }
      const written = this.map(this.references.follow(value), [...at, status]);
      const headers = Object.entries(isMap(written.headers) ? written.headers : {});
      const content = jsonContent(written.content);
      responses[/xx$/i.test(status) ? status.toUpperCase() : status.toLowerCase()] = {
        headers: headers
          .filter(([, header]) => Object(this.references.follow(header)).required === true)
          .map(([name]) => name),
        ...(content ? { contentType: content.contentType } : {}),
        ...(content?.schema === undefined ? {} : { schema: this.schema(content.schema, "response", [...at, status]) }),
      };
    }
    return responses;
  }

  private schema(written: unknown, direction: PlainOptions["direction"], at: PropertyKey[]) {
    const schema = plainSchema(written, { references: this.references, version: this.version, direction });
    const wrong = schemaMistake(schema);
    if (wrong) this.mistake(at, `has a schema that is wrong: ${wrong}`);
    return schema;
  }

  private checkOperationIds(operations: Operation[]): void {
    const seen = new Set<string>();
    for (const { id, method, path } of operations) {
      if (seen.has(id))
        this.mistake(["paths", path, method.toLowerCase(), "operationId"], `\`operationId: ${id}\` is used twice`);
      seen.add(id);
    }
  }

  private checkWords(written: Record<string, unknown>, known: readonly string[], at: PropertyKey[]): void {
    for (const word of Object.keys(written)) {
      if (known.includes(word) || word.startsWith("x-")) continue;
      this.mistake([...at, word], `\`${word}\` has no place here${suggestion(word, known)}`);
    }
  }

  private map(value: unknown, at: PropertyKey[]): Record<string, unknown> {
    if (isMap(value)) return value;
    this.mistake(at, `\`${at.map(String).join(".")}\` ${value === undefined ? "is missing" : "must be a map"}`);
    return {};
  }

  /** References bring the same thing, and so the same mistake, to many places. */
  private mistake(path: PropertyKey[], message: string): void {
    const mistake = mistakeAt(this.yaml, path, message);
    if (!this.mistakes.some((known) => known.line === mistake.line && known.message === message))
      this.mistakes.push(mistake);
  }
}

/** JSON before anything else: it is what the judge speaks. */
function jsonContent(content: unknown): { contentType: string; schema: unknown } | undefined {
  if (!isMap(content)) return undefined;
  const types = Object.keys(content);
  const rank = (type: string) =>
    /^application\/json\b/i.test(type) ? 0 : /\+json\b/i.test(type) ? 1 : /\*/.test(type) ? 2 : 3;
  const [type] = types.sort((a, b) => rank(a) - rank(b));
  if (type === undefined) return undefined;
  const contentType = type.includes("*") ? "application/json" : (type.split(";")[0] ?? type).trim().toLowerCase();
  return { contentType, schema: Object(content[type]).schema };
}

/** https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object; names of schemes are in any case (RFC 9110 §11.1). */
function placeOf(scheme: unknown): CredentialPlace | undefined {
  if (!isMap(scheme)) return undefined;
  const authorization = { in: "header" as const, name: "Authorization" };
  if (scheme.type === "oauth2" || scheme.type === "openIdConnect") return { ...authorization, scheme: "Bearer" };
  if (scheme.type === "http" && typeof scheme.scheme === "string") {
    return { ...authorization, scheme: /^bearer$/i.test(scheme.scheme) ? "Bearer" : scheme.scheme };
  }
  const place = scheme.in as CredentialPlace["in"];
  const isKey = scheme.type === "apiKey" && ["header", "query", "cookie"].includes(place);
  return isKey && typeof scheme.name === "string" ? { in: place, name: scheme.name } : undefined;
}

/** An empty requirement among them makes credentials optional. */
function isSecured(security: unknown): boolean {
  return (
    Array.isArray(security) && security.length > 0 && security.every((one) => isMap(one) && Object.keys(one).length > 0)
  );
}

function basePathOf(servers: unknown): string {
  const [server] = Array.isArray(servers) ? servers : [];
  if (!isMap(server) || typeof server.url !== "string") return "";
  const variables = isMap(server.variables) ? server.variables : {};
  const url = server.url.replace(/\{([^}]*)\}/g, (_, name: string) => String(Object(variables[name]).default ?? ""));
  const base = URL.parse(url, "http://localhost/");
  return base ? base.pathname.replace(/\/+$/, "") : "";
}
