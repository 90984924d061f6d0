/**
 * The web app's files, for anybody: what is private comes only through the API.
 */
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";

export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, open: true, quiet: true };
      route.schema = { ...route.schema, hide: true };
    });
    await scope.register(staticFiles, {
      root: folder,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      // Names of assets hold a hash of what is in them; the page that names them is asked for each time.
      setHeaders: (reply, path) => {
        reply.header("cache-control", /\/assets\//.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    // The pages' own addresses: the web app finds its way. What looks like a file or the API is not one of them.
    scope.get("/*", (request, reply) =>
      /^\/api\/|\.\w+$/.test(request.url.split("?")[0] ?? "") ? reply.callNotFound() : reply.sendFile("index.html"),
    );
  });
}
