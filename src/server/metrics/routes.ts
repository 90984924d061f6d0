/**
 * `GET /metrics`: figures of the running server as Prometheus reads them. Only with the key.
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { App, Context } from "../ground/app.ts";

export function metricRoutes(app: App, { pool }: Context): void {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from a request's head to the end of its answer",
    labelNames: ["method", "route", "status"],
    // From a row by its key to the slowest that is allowed.
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [...registers],
  });
  new Gauge({
    name: "database_connections",
    help: "Connections of the pool, and requests that wait for one",
    labelNames: ["state"],
    registers: [...registers],
    collect() {
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  // They watch the whole process, so not in each of many servers in one: from the first question on.
  let isCollecting = false;
  app.addHook("onResponse", async (request, reply) => {
    // By the route, never by the address: as many series as there are routes.
    const { method, routeOptions } = request;
    duration.observe({ method, route: routeOptions.url ?? "none", status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get("/metrics", { schema: { hide: true } }, async (_, reply) => {
    if (!isCollecting) collectDefaultMetrics({ register: registry });
    isCollecting = true;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
