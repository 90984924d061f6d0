/**
 * docs/openapi.json: the API of the app's server, as its own routes describe it. The judge is held against it too.
 */
import pg from "pg";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { createServer } from "../../server/create-server.ts";

export async function openapiPage(): Promise<string> {
  // Never connected: only the routes are asked for.
  const pool = new pg.Pool();
  const catalog = await readCatalog();
  const app = await createServer({ pool, catalog, key: "", account: "local", hosts: [], today: () => "2026-01-01" });
  await app.ready();
  const document = app.swagger();
  await app.close();
  await pool.end();
  return `${JSON.stringify(document, null, 2)}\n`;
}
