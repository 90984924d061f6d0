/** Slows guessing: more than ten failed log-ins for one address in a minute, and there are no more until the minute is over. */
import type { Database } from "./database.ts";
import { Problem } from "./problem.ts";

const failuresPerMinute = 10;

export class LoginLimit {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async refuseIfReached(email: string): Promise<void> {
    // The failure that has to become a minute old before there may be another.
    const rows = await this.#database.query<{ wait: number }>(
      `select ceil(extract(epoch from failed_at + interval '1 minute' - clock_timestamp()))::int as wait
       from failed_login
       where email = lower($1) and failed_at > clock_timestamp() - interval '1 minute'
       order by failed_at desc
       offset $2 limit 1`,
      [email, failuresPerMinute],
    );
    const row = rows[0];
    if (row) throw new Problem(429, "too many failed log-ins", { "retry-after": String(Math.max(1, row.wait)) });
  }

  /** Counted whether or not there is such an address: otherwise the limit would tell. */
  async countFailure(email: string): Promise<void> {
    await this.#database.query("insert into failed_login (email) values (lower($1))", [email]);
    await this.refuseIfReached(email);
  }
}
