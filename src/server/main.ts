/**
 * The server without a person beside it: where it listens, its database and its key come from the environment, its log goes to
 * stdout. It starts no program, so nothing can be checked from here.
 *
 * PORT · DATABASE_URL · SEAWORTHY_KEY · HOST (default 127.0.0.1)
 */
import { UserError } from "../base/errors.ts";
import { readCatalog } from "../catalog/read-catalog.ts";
import { createServer } from "./create-server.ts";
import { connectPatiently } from "./ground/connect-patiently.ts";
import { migrate } from "./ground/migrate.ts";
import { openPool } from "./ground/open-pool.ts";
import { stopGently } from "./ground/stop-gently.ts";

/** What an orchestrator gives a machine's database to come up beside us. */
const patienceMs = 60_000;

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());

try {
  await serve(process.env);
} catch (error) {
  if (stop.signal.aborted) process.exitCode = 0;
  else if (error instanceof UserError) {
    process.stderr.write(`error: ${error.message}\nfix: ${error.fix}\n`);
    process.exitCode = 2;
  } else throw error;
}

async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const [databaseUrl, key, port] = ["DATABASE_URL", "SEAWORTHY_KEY", "PORT"].map((name) => needed(name, environment));
  const catalog = readCatalog();
  catalog.catch(() => {});
  await connectPatiently(databaseUrl as string, { signal: stop.signal, patienceMs });
  const log = process.stdout;
  const pool = openPool({ connectionString: databaseUrl }, (error) =>
    log.write(`${JSON.stringify({ level: "warn", time: new Date().toISOString(), msg: error.message })}\n`),
  );
  try {
    await migrate(pool);
    const app = await createServer({
      pool,
      catalog: await catalog,
      key: key as string,
      account: "local",
      // The names are for whoever stands before it: a proxy that knows them.
      hosts: [],
      today: () => new Date().toISOString().slice(0, 10),
      log,
    });
    await app.listen({ host: environment.HOST || "127.0.0.1", port: Number(port) });
    if (!stop.signal.aborted) await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
    await stopGently(app);
  } finally {
    await pool.end();
  }
}

function needed(name: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[name];
  if (value) return value;
  throw new UserError("not-configured", `${name} is not set`, { fix: `set ${name} in the environment of the server` });
}
