/**
 * From an OpenAPI document of ours to what its reference shows. Pure; what is not understood is left out.
 */
export type Schema = Record<string, unknown>;

export interface Described {
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: { name: string; place: string; required: boolean; schema: string; description: string }[];
  body: Schema | undefined;
  answers: { status: string; description: string; schema: Schema | undefined }[];
}

const methods = ["get", "post", "put", "patch", "delete"] as const;

export function operationsOf(contract: Schema): { description: string; operations: Described[] } {
  const deep = (value: unknown): Schema => follow(contract, value);
  const operations = Object.entries(deep(contract.paths)).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const pathItem = deep(item);
      if (!(method in pathItem)) return [];
      const operation = deep(pathItem[method]);
      const parameters = [...list(pathItem.parameters), ...list(operation.parameters)].map(deep);
      return [
        {
          method: method.toUpperCase(),
          path,
          summary: text(operation.summary),
          description: text(operation.description),
          parameters: parameters.map((parameter) => ({
            name: text(parameter.name),
            place: text(parameter.in),
            required: parameter.required === true,
            schema: typeOf(deep(parameter.schema), contract),
            description: text(parameter.description),
          })),
          body: contentOf(deep(operation.requestBody), contract),
          answers: Object.entries(deep(operation.responses)).map(([status, answer]) => {
            const response = deep(answer);
            return { status, description: text(response.description), schema: contentOf(response, contract) };
          }),
        },
      ];
    }),
  );
  return { description: text(deep(contract.info).description), operations };
}

/** The members of an object, or the one line that an other schema is. */
export function schemaRows(schema: Schema): { name: string; required: boolean; type: string; says: string }[] {
  const required = list(schema.required);
  const properties = Object.entries((schema.properties ?? {}) as Schema);
  if (properties.length === 0) return [{ name: "the whole", required: false, type: typeOf(schema, schema), says: "" }];
  return properties.map(([name, value]) => ({
    name,
    required: required.includes(name),
    type: typeOf(value as Schema, schema),
    says: text((value as Schema).description),
  }));
}

function contentOf(holder: Schema, contract: Schema): Schema | undefined {
  const [media] = Object.values((holder.content ?? {}) as Schema);
  return media ? whole(follow(contract, (media as Schema).schema), contract) : undefined;
}

/** With the references and `allOf` of its first level written out. */
function whole(schema: Schema, contract: Schema): Schema {
  const parts = list(schema.allOf).map((part) => whole(follow(contract, part), contract));
  const own = Object.entries((schema.properties ?? {}) as Schema).map(([name, value]) => [
    name,
    follow(contract, value),
  ]);
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties), Object.fromEntries(own)),
    required: [...parts.flatMap(({ required }) => list(required)), ...list(schema.required)],
  };
}

/** "string, date, 1 to 200 characters" */
function typeOf(schema: Schema, contract: Schema): string {
  const either = [...list(schema.oneOf), ...list(schema.anyOf)].map((one) => typeOf(follow(contract, one), contract));
  if (either.length > 0) return either.join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  const types = Array.isArray(schema.type) ? schema.type.join(" or ") : text(schema.type) || "anything";
  const items = schema.items ? ` of ${typeOf(follow(contract, schema.items), contract)}` : "";
  const bounds = [
    text(schema.format),
    range(schema.minLength, schema.maxLength, "characters"),
    range(schema.minimum, schema.maximum, ""),
    range(schema.minItems, schema.maxItems, "items"),
    schema.pattern ? `like ${schema.pattern}` : "",
    schema.default === undefined ? "" : `${JSON.stringify(schema.default)} when left out`,
  ];
  return [types + items, ...bounds.filter((bound) => bound !== "")].join(", ");
}

function range(least: unknown, most: unknown, unit: string): string {
  if (least === undefined && most === undefined) return "";
  const words =
    least === undefined ? `at most ${most}` : most === undefined ? `at least ${least}` : `${least} to ${most}`;
  return `${words} ${unit}`.trim();
}

function follow(contract: Schema, value: unknown): Schema {
  let found = value as Schema | undefined;
  // A reference to a reference, but no ring.
  for (let hops = 0; hops < 8 && typeof found?.$ref === "string"; hops++) {
    found = found.$ref
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>(
        (at, key) => (at as Schema | undefined)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")],
        contract,
      ) as Schema | undefined;
  }
  return typeof found === "object" && found !== null ? found : {};
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
