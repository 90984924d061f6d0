/**
 * Who may speak to the API: only who knows the key, from this very address.
 *
 * A web page elsewhere must not drive the app (CSRF), nor by a name that it makes point here (DNS rebinding), nor may
 * another user of the machine. So: a key in a header, which no browser adds by itself; and names are checked.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { HttpProblem } from "./problems.ts";

export interface GuardOptions {
  key: string;
  /** Host names by which the server may be called, without port; none: any. */
  hosts: readonly string[];
}

/** Of routes that anybody may see: the page itself, health, the API's own description. */
declare module "fastify" {
  interface FastifyContextConfig {
    open?: boolean;
  }
}

/** A key has 256 bits, and guessing gets nowhere; it only fills the log. Ten seconds, and far more than slips of the hand. */
const guesses = { most: 100, perMs: 10_000 };

export function guard(app: FastifyInstance, { key, hosts }: GuardOptions): void {
  const expected = digest(key);
  let wrong = { since: 0, count: 0 };
  const isTooMany = () => {
    const now = performance.now();
    if (now - wrong.since > guesses.perMs) wrong = { since: now, count: 0 };
    wrong.count += 1;
    return wrong.count > guesses.most;
  };
  app.addHook("onRequest", async (request, reply) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
    if (hosts.length > 0 && !hosts.includes(host))
      throw new HttpProblem(421, "This server does not answer for that name");
    if (request.routeOptions.config.open) return;
    const [, given = ""] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? "") ?? [];
    // Of equal length by hashing, so that nothing is learnt by time.
    if (timingSafeEqual(digest(given), expected)) return;
    if (given !== "" && isTooMany()) {
      reply.header("retry-after", String(guesses.perMs / 1000));
      throw new HttpProblem(429, "Too many wrong keys");
    }
    reply.header("www-authenticate", 'Bearer realm="seaworthy"');
    throw new HttpProblem(401, "This needs the key of the app", {
      fix: "open the address that the terminal printed; it holds the key",
    });
  });
}

const digest = (text: string) => createHash("sha256").update(text).digest();
