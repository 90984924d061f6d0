/**
 * Finds the app its port: always the same where it can, so that bookmarks and what a browser keeps for the address stay good.
 */
import type { FastifyInstance } from "fastify";
import { UserError } from "../../base/errors.ts";

export const defaultPort = 4747;
/** Only from this very machine. */
const host = "127.0.0.1";

/** With a port that was asked for by name, only that one. Returns the address, without a slash at its end. */
export async function listen(app: Pick<FastifyInstance, "listen">, asked: number | undefined): Promise<string> {
  const ports = asked === undefined ? [...Array.from({ length: 10 }, (_, n) => defaultPort + n), 0] : [asked];
  for (const port of ports) {
    try {
      return await app.listen({ host, port });
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "EACCES" && asked !== undefined)
        throw new UserError("port-taken", `port ${asked} is not for ordinary users`, {
          fix: "choose one above 1023, or leave --port out",
        });
      if (code !== "EADDRINUSE") throw cause;
    }
  }
  throw new UserError("port-taken", `port ${asked} is taken by another program`, {
    fix: "choose another one, or leave --port out and a free one is found",
  });
}
