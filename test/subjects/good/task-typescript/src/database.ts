/** The pool, with a limit on everything: a silent database never answers, so only our own clock can end the wait. */
import pg from "pg";
import { log } from "./log.ts";
import { Problem } from "./problem.ts";

// A calendar date has no time zone. The driver would make a Date of it, at midnight where the server stands.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
// Identity columns count far below 2^53, where a JavaScript number stops being exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

export class Database {
  readonly #pool: pg.Pool;
  #isReady = false;

  constructor(connectionString: string) {
    this.#pool = new pg.Pool({
      connectionString,
      max: 10,
      connectionTimeoutMillis: 3000,
      statement_timeout: 5000,
      query_timeout: 5000,
    });
    // Without a listener an idle connection that breaks would end the whole program.
    this.#pool.on("error", (error) => log.error("idle database connection lost", error));
  }

  /** Makes the tables. Until that has worked once, every other call answers 503. */
  async prepare(schema: string): Promise<void> {
    await this.#pool.query(schema);
    this.#isReady = true;
  }

  readonly query: Query = async (text, values) => {
    this.#refuseUntilReady();
    try {
      return (await this.#pool.query(text, values)).rows;
    } catch (error) {
      throw isOutage(error) ? outage(error) : error;
    }
  };

  /** All of the work or none of it. */
  async transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    this.#refuseUntilReady();
    const client = await this.#pool.connect().catch((error) => {
      throw outage(error);
    });
    let isBroken = false;
    const onError = () => {
      isBroken = true;
    };
    client.on("error", onError);
    try {
      await client.query("begin");
      const result = await work(async (text, values) => (await client.query(text, values)).rows);
      await client.query("commit");
      return result;
    } catch (error) {
      // Closing a connection ends its transaction as well, and needs no answer from a database that may not give one.
      if (error instanceof Problem) await client.query("rollback").catch(onError);
      else isBroken = true;
      throw error instanceof Problem || !isOutage(error) ? error : outage(error);
    } finally {
      client.removeListener("error", onError);
      client.release(isBroken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  #refuseUntilReady(): void {
    if (!this.#isReady) throw new Problem(503, "The database is not ready yet");
  }
}

/** The SQLSTATE of an error that the database itself sent. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

export const uniqueViolation = "23505";
export const foreignKeyViolation = "23503";

/** Whether it is the database that is away, rather than our statement that is wrong. */
function isOutage(error: unknown): boolean {
  if (error instanceof Problem) return false;
  const code = sqlState(error);
  // 08 connection exception, 53 insufficient resources, 57 operator intervention (shutdown, cancelled, cannot connect now)
  return code === undefined || /^(08|53|57)/.test(code);
}

function outage(cause: unknown): Problem {
  return new Problem(503, "The database is not available", undefined, cause);
}
