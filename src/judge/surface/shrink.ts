/**
 * From a hostile request that did harm to the smallest one that still does: what a person must look at.
 *
 * Greedy: each step that keeps the harm is kept. Every step is a request to the program, so tries and time are bounded.
 */
import { isValid } from "../../catalog/compile-schema.ts";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema } from "../../contract/surface.ts";
import type { HostileRequest } from "./hostile-cases.ts";

export interface ShrinkOptions {
  /**
   * accepted: it was taken though the contract refuses it; whatever is tried must be refused by it too. broke: the answer was
   * 5xx or none, which is wrong for anything.
   */
  because: "accepted" | "broke";
  /** Schema of the body. */
  schema: JsonSchema;
  /** Sends it, and says whether the same harm was done. */
  stillFails(request: HostileRequest): Promise<boolean>;
  /** Default 30: enough to halve a text of 100,000 characters to its end and to drop a dozen members. */
  mostTries?: number;
  /** Asked before each try; the caller knows the clock. */
  mayGoOn?: () => boolean;
}

export async function shrink(request: HostileRequest, options: ShrinkOptions): Promise<HostileRequest> {
  let smallest = request;
  let triesLeft = options.mostTries ?? 30;
  for (let progress = true; progress; ) {
    progress = false;
    for (const candidate of smaller(smallest, options)) {
      if (triesLeft-- <= 0 || options.mayGoOn?.() === false) return smallest;
      if (!(await options.stillFails(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

function* smaller(request: HostileRequest, { because, schema }: ShrinkOptions): Generator<HostileRequest> {
  if (typeof request.body !== "string") return;
  // Nothing but nesting: as text, because JSON.stringify ends at some thousand levels.
  const levels = /^(\[+)\]+$/.exec(request.body)?.[1]?.length ?? 0;
  if (levels > 1) {
    const half = Math.ceil(levels / 2);
    if (because === "broke" || !isValid(schema, [[]])) yield { ...request, body: "[".repeat(half) + "]".repeat(half) };
    return;
  }
  const value = parsed(request.body);
  if (value === undefined) {
    for (const body of shorter(request.body)) if (parsed(body) === undefined) yield { ...request, body };
    return;
  }
  // Numbers that no double holds, members that are there twice: JSON.stringify would send something else.
  if (!survives(request.body, value)) return;
  for (const less of smallerValues(value)) {
    if (because === "accepted" && isValid(schema, less)) continue;
    yield { ...request, body: JSON.stringify(less) };
  }
}

/** The largest steps first. */
function* smallerValues(value: Json): Generator<Json> {
  if (typeof value === "string") yield* shorter(value);
  else if (Array.isArray(value)) {
    if (value.length > 1) yield value.slice(0, Math.ceil(value.length / 2));
    const [only] = value;
    if (value.length === 1 && only !== undefined) for (const less of smallerValues(only)) yield [less];
  } else if (typeof value === "object" && value !== null) {
    for (const name of Object.keys(value))
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    for (const [name, member] of Object.entries(value))
      for (const less of smallerValues(member)) yield { ...value, [name]: less };
  }
}

/** By code points, so that no character is cut in two. */
function* shorter(text: string): Generator<string> {
  const points = [...text];
  if (points.length < 2) return;
  const half = Math.ceil(points.length / 2);
  yield points.slice(0, half).join("");
  yield points.slice(half).join("");
  for (const step of [Math.floor(points.length / 8), 1])
    if (step > 0 && step < half) yield points.slice(0, -step).join("");
}

function survives(body: string, value: Json): boolean {
  const squeezed = body.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
  try {
    return JSON.stringify(value).length === squeezed.length;
  } catch {
    return false;
  }
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
