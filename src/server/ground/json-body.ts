/**
 * JSON bodies, read strictly: what the database could not keep exactly as it was sent is the client's error, told at once.
 *
 * PostgreSQL's text and jsonb hold neither NUL nor half of a surrogate pair, and bytes that are not UTF-8 would be
 * replaced silently (RFC 8259 §8.1). Fastify's own parser lets all three through.
 */
import type { FastifyInstance } from "fastify";
import { HttpProblem } from "./problems.ts";

/** Deeper than any document of ours; beyond it something wants to see whether we can be brought down. */
const deepest = 64;

/** Of a route that keeps what it is sent as it was written, and nothing of it as text that is looked into. */
declare module "fastify" {
  interface FastifyContextConfig {
    anyText?: boolean;
  }
}

export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    // A DELETE or a POST without a body that names a media type all the same. Where one is needed, validation says so.
    if (bytes.length === 0) return done(null, undefined);
    const text = textOf(bytes as Buffer);
    if (text === undefined) return done(unfit("The body is not UTF-8"));
    parse(request, text, (error, value) => {
      if (error) return done(unfit("The body is not JSON"));
      if (!request.routeOptions.config.anyText && !fits(value, 0))
        return done(unfit("Text may hold neither NUL nor half a character, nor be nested so deep"));
      done(null, value);
    });
  });
  app.addHook("onRequest", async ({ url }) => {
    if (url.includes("%00")) throw unfit("An address holds no NUL");
  });
}

const unfit = (title: string) => new HttpProblem(400, title);

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function fits(value: unknown, depth: number): boolean {
  if (typeof value === "string") return !value.includes("\0") && value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  if (depth === deepest) return false;
  if (Array.isArray(value)) return value.every((item) => fits(item, depth + 1));
  return Object.entries(value).every(([key, item]) => fits(key, 0) && fits(item, depth + 1));
}
