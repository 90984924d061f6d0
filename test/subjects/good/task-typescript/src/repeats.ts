/**
 * Requests that may be repeated (Idempotency-Key): the key and what was made lie in one transaction, so that after a crash
 * there are both or neither.
 */
import { createHash } from "node:crypto";
import type { Database, Query } from "./database.ts";
import { Problem } from "./problem.ts";

export interface Repeatable {
  accountId: number;
  key: string;
  /** All that the request asked for. The same key with something else in it is a mistake of the client's. */
  request: unknown;
}

export class Repeats {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Does the work, or answers what it answered the first time. */
  once<Answer>({ accountId, key, request }: Repeatable, work: (query: Query) => Promise<Answer>): Promise<Answer> {
    const hash = createHash("sha256").update(JSON.stringify(request)).digest();
    return this.#database.transaction(async (query) => {
      // Somebody else's transaction with the same key makes this one wait for its end. After 24 hours a key may be used anew.
      const claimed = await query(
        `insert into repeatable (account_id, key, request_hash) values ($1, $2, $3)
         on conflict (account_id, key) do update
         set request_hash = excluded.request_hash, answer = null, created_at = now()
         where repeatable.created_at < now() - interval '24 hours'
         returning key`,
        [accountId, key, hash],
      );
      if (claimed.length > 0) {
        const answer = await work(query);
        await query("update repeatable set answer = $3 where account_id = $1 and key = $2", [accountId, key, answer]);
        return answer;
      }
      const rows = await query<{ request_hash: Buffer; answer: Answer }>(
        "select request_hash, answer from repeatable where account_id = $1 and key = $2",
        [accountId, key],
      );
      if (!rows[0]?.request_hash.equals(hash)) {
        throw new Problem(422, "this Idempotency-Key was used for something else");
      }
      return rows[0].answer;
    });
  }
}
