/**
 * Runs: start, list, read, follow, cancel.
 */
import type { FastifyReply } from "fastify";
import * as z from "zod";
import {
  openedHintSchema,
  type RunEvent,
  runListSchema,
  runPageSchema,
  runQuerySchema,
  runRequestSchema,
  runSchema,
} from "../../contract/api/run.ts";
import type { App, ServerOptions } from "../ground/app.ts";
import { asTyped } from "../ground/as-typed.ts";
import { HttpProblem, notFound } from "../ground/problems.ts";
import { createLiveRuns, runOrNone } from "./live-runs.ts";
import { listRuns, readRunPage } from "./sql.ts";

const path = z.strictObject({ id: z.uuid() });
/** What a client that comes back has seen already. Anything else begins at the beginning. */
const lastEventId = z.coerce.number().int().min(0).max(1_000_000).catch(0);

export function runRoutes(app: App, { pool, account, judge, catalog }: ServerOptions): void {
  const skillsOf = (check: string) =>
    [...catalog.skills.values()].filter(({ provenBy }) => provenBy.includes(check)).map(({ id }) => id);
  const live = judge && createLiveRuns({ pool, account, judge, skillsOf, logger: app.log });
  const streams = new Set<FastifyReply["raw"]>();
  if (live) {
    app.addHook("onReady", () => live.recover());
    app.addHook("preClose", async () => {
      await live.close();
      for (const stream of streams) stream.end();
    });
  }

  app.get(
    "/api/runs",
    { serializerCompiler: asTyped, schema: { querystring: runQuerySchema, response: { 200: runListSchema } } },
    ({ query }) => listRuns(pool, account, query),
  );
  app.post(
    "/api/runs",
    { schema: { body: runRequestSchema, response: { 202: runSchema } } },
    async (request, reply) => {
      if (!live) throw cannotRun;
      const run = await live.start(request.body);
      return reply.code(202).header("location", `/api/runs/${run.id}`).send(run);
    },
  );
  app.get("/api/runs/:id", { schema: { params: path, response: { 200: runPageSchema } } }, async ({ params }) => {
    const run = await readRunPage(pool, account, params.id);
    if (!run) throw notFound("run");
    return run;
  });
  app.post("/api/runs/:id/cancel", { schema: { params: path, response: { 200: runSchema } } }, async ({ params }) => {
    await runOrNone(pool, account, params.id);
    await live?.cancel(params.id);
    return runOrNone(pool, account, params.id);
  });
  app.post(
    "/api/runs/:id/opened-hints",
    { schema: { params: path, body: openedHintSchema, response: { 204: z.null() } } },
    async ({ params, body }, reply) => {
      const run = await runOrNone(pool, account, params.id);
      await judge?.noteLastHint(run.subject, body.check);
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/runs/:id/events",
    { schema: { params: path, produces: ["text/event-stream"] } },
    async (request, reply) => {
      const { id } = request.params;
      const run = await runOrNone(pool, account, id);
      const after = lastEventId.parse(request.headers["last-event-id"] ?? 0);
      const log = live?.log(id);
      reply.hijack();
      const { raw } = reply;
      // The headers that hooks have set, the content security policy among them, are Fastify's until here.
      const headers = { ...reply.getHeaders(), "content-type": "text/event-stream", "cache-control": "no-store" };
      raw.writeHead(200, headers as Record<string, string>);
      const send = (number: number, event: RunEvent) =>
        raw.write(`id: ${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      if (!log) {
        // Nothing is remembered of it but how it ended.
        send(after + 1, { type: "state", at: 0, state: run.state, ahead: 0 });
        raw.end();
        return;
      }
      streams.add(raw);
      // A proxy, or a laptop that slept, cuts what is silent; and a reader that is gone is only found by writing.
      const beat = setInterval(() => raw.write(": still here\n\n"), 15_000).unref();
      const stop = log.follow(after, { event: send, ended: () => raw.end() });
      raw.on("close", () => {
        clearInterval(beat);
        stop();
        streams.delete(raw);
      });
    },
  );
}

const cannotRun = new HttpProblem(409, "This server starts no programs", {
  fix: "run `seaworthy check` in the folder of your program; its evidence can be sent here",
});
