import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../base/errors.ts";
import { isValid } from "./compile-schema.ts";
import { readOpenapi } from "./read-openapi.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-openapi-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, `${Math.random()}.yaml`);
  await writeFile(file, text);
  return readOpenapi(file);
}

/** The lines of the error's message, without the file's name. */
async function mistakes(text: string): Promise<string[]> {
  const error = await read(text).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return error.message.split("\n").map((line: string) => line.replace(/^[\d.]+yaml, /, ""));
}

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

describe("where credentials go", () => {
  const placesOf = async (schemes: string) =>
    (await read(`${head}paths: { /x: { get: { responses: {} } } }\ncomponents: { securitySchemes: ${schemes} }`))
      .credentialPlaces;

  test("is told by the security schemes", async () => {
    expect(await placesOf("{ a: { type: http, scheme: BEARER } }")).toEqual([
      { in: "header", name: "Authorization", scheme: "Bearer" },
    ]);
    expect(
      await placesOf("{ a: { type: apiKey, in: header, name: X-Key }, b: { type: apiKey, in: query, name: key } }"),
    ).toEqual([
      { in: "header", name: "X-Key" },
      { in: "query", name: "key" },
    ]);
    expect(await placesOf("{ a: { type: oauth2, flows: {} }, b: { type: http, scheme: basic } }")).toEqual([
      { in: "header", name: "Authorization", scheme: "Bearer" },
      { in: "header", name: "Authorization", scheme: "basic" },
    ]);
    expect(await placesOf("{ a: { type: mutualTLS } }")).toBeUndefined();
  });

  test("a cookie is a session only where nothing else opens the API", async () => {
    const cookie = "a: { type: apiKey, in: cookie, name: sid }";
    const text = (schemes: string) =>
      `${head}paths: { /x: { get: { responses: {} } } }\ncomponents: { securitySchemes: ${schemes} }`;
    expect((await read(text(`{ ${cookie} }`))).sessionCookie).toBe("sid");
    expect((await read(text(`{ ${cookie}, b: { type: mutualTLS } }`))).sessionCookie).toBeUndefined();
  });
});

test("operations come with parameters, bodies and answers in place", async () => {
  const { operations } = await read(`${head}
servers: [{ url: "https://api.example.com/{stage}/", variables: { stage: { default: v1 } } }]
security: [{ key: [] }]
paths:
  /things/{id}:
    parameters: [{ $ref: "#/components/parameters/id" }]
    put:
      operationId: putThing
      parameters: [{ name: dry, in: query, schema: { type: boolean } }]
      requestBody: { $ref: "#/components/requestBodies/Thing" }
      responses:
        "200": { description: ok, headers: { ETag: { required: true, schema: {} }, X: { schema: {} } }, content: { "application/json; charset=utf-8": { schema: { $ref: "#/components/schemas/Thing" } } } }
        "4xx": { $ref: "#/components/responses/Bad" }
    get: { security: [{}], responses: { default: { description: any } } }
components:
  parameters: { id: { name: id, in: path, required: true, schema: { type: string, format: uuid } } }
  requestBodies: { Thing: { required: true, content: { text/csv: {}, application/vnd.thing+json: { schema: { $ref: "#/components/schemas/Thing" } } } } }
  responses: { Bad: { description: bad, content: { application/problem+json: { schema: true } } } }
  schemas:
    Thing: { type: object, required: [id, name, secret], properties: { id: { type: integer, readOnly: true }, name: { type: string }, secret: { type: string, writeOnly: true } } }
`);
  expect(operations).toEqual([
    {
      ...{ id: "putThing", method: "PUT", path: "/things/{id}", secured: true },
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } },
        { name: "dry", in: "query", required: false, schema: { type: "boolean" } },
      ],
      body: {
        required: true,
        contentType: "application/vnd.thing+json",
        schema: {
          type: "object",
          required: ["name", "secret"],
          properties: { name: { type: "string" }, secret: { type: "string" } },
        },
      },
      responses: {
        "200": {
          headers: ["ETag"],
          contentType: "application/json",
          schema: {
            type: "object",
            required: ["id", "name"],
            properties: { id: { type: "integer" }, name: { type: "string" } },
          },
        },
        "4XX": { headers: [], contentType: "application/problem+json", schema: {} },
      },
    },
    {
      ...{ id: "GET /things/{id}", method: "GET", path: "/things/{id}", secured: false },
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
      responses: { default: { headers: [] } },
    },
  ]);
});

describe("schemas stand for themselves", () => {
  async function schemaOf(schema: string, { version = "3.1.0", more = "" } = {}) {
    const { operations } = await read(`openapi: ${version}
info: { title: T, version: "1" }
paths: { /a: { post: { requestBody: { content: { application/json: { schema: ${schema} } } }, responses: {} } } }
components: { schemas: { ${more} } }`);
    return operations[0]?.body?.schema ?? {};
  }

  test("OpenAPI 3.0's own words are translated", async () => {
    const schema = await schemaOf(
      "{ type: object, properties: { a: { type: string, nullable: true, enum: [x] }, b: { type: number, minimum: 0, exclusiveMinimum: true }, c: { type: number, maximum: 1, exclusiveMaximum: false } } }",
      { version: "3.0.3" },
    );
    expect(schema.properties).toEqual({
      a: { type: ["string", "null"], enum: ["x", null] },
      b: { type: "number", exclusiveMinimum: 0 },
      c: { type: "number", maximum: 1 },
    });
  });

  test("simple parts are joined, what would change its meaning is not", async () => {
    const more =
      "A: { type: object, required: [a], properties: { a: { type: string } } }, B: { type: object, additionalProperties: false, properties: { b: {} } }";
    expect(
      await schemaOf(
        '{ allOf: [{ $ref: "#/components/schemas/A" }], required: [c], properties: { c: { type: integer } } }',
        { more },
      ),
    ).toEqual({
      type: "object",
      required: ["a", "c"],
      properties: { a: { type: "string" }, c: { type: "integer" } },
    });
    expect(
      await schemaOf('{ allOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] }', { more }),
    ).toHaveProperty("allOf");
  });

  test("a schema that contains itself is followed a little way", async () => {
    const more =
      'Tree: { type: object, required: [name], properties: { name: { type: string }, children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }';
    const schema = await schemaOf('{ $ref: "#/components/schemas/Tree" }', { more });
    expect(isValid(schema, { name: "a", children: [{ name: "b", children: [] }] })).toBe(true);
    expect(isValid(schema, { name: "a", children: [{ name: 1 }] })).toBe(false);
  });

  test("schemas that refer to each other crosswise stay small", async () => {
    const more = Array.from({ length: 30 }, (_, i) => {
      const next = `{ $ref: "#/components/schemas/S${(i + 1) % 30}" }`;
      return `S${i}: { type: object, properties: { a: ${next}, b: ${next}, c: ${next} } }`;
    }).join(", ");
    const schema = await schemaOf('{ $ref: "#/components/schemas/S0" }', { more });
    expect(JSON.stringify(schema).length).toBeLessThan(5_000_000);
  });

  test("words for readers and unknown ones are left out, members of that name are not", async () => {
    const schema = await schemaOf(
      "{ title: T, x-a: 1, odd: 2, type: object, properties: { title: { type: string, description: D, example: e }, $ref: { type: string } } }",
    );
    expect(schema).toEqual({
      type: "object",
      properties: { title: { type: "string", examples: ["e"] }, $ref: { type: "string" } },
    });
  });
});

describe("all mistakes are told, with their lines", () => {
  test.each([
    ["what is no YAML", "a: [1\nb: 2", /^line \d: is not YAML here/],
    ["another kind of file", "name: x", /^line 1: is no OpenAPI file/],
    ["Swagger", "swagger: '2.0'", /is Swagger 2.0; OpenAPI 3.0 or 3.1 is needed/],
    ["a later version", "openapi: 4.0.0", /says `openapi: 4.0.0`/],
    ["no operation", `${head}paths: {}`, /`paths` has no operation/],
    ["another file", `${head}paths:\n  /a: { $ref: "paths.yaml#/a" }`, /^line 4: `paths.yaml#\/a` is another file/],
  ])("%s", async (_, text, expected) => {
    expect((await mistakes(text))[0]).toMatch(expected);
  });

  test("references that lead nowhere, with the nearest that does not", async () => {
    const text = `${head}paths:
  /a:
    get:
      responses:
        "200": { $ref: "#/components/responses/Tings" }
        "400": { $ref: "#/components/nothing/B" }
components: { responses: { Things: { description: x } } }`;
    expect(await mistakes(text)).toEqual([
      "line 7: `#/components/responses/Tings` leads nowhere; did you mean `Things`?",
      "line 8: `#/components/nothing/B` leads nowhere",
    ]);
  });

  test("everything else at once", async () => {
    const text = `${head}paths:
  /a/{id}:
    gte: {}
    get:
      operationId: same
      respones: {}
      responses: { "20": { description: x } }
  /b:
    get:
      operationId: same
      parameters: [{ name: q, in: quer }]
      responses:
        "200": { description: x, content: { application/json: { schema: { type: strin } } } }
`;
    expect(await mistakes(text)).toEqual([
      "line 5: `gte` has no place here; did you mean `get`?",
      expect.stringMatching(/^line 7: GET \/a\/\{id\} does not say what `\{id\}` is/),
      "line 8: `respones` has no place here; did you mean `responses`?",
      expect.stringMatching(/^line 9: `20` is no status/),
      "line 12: `operationId: same` is used twice",
      expect.stringMatching(/^line 13: a parameter needs/),
      expect.stringMatching(/^line 15: has a schema that is wrong/),
    ]);
  });

  test("a file that is not there", async () => {
    await expect(readOpenapi(join(folder, "none.yaml"))).rejects.toMatchObject({ code: "openapi-not-readable" });
  });

  test("aliases that grow without end are no bomb", async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghijk"
      .split("")
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghijk"[i]}`).join(",")}]`)
      .join("\n")}`;
    expect((await mistakes(bomb))[0]).toMatch(/is not YAML/);
  });
});
