/**
 * A POST with an `Idempotency-Key` happens once, however often it is sent: a repetition gets the first one's answer.
 * (draft-ietf-httpapi-idempotency-key-header)
 *
 * The answer is noted in the transaction of what the route itself writes. So a kill between the two is not possible, and a
 * repetition that comes while the first is still at work waits for it at the table's key. Rejected: a note beside, in a
 * transaction of its own, which after a kill cannot tell whether the thing was made.
 */
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type pg from "pg";
import { HttpProblem } from "./problems.ts";
import { transactionOfRequest } from "./request-database.ts";

interface Kept {
  request: Buffer;
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/** What an answer says beside its body. */
const keptHeaders = ["content-type", "location", "etag"] as const;

export function answerRepeats(app: FastifyInstance, { pool, account }: { pool: pg.Pool; account: string }): void {
  const open = new WeakMap<FastifyRequest, { client: pg.PoolClient; key: string }>();
  app.addHook("preHandler", (request, reply, done) => {
    const key = request.headers["idempotency-key"];
    if (request.method !== "POST" || key === undefined || request.routeOptions.config.open) return done();
    begin(pool, account, { request, key: String(key) }).then((begun) => {
      if ("kept" in begun) {
        const { status, headers, body } = begun.kept;
        reply.code(status).headers({ ...headers, "idempotent-replayed": "true" });
        reply.serializer((text: unknown) => text as string).send(body ?? undefined);
      } else {
        open.set(request, { client: begun.client, key: String(key) });
        transactionOfRequest.run(begun.client, done);
      }
    }, done);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const begun = open.get(request);
    if (!begun) return payload;
    open.delete(request);
    const { client, key } = begun;
    let failure: Error | undefined;
    try {
      if (reply.statusCode < 300) {
        const said = keptHeaders
          .map((name) => [name, reply.getHeader(name)])
          .filter(([, value]) => value !== undefined);
        await client.query(
          `update repeat
           set status = $3,
               headers = $4,
               body = $5
           where account = $1
             and key = $2`,
          [account, key, reply.statusCode, Object.fromEntries(said), typeof payload === "string" ? payload : null],
        );
        await client.query("commit");
      } else if (reply.statusCode < 500) await client.query("rollback");
      // Whatever went wrong, it may have been the connection: a new one.
      else failure = new Error(`answered ${reply.statusCode}`);
      return payload;
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure);
    }
  });
}

/** A day: longer than any client repeats by itself. */
const keptFor = "24 hours";

async function begin(
  pool: pg.Pool,
  account: string,
  { request, key }: { request: FastifyRequest; key: string },
): Promise<{ client: pg.PoolClient } | { kept: Kept }> {
  if (!/^[\x20-\x7e]{1,200}$/.test(key))
    throw new HttpProblem(400, "An Idempotency-Key is 1 to 200 printable characters of ASCII");
  const said = `${request.url}\n${JSON.stringify(request.body ?? null)}`;
  const digest = createHash("sha256").update(said).digest();
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    await client.query("delete from repeat where account = $1 and created_at < now() - $2::interval", [
      account,
      keptFor,
    ]);
    // Waits here while the same key is being answered elsewhere.
    const { rowCount } = await client.query(
      `insert into repeat (account, key, request)
       values ($1, $2, $3)
       on conflict do nothing`,
      [account, key, digest],
    );
    if (rowCount === 1) return { client };
    const { rows } = await client.query<Kept>(
      `select request, status, headers, body
       from repeat
       where account = $1
         and key = $2`,
      [account, key],
    );
    await client.query("rollback");
    client.release();
    const [kept] = rows;
    if (!kept) throw new HttpProblem(409, "A request with this Idempotency-Key is being answered");
    if (!kept.request.equals(digest))
      throw new HttpProblem(422, "This Idempotency-Key was used for another request", {
        fix: "make a new key for a new request",
      });
    return { kept };
  } catch (error) {
    if (!(error instanceof HttpProblem)) {
      failure = error as Error;
      client.release(failure);
    }
    throw error;
  }
}
