/**
 * `/api/person` and `/api/private`: one document each, read, replaced whole, or changed by members.
 */
import * as z from "zod";
import { type DocumentKind, documentChangeSchemas, documentSchemas } from "../../contract/api/documents.ts";
import type { App, Context } from "../ground/app.ts";
import { changedMeanwhile, etagOf, expectedVersion } from "../ground/etag.ts";
import { HttpProblem, notFound } from "../ground/problems.ts";
import { keepDocument, readDocument } from "./sql.ts";

const conditions = z.object({ "if-match": z.string().optional(), "if-none-match": z.string().optional() });

export function documentRoutes(app: App, context: Context): void {
  documentRoutesOf(app, context, "person");
  documentRoutesOf(app, context, "private");
}

function documentRoutesOf(app: App, { pool, account }: Context, kind: DocumentKind): void {
  const path = `/api/${kind}`;
  const schema = documentSchemas[kind];
  app.get(path, { schema: { response: { 200: schema } } }, async (_, reply) => {
    const document = await readDocument(pool, account, kind);
    if (!document) throw notFound(kind === "person" ? "person yet" : "private document yet");
    return reply.header("etag", etagOf(document.version)).send(document.body);
  });
  app.put(
    path,
    { schema: { headers: conditions, body: schema, response: { 200: schema, 201: schema } } },
    async ({ headers, body }, reply) => {
      const document = await keepDocument(pool, account, { kind, body, expected: expectedVersion(headers) });
      if (!document) throw changedMeanwhile();
      if (document.version === 1) reply.code(201).header("location", path);
      return reply.header("etag", etagOf(document.version)).send(document.body);
    },
  );
  app.patch(
    path,
    { schema: { headers: conditions, body: documentChangeSchemas[kind], response: { 200: schema } } },
    async ({ headers, body: change }, reply) => {
      const expected = expectedVersion(headers);
      // Somebody else may change another member between our reading and our writing: then again, upon theirs.
      for (let attempt = 1; attempt <= 5; attempt++) {
        const before = await readDocument(pool, account, kind);
        if (!before) throw notFound(kind === "person" ? "person yet" : "private document yet");
        if (expected !== undefined && expected !== before.version) throw changedMeanwhile();
        const body = merged(kind, before.body, change);
        const document = await keepDocument(pool, account, { kind, body, expected: before.version });
        if (document) return reply.header("etag", etagOf(document.version)).send(document.body);
      }
      throw new HttpProblem(409, "Too many changes at once", { fix: "try again" });
    },
  );
}

/** The whole must be right as well, not only each member. */
function merged(kind: DocumentKind, before: object, change: object) {
  const members = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
  const result = documentSchemas[kind].safeParse(Object.fromEntries(members));
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    path: ["body", ...issue.path].join("/"),
    message: issue.message,
  }));
  throw new HttpProblem(400, "The request is not as it should be", { errors });
}
