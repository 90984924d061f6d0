/**
 * A server for bench/api.ts as a process of its own: ours, or a bare Fastify over pg that runs the very same statements.
 * `node api-server.ts ours|bare`; a message { url, routes } starts it, and it answers with its port.
 */
import fastify from "fastify";
import pg from "pg";
import { readCatalog } from "../src/catalog/read-catalog.ts";
import { createServer } from "../src/server/create-server.ts";

export interface BareRoute {
  path: string;
  statements: { text: string; values: unknown[] }[];
}

process.on("message", async ({ url, routes }: { url: string; routes: BareRoute[] }) => {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const app = process.argv[2] === "ours" ? await ours(pool) : bare(pool, routes);
  await app.listen({ host: "127.0.0.1", port: 0 });
  process.send?.({ port: (app.server.address() as { port: number }).port });
});
process.on("disconnect", () => process.exit());

const today = () => "2026-11-20";

async function ours(pool: pg.Pool) {
  return createServer({ pool, catalog: await readCatalog(), key: "bench", account: "local", hosts: [], today });
}

/** No guard, no checks, no schema: what is left when everything is taken away that one could do without. */
function bare(pool: pg.Pool, routes: readonly BareRoute[]) {
  const app = fastify();
  for (const { path, statements } of routes) {
    const [url] = path.split("?");
    app.get(url as string, async () => {
      const results: unknown[] = [];
      for (const { text, values } of statements) results.push((await pool.query(text, values)).rows);
      return { items: results };
    });
  }
  return app;
}
