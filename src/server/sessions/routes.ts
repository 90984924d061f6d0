/**
 * What was done: sessions of work, talks, applications. Listed, added, read, removed; a wrong one is removed and added again.
 */
import * as z from "zod";
import { pageQuerySchema } from "../../contract/api/paging.ts";
import {
  applicationInputSchema,
  applicationPageSchema,
  conversationInputSchema,
  conversationPageSchema,
  type StoredApplication,
  type StoredConversation,
  sessionInputSchema,
  sessionPageSchema,
  storedApplicationSchema,
  storedConversationSchema,
  storedSessionSchema,
} from "../../contract/api/session.ts";
import type { App, Context } from "../ground/app.ts";
import { asTyped } from "../ground/as-typed.ts";
import { notFound } from "../ground/problems.ts";
import { addRecord, listRecords, readRecord, removeRecord } from "./records-sql.ts";
import { addSession, listSessions, readSession, removeSession } from "./sql.ts";

const path = z.strictObject({ id: z.uuid() });
const gone = { 204: z.null() };

export function sessionRoutes(app: App, context: Context): void {
  const { pool, account, catalog } = context;
  // A unit that is not in the plan would count for nothing and say so nowhere.
  const units = [...new Set([...catalog.steps.units.map(({ id }) => id), ...catalog.skills.keys()])].sort();
  const input = sessionInputSchema.extend({ unit: z.enum(units as [string, ...string[]]) });

  app.get(
    "/api/sessions",
    { serializerCompiler: asTyped, schema: { querystring: pageQuerySchema, response: { 200: sessionPageSchema } } },
    ({ query }) => listSessions(pool, account, query),
  );
  app.post(
    "/api/sessions",
    { schema: { body: input, response: { 201: storedSessionSchema } } },
    async ({ body }, reply) => {
      const session = await addSession(pool, account, body);
      return reply.code(201).header("location", `/api/sessions/${session.id}`).send(session);
    },
  );
  app.get(
    "/api/sessions/:id",
    { schema: { params: path, response: { 200: storedSessionSchema } } },
    async ({ params }) => {
      const session = await readSession(pool, account, params.id);
      if (!session) throw notFound("session");
      return session;
    },
  );
  app.delete("/api/sessions/:id", { schema: { params: path, response: gone } }, async ({ params }, reply) => {
    if (!(await removeSession(pool, account, params.id))) throw notFound("session");
    return reply.code(204).send(null);
  });
  conversationRoutes(app, context);
  applicationRoutes(app, context);
}

function conversationRoutes(app: App, { pool, account }: Context): void {
  const table = "conversation";
  app.get(
    "/api/conversations",
    { schema: { querystring: pageQuerySchema, response: { 200: conversationPageSchema } } },
    ({ query }) => listRecords<StoredConversation>(pool, account, { table, ...query }),
  );
  app.post(
    "/api/conversations",
    { schema: { body: conversationInputSchema, response: { 201: storedConversationSchema } } },
    async ({ body }, reply) => {
      const conversation = await addRecord<StoredConversation>(pool, account, { table, record: body });
      return reply.code(201).header("location", `/api/conversations/${conversation.id}`).send(conversation);
    },
  );
  app.get(
    "/api/conversations/:id",
    { schema: { params: path, response: { 200: storedConversationSchema } } },
    async ({ params }) => {
      const conversation = await readRecord<StoredConversation>(pool, account, { table, ...params });
      if (!conversation) throw notFound("conversation");
      return conversation;
    },
  );
  app.delete("/api/conversations/:id", { schema: { params: path, response: gone } }, async ({ params }, reply) => {
    if (!(await removeRecord(pool, account, { table, ...params }))) throw notFound("conversation");
    return reply.code(204).send(null);
  });
}

function applicationRoutes(app: App, { pool, account }: Context): void {
  const table = "application";
  app.get(
    "/api/applications",
    { schema: { querystring: pageQuerySchema, response: { 200: applicationPageSchema } } },
    ({ query }) => listRecords<StoredApplication>(pool, account, { table, ...query }),
  );
  app.post(
    "/api/applications",
    { schema: { body: applicationInputSchema, response: { 201: storedApplicationSchema } } },
    async ({ body }, reply) => {
      const application = await addRecord<StoredApplication>(pool, account, { table, record: body });
      return reply.code(201).header("location", `/api/applications/${application.id}`).send(application);
    },
  );
  app.get(
    "/api/applications/:id",
    { schema: { params: path, response: { 200: storedApplicationSchema } } },
    async ({ params }) => {
      const application = await readRecord<StoredApplication>(pool, account, { table, ...params });
      if (!application) throw notFound("application");
      return application;
    },
  );
  app.delete("/api/applications/:id", { schema: { params: path, response: gone } }, async ({ params }, reply) => {
    if (!(await removeRecord(pool, account, { table, ...params }))) throw notFound("application");
    return reply.code(204).send(null);
  });
}
