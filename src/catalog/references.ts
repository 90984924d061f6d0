/**
 * Follows `$ref`s within one document. Other files and addresses are not followed: a contract is one file, and the
 * judge needs no network.
 */
export interface References {
  /** What a reference points at, through references to references; undefined when it leads nowhere. */
  find(reference: string): unknown;
  /** The value itself, or what it refers to. */
  follow(value: unknown): unknown;
}

export function referencesIn(document: unknown): References {
  const find = (reference: string, hops = 0): unknown => {
    if (!reference.startsWith("#")) return undefined;
    let here: unknown = document;
    for (const part of pointerOf(reference)) here = isMap(here) || Array.isArray(here) ? Object(here)[part] : undefined;
    // A chain that is longer leads in a circle.
    return isMap(here) && typeof here.$ref === "string" && Object.keys(here).length === 1 && hops < 50
      ? find(here.$ref, hops + 1)
      : here;
  };
  return { find, follow: (value) => (isMap(value) && typeof value.$ref === "string" ? find(value.$ref) : value) };
}

/** Every `$ref` in a document, with where it stands. */
export function* allReferences(
  value: unknown,
  path: PropertyKey[] = [],
): Generator<{ path: PropertyKey[]; reference: string }> {
  if (typeof value !== "object" || value === null) return;
  // What is given as an example or a constant is data, whatever it looks like.
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") yield { path: [...path, key], reference: inner };
    else if (!["example", "examples", "const", "enum", "default"].includes(key) || path.at(-1) === "properties") {
      yield* allReferences(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }
}

function pointerOf(reference: string): string[] {
  const parts = reference.slice(1).split("/").slice(1);
  return parts.map((part) => decode(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
