/**
 * Job adverts: list, add by paste or file, read, remove; and what they say together.
 */
import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { advertText } from "../../career/adverts/advert-text.ts";
import { readAdvert } from "../../career/adverts/read-advert.ts";
import { marketOf } from "../../catalog/find-market.ts";
import type { KeptAdvert } from "../../contract/advert.ts";
import {
  advertIdSchema,
  advertInputSchema,
  advertPageSchema,
  advertsReportSchema,
  storedAdvertSchema,
} from "../../contract/api/advert.ts";
import { pageQuerySchema } from "../../contract/api/paging.ts";
import { readDocument } from "../documents/sql.ts";
import type { App, Context } from "../ground/app.ts";
import { HttpProblem, notFound } from "../ground/problems.ts";
import { countedAdverts } from "./report.ts";
import { keepAdvertRow, listAdverts, readAdvertRow, removeAdvert } from "./sql.ts";

const path = z.strictObject({ id: advertIdSchema });

/** As advert-text.ts reads it. */
const mostFileBytes = 8_000_000;
const fileTypes = ["application/pdf", "text/html", "text/plain"];

export function advertRoutes(app: App, context: Context): void {
  const { pool, account, today } = context;
  app.get(
    "/api/adverts",
    { schema: { querystring: pageQuerySchema, response: { 200: advertPageSchema } } },
    ({ query }) => listAdverts(pool, account, query),
  );

  const keep = async (kept: KeptAdvert) => {
    const { id, isNew } = await keepAdvertRow(pool, account, kept);
    const row = await readAdvertRow(pool, account, id);
    if (!row) throw new HttpProblem(409, "This advert was removed at the same moment", { fix: "add it again" });
    return { isNew, body: { summary: row.summary, advert: readAdvert(row.kept) } };
  };

  app.post(
    "/api/adverts",
    { schema: { body: advertInputSchema, response: { 200: storedAdvertSchema, 201: storedAdvertSchema } } },
    async ({ body }, reply) => {
      const { isNew, body: stored } = await keep({ ...body, addedOn: body.addedOn ?? today() });
      return reply
        .code(isNew ? 201 : 200)
        .header("location", `/api/adverts/${stored.summary.id}`)
        .send(stored);
    },
  );

  // A scope of its own: elsewhere these types are no bodies.
  app.register(async (files: FastifyInstance) => {
    files.addContentTypeParser(fileTypes, { parseAs: "buffer", bodyLimit: mostFileBytes }, (_, bytes, done) =>
      done(null, bytes),
    );
    files.post<{ Body: Buffer; Querystring: { name?: string; source?: string } }>(
      "/api/advert-files",
      {
        bodyLimit: mostFileBytes,
        schema: {
          // Bytes are not described by a schema of their values.
          consumes: fileTypes,
          querystring: z.strictObject({
            name: z.string().max(200).optional(),
            source: z.string().min(1).max(200).optional(),
          }),
          response: { 200: storedAdvertSchema, 201: storedAdvertSchema },
        },
      },
      async ({ body, query }, reply) => {
        if (!Buffer.isBuffer(body)) throw new HttpProblem(415, "This is no file", { fix: "send a PDF, HTML or text" });
        const text = await advertText(body);
        const { isNew, body: stored } = await keep({ text, ...query, addedOn: today() });
        return reply
          .code(isNew ? 201 : 200)
          .header("location", `/api/adverts/${stored.summary.id}`)
          .send(stored);
      },
    );
  });

  app.get(
    "/api/adverts/:id",
    { schema: { params: path, response: { 200: storedAdvertSchema } } },
    async ({ params }) => {
      const row = await readAdvertRow(pool, account, params.id);
      if (!row) throw notFound("advert");
      return { summary: row.summary, advert: readAdvert(row.kept) };
    },
  );

  app.delete(
    "/api/adverts/:id",
    { schema: { params: path, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      if (!(await removeAdvert(pool, account, params.id))) throw notFound("advert");
      return reply.code(204).send(null);
    },
  );

  app.get("/api/advert-report", { schema: { response: { 200: advertsReportSchema } } }, async () => {
    const person = (await readDocument(pool, account, "person"))?.body;
    const [{ report, titles }, adverts] = await Promise.all([
      countedAdverts(context, { line: person?.mustShare }),
      listAdverts(pool, account, { limit: 50 }),
    ]);
    return { report, titles, adverts, locale: marketOf(person?.market ?? "uk", context.catalog.pay).locale };
  });
}
