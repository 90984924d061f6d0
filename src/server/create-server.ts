/**
 * The server: one Fastify over one PostgreSQL. It starts no program; who composes it (the CLI) may hand it a judge.
 *
 * The list of resources below is written out: a route exists because it stands here.
 */
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { version } from "../base/version.ts";
import { advertRoutes } from "./adverts/routes.ts";
import { archiveRoutes } from "./archive/routes.ts";
import { checkRoutes } from "./checks/routes.ts";
import { documentRoutes } from "./documents/routes.ts";
import { evidenceRoutes } from "./evidence/routes.ts";
import { findRoutes } from "./find/routes.ts";
import { firstRunRoutes } from "./first-run/routes.ts";
import type { App, ServerOptions } from "./ground/app.ts";
import { guard } from "./ground/guard.ts";
import { answerRepeats } from "./ground/idempotency.ts";
import { readJsonStrictly } from "./ground/json-body.ts";
import { answerWithProblems, beforeRouting } from "./ground/problems.ts";
import { requestDatabase } from "./ground/request-database.ts";
import { logOptions, logRequests } from "./ground/request-log.ts";
import { addSecurityHeaders } from "./ground/security-headers.ts";
import { guideRoutes } from "./guides/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import { homeRoutes } from "./home/routes.ts";
import { logEntryRoutes } from "./log-entries/routes.ts";
import { metricRoutes } from "./metrics/routes.ts";
import { servePages } from "./pages/serve-pages.ts";
import { planRoutes } from "./plan/routes.ts";
import { projectRoutes } from "./projects/routes.ts";
import { runRoutes } from "./runs/routes.ts";
import { sessionRoutes } from "./sessions/routes.ts";
import { skillRoutes } from "./skills/routes.ts";
import { todayRoutes } from "./today/routes.ts";

export async function createServer(given: ServerOptions): Promise<App> {
  const options = { ...given, pool: requestDatabase(given.pool) };
  const { log, key, hosts, account } = options;
  const app: App = fastify({
    ...logOptions(log),
    ...beforeRouting,
    // The largest body is an advert or a log entry; archives and evidence state their own limit at their route.
    bodyLimit: 1024 * 1024,
    // A client that sends its request by drops is no reader.
    requestTimeout: 30_000,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app as FastifyInstance);
  readJsonStrictly(app as FastifyInstance);
  await addSecurityHeaders(app as FastifyInstance);
  // Far beyond one person's tabs; a flood must not use up the process's descriptors.
  app.server.maxConnections = 1_000;
  logRequests(app as FastifyInstance);
  if (given.changed) tellOfChanges(app as FastifyInstance, given.changed);
  guard(app as FastifyInstance, { key, hosts });
  answerRepeats(app as FastifyInstance, { pool: given.pool, account });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Seaworthy", version, license: { name: "MIT", identifier: "MIT" } },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get("/api/openapi.json", { config: { open: true }, schema: { hide: true } }, () => app.swagger());
  healthRoutes(app, options);
  metricRoutes(app, options);
  homeRoutes(app, options);
  documentRoutes(app, options);
  logEntryRoutes(app, options);
  projectRoutes(app, options);
  checkRoutes(app, options);
  runRoutes(app, options);
  evidenceRoutes(app, options);
  advertRoutes(app, options);
  sessionRoutes(app, options);
  archiveRoutes(app, options);
  planRoutes(app, options);
  skillRoutes(app, options);
  guideRoutes(app, options);
  todayRoutes(app, options);
  findRoutes(app, options);
  firstRunRoutes(app, options);
  if (options.webFolder !== undefined) await servePages(app as FastifyInstance, options.webFolder);
  return app;
}

function tellOfChanges(app: FastifyInstance, changed: () => void): void {
  app.addHook("onResponse", async ({ method }, { statusCode }) => {
    if (method !== "GET" && method !== "HEAD" && statusCode < 400) changed();
  });
}
