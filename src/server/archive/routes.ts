/**
 * `/api/archive`: everything out as one ZIP of open files, and in again.
 */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { archiveImportQuerySchema, archiveKeptSchema, archiveQuerySchema } from "../../contract/api/archive.ts";
import type { App, Context } from "../ground/app.ts";
import { HttpProblem } from "../ground/problems.ts";
import { exportArchive } from "./export-archive.ts";
import { importArchive } from "./import-archive.ts";

/** Ten thousand runs pack into some thirty megabytes. It is held in memory while it is read. */
const mostBytes = 100 * 1024 * 1024;

export function archiveRoutes(app: App, { pool, account, today }: Context): void {
  app.get("/api/archive", { schema: { querystring: archiveQuerySchema } }, async ({ query }, reply) => {
    const shareable = query.shareable === "true";
    const name = `seaworthy-${shareable ? "shareable-" : ""}${today()}.zip`;
    return reply
      .header("content-type", "application/zip")
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(Readable.from(exportArchive(pool, account, { shareable }), { objectMode: false }) as never);
  });

  // A scope of its own: elsewhere a ZIP is no body.
  app.register(async (scope: FastifyInstance) => {
    scope.addContentTypeParser("application/zip", { parseAs: "buffer", bodyLimit: mostBytes }, (_, bytes, done) =>
      done(null, bytes),
    );
    scope.post<{ Body: Buffer; Querystring: { replace: "true" | "false" } }>(
      "/api/archive",
      {
        bodyLimit: mostBytes,
        schema: {
          consumes: ["application/zip"],
          querystring: archiveImportQuerySchema,
          response: { 200: archiveKeptSchema },
        },
      },
      async ({ body, query }) => {
        if (!Buffer.isBuffer(body)) throw new HttpProblem(415, "An archive is sent as application/zip");
        return importArchive(pool, account, { file: body, replace: query.replace === "true" });
      },
    );
  });
}
