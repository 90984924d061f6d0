/**
 * Waits for a database that comes up a little later than we do, as when a whole machine or cluster starts.
 */
import pg from "pg";
import { UserError } from "../../base/errors.ts";

export async function connectPatiently(
  connectionString: string,
  { signal, patienceMs }: { signal: AbortSignal; patienceMs: number },
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 1_000)) {
    const why = await whyNot(connectionString);
    if (why === undefined) return;
    signal.throwIfAborted();
    if (!passes(why) || performance.now() > until)
      // Never the address itself, which holds a password.
      throw new UserError("database-unreachable", `the database of DATABASE_URL cannot be used: ${why.message}`, {
        fix: "start it, or correct DATABASE_URL",
        cause: why,
      });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function whyNot(connectionString: string): Promise<(Error & { code?: string }) | undefined> {
  try {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
    } finally {
      await client.end().catch(() => {});
    }
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** A wrong password, name or address does not get better by waiting. */
function passes({ code = "" }: { code?: string }): boolean {
  return !/^(28|3D|ENOTFOUND|ERR_INVALID)/.test(code);
}
