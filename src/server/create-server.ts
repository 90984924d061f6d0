/**
 * The server: one Fastify over one PostgreSQL. It starts no program; who composes it (the CLI) may hand it a judge.
 *
 * The list of resources below is written out: a route exists because it stands here.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type pg from "pg";
import { version } from "../base/version.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { guard } from "./ground/guard.ts";
import { answerWithProblems } from "./ground/problems.ts";
import { healthRoutes } from "./health/routes.ts";
import { logEntryRoutes } from "./log-entries/routes.ts";

export interface ServerOptions {
  pool: pg.Pool;
  catalog: Catalog;
  /** What a client must know: `Authorization: Bearer <key>`. */
  key: string;
  /** Whose rows these are. */
  account: string;
  /** Host names by which it may be called. */
  hosts: readonly string[];
  /** "2026-11-20", where the person is. */
  today: () => string;
  logger?: FastifyBaseLogger;
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What a resource's routes are given. */
export type Context = Pick<ServerOptions, "pool" | "catalog" | "account" | "today">;

export async function createServer(options: ServerOptions): Promise<App> {
  const { logger, key, hosts } = options;
  const app: App = fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
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
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // React writes `style` attributes for positions that are computed: a bar's width.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // It speaks plain HTTP on loopback.
    strictTransportSecurity: false,
  });
  guard(app as FastifyInstance, { key, hosts });
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
  logEntryRoutes(app, options);
  return app;
}
