/**
 * The end of a server: no new requests, those under way are answered, and then it is over.
 */
import type { FastifyInstance } from "fastify";

/** As long as the slowest statement may take; whoever hangs on after that is cut off. */
const graceMs = 10_000;

export async function stopGently(app: Pick<FastifyInstance, "close" | "server">): Promise<void> {
  const limit = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(limit);
  }
}
