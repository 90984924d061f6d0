import pg from "pg";
import { HttpError } from "./http-error.js";

const DEADLINE_MS = 7000;

/** Hands out connections, one piece of work at a time, and takes them back whatever happens. */
export class Database {
  #pool;
  #logger;

  constructor(connectionString, logger) {
    this.#logger = logger;
    this.#pool = new pg.Pool({ connectionString, max: 8, connectionTimeoutMillis: 4000 });
    this.#pool.on("error", (error) => logger.error("idle connection failed", error));
  }

  async transaction(work) {
    let client;
    let timer;
    let broken;
    const deadline = Date.now() + DEADLINE_MS;
    // A connection that breaks between two statements says so here; the next statement fails anyway.
    const onError = (error) => {
      broken = error;
    };
    try {
      client = await this.#pool.connect();
      client.on("error", onError);
      // Ending a client that is waiting for an answer destroys its socket: the only way out of a silent server.
      timer = setTimeout(() => client.end(), Math.max(1, deadline - Date.now()));
      await client.query("begin");
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      broken = error;
      if (isUnavailable(error)) throw HttpError.unavailable(error);
      throw error;
    } finally {
      clearTimeout(timer);
      client?.removeListener("error", onError);
      await this.#giveBack(client, broken);
    }
  }

  async #giveBack(client, broken) {
    if (!client) return;
    const canGoOn = !broken || (broken instanceof HttpError && broken.statusCode < 500);
    if (!canGoOn) {
      client.release(true);
      return;
    }
    if (!broken) {
      client.release();
      return;
    }
    // Refused on the way: the transaction is open and has to be ended before anybody else gets the connection.
    try {
      await client.query({ text: "rollback", query_timeout: 1000 });
      client.release();
    } catch {
      client.release(true);
    }
  }

  async waitUntilUp(isCancelled) {
    while (!isCancelled()) {
      try {
        await this.transaction((client) => client.query("select 1"));
        return;
      } catch (error) {
        this.#logger.error("database is not up yet", error.cause ?? error);
        await new Promise((resolve) => setTimeout(resolve, 750));
      }
    }
  }

  async close(limitMs) {
    await Promise.race([this.#pool.end(), new Promise((resolve) => setTimeout(resolve, limitMs))]);
  }
}

function isUnavailable(error) {
  if (error instanceof HttpError) return false;
  if (!(error instanceof pg.DatabaseError)) return !(error instanceof TypeError);
  return ["08", "53", "57"].includes(error.code?.slice(0, 2));
}
