/**
 * One line of JSON for each request: its id, which the answer names too, what was asked, what was answered, how long it took.
 *
 * Never a header, a body or a query: keys, pay and reasons are in those.
 */
import { randomUUID } from "node:crypto";
import { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";

export interface Log {
  write(line: string): void;
}

export function logOptions(log: Log | undefined): FastifyServerOptions {
  return {
    logger: log
      ? {
          level: "info",
          stream: log,
          base: null,
          timestamp: () => `,"time":"${new Date().toISOString()}"`,
          formatters: { level: (level) => ({ level }) },
          // An error's own members may hold rows and parameters (pg: detail, where).
          serializers: { err: ({ name, message, stack, code }) => ({ type: name, message, stack: stack ?? "", code }) },
        }
      : false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && /^[\w.-]{1,100}$/.test(given) ? given : randomUUID();
    },
  };
}

export function logRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    // Pages' files would be nine lines of ten.
    if (request.routeOptions.config.quiet) return;
    const { method, routeOptions } = request;
    request.log.info(
      {
        method,
        route: routeOptions.url,
        path: request.url.split("?")[0]?.slice(0, 300),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      "answered",
    );
  });
}

declare module "fastify" {
  interface FastifyContextConfig {
    quiet?: boolean;
  }
}
