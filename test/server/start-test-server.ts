/**
 * The server as tests need it: over a fresh database of a real PostgreSQL, spoken to without a port.
 */
import pg from "pg";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { type Cluster, startCluster } from "../../src/judge/probe/postgres/cluster.ts";
import { createServer } from "../../src/server/create-server.ts";
import type { App, ServerOptions } from "../../src/server/ground/app.ts";
import { migrate } from "../../src/server/ground/migrate.ts";

export const testKey = "the-key-of-the-tests";

export interface TestServer {
  app: App;
  pool: pg.Pool;
  /** As a client that knows the key. `body` is what the answer's JSON says. */
  call(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it and fails where it is something else
  body: any;
}

export async function startTestServer(
  options: Partial<ServerOptions> & { cluster?: Cluster } = {},
): Promise<TestServer> {
  const { cluster: given, ...rest } = options;
  const cluster = given ?? (await startCluster());
  const database = await cluster.createDatabase();
  const pool = new pg.Pool({ connectionString: database.urlVia(cluster.port), max: 5 });
  await migrate(pool);
  const app = await createServer({
    pool,
    catalog: await readCatalog(),
    key: testKey,
    account: "local",
    hosts: [],
    today: () => "2026-11-20",
    ...rest,
  });
  await app.ready();
  return {
    app,
    pool,
    call: async (method, url, payload) => {
      const headers = { authorization: `Bearer ${testKey}` };
      const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
      const body = answer.body === "" ? undefined : tryJson(answer.body);
      return { status: answer.statusCode, headers: answer.headers, body };
    },
    stop: async () => {
      await app.close();
      await pool.end();
      if (given) await database.drop();
      else await cluster.stop();
    },
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
