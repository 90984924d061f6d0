import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { logLine } from "./log.ts";
import { type Reply, Stop } from "./reply.ts";

export type Routes = (
  method: string,
  path: string[],
  query: URLSearchParams,
  body: () => Promise<unknown>,
) => Promise<Reply>;

export function serve(routes: Routes, port: number): { stop(limitMs: number): Promise<void> } {
  let requests = 0;
  let inFlight = 0;
  let stopping = false;

  const server = createServer((req, res) => {
    const began = performance.now();
    const id = `req-${(++requests).toString(36)}`;
    const url = req.url ?? "/";
    inFlight += 1;
    res.once("close", () => {
      inFlight -= 1;
      const responseTime = performance.now() - began;
      const request = {
        id,
        method: req.method,
        url: url.replace(/\?.*/s, ""),
        remoteAddress: req.socket.remoteAddress,
      };
      logLine(30, "request completed", { req: request, res: { statusCode: res.statusCode }, responseTime });
    });

    const [path = "", search = ""] = url.split("?", 2);
    routes(req.method ?? "", segments(path), new URLSearchParams(search), () => jsonBody(req))
      .catch((error: unknown) => problem(error, id))
      .then((reply) => {
        if (stopping) res.setHeader("Connection", "close");
        write(res, reply);
        req.resume();
      });
  });
  server.requestTimeout = 15_000;
  server.listen({ port, host: "::" }, () => logLine(30, "listening", { port }));

  return {
    async stop(limitMs) {
      stopping = true;
      const deadline = performance.now() + limitMs;
      const closed = new Promise((resolve) => server.close(resolve));
      while (inFlight > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
      server.closeAllConnections();
      await closed;
    },
  };
}

function segments(path: string): string[] {
  try {
    return path.split("/").slice(1).map(decodeURIComponent);
  } catch {
    // Percent signs that encode nothing.
    return [];
  }
}

async function jsonBody(req: IncomingMessage): Promise<unknown> {
  const limit = 16 * 1024;
  if (!/^application\/json(\s*;.*)?$/i.test(req.headers["content-type"] ?? "")) {
    throw new Stop(415, "Unsupported Media Type", { more: { accepts: ["application/json"] } });
  }
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req
      .on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > limit) reject(new Stop(413, "Content Too Large", { more: { limit } }));
        else chunks.push(chunk);
      })
      .on("end", () => resolve(Buffer.concat(chunks)))
      .on("close", () => reject(new Stop(400, "Incomplete Body")));
  });
  if (!isUtf8(bytes)) throw new Stop(400, "Bad Request", { more: { reason: "not UTF-8" } });
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Stop(400, "Bad Request", { more: { reason: "not JSON" } });
  }
}

function problem(error: unknown, id: string): Reply {
  const stop = error instanceof Stop ? error : new Stop(500, "Internal Server Error", { reason: error });
  if (stop.status >= 500) {
    const err = stop.reason instanceof Error ? stop.reason : new Error(String(stop.reason));
    logLine(50, err.message, { req: { id }, err: { type: err.name, message: err.message, stack: err.stack } });
  }
  const body = { title: stop.message, status: stop.status, request_id: id, ...stop.more };
  return { status: stop.status, body, headers: stop.headers };
}

function write(res: ServerResponse, reply: Reply): void {
  const type = reply.status >= 400 ? "application/problem+json" : "application/json";
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
  res.statusCode = reply.status;
  if (reply.body === undefined) {
    res.end();
  } else {
    res.setHeader("Content-Type", `${type}; charset=utf-8`);
    res.end(JSON.stringify(reply.body));
  }
}
