/**
 * The learning log: list, read, add, change, remove.
 */
import * as z from "zod";
import {
  logEntryChangeSchema,
  logEntryInputSchema,
  logEntryPageSchema,
  logEntryQuerySchema,
  storedLogEntrySchema,
} from "../../contract/api/log-entry.ts";
import type { App, Context } from "../ground/app.ts";
import { asTyped } from "../ground/as-typed.ts";
import { notFound } from "../ground/problems.ts";
import { addLogEntry, changeLogEntry, listLogEntries, readLogEntry, removeLogEntry } from "./sql.ts";

const path = z.strictObject({ id: z.uuid() });

export function logEntryRoutes(app: App, { pool, account }: Context): void {
  app.get(
    "/api/log-entries",
    {
      serializerCompiler: asTyped,
      schema: { querystring: logEntryQuerySchema, response: { 200: logEntryPageSchema } },
    },
    ({ query }) => listLogEntries(pool, account, query),
  );
  app.post(
    "/api/log-entries",
    { schema: { body: logEntryInputSchema, response: { 201: storedLogEntrySchema } } },
    async ({ body }, reply) => {
      const entry = await addLogEntry(pool, account, body);
      return reply.code(201).header("location", `/api/log-entries/${entry.id}`).send(entry);
    },
  );
  app.get(
    "/api/log-entries/:id",
    { serializerCompiler: asTyped, schema: { params: path, response: { 200: storedLogEntrySchema } } },
    async ({ params }) => {
      const entry = await readLogEntry(pool, account, params.id);
      if (!entry) throw notFound("log entry");
      return entry;
    },
  );
  app.patch(
    "/api/log-entries/:id",
    { schema: { params: path, body: logEntryChangeSchema, response: { 200: storedLogEntrySchema } } },
    async ({ params, body }) => {
      const entry = await changeLogEntry(pool, account, { id: params.id, change: body });
      if (!entry) throw notFound("log entry");
      return entry;
    },
  );
  app.delete(
    "/api/log-entries/:id",
    { schema: { params: path, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      if (!(await removeLogEntry(pool, account, params.id))) throw notFound("log entry");
      return reply.code(204).send(null);
    },
  );
}
