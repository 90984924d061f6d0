/** HTTP: takes a request in, finds who answers it, sends the answer out, and writes one line about it. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { Duplex } from "node:stream";
import { log } from "./log.ts";
import { notFound, Problem } from "./problem.ts";
import type { Answer, Route } from "./routes.ts";

/** Ten thousand characters of notes, each written as two \u escapes, have 120 kB. */
const largestBodyBytes = 256 * 1024;

/** Nothing here is a page, whatever somebody's text looks like, and nothing is for a cache to keep. */
const alwaysSent = { "x-content-type-options": "nosniff", "cache-control": "no-store" };

let inFlight = 0;
export const requestsInFlight = () => inFlight;

export function createServer(routes: Route[]): http.Server {
  const server = http.createServer(async (request, response) => {
    const began = performance.now();
    const requestId = randomUUID();
    const path = (request.url ?? "/").split("?")[0];
    inFlight++;
    response.on("close", () => {
      inFlight--;
      const durationMs = Math.round((performance.now() - began) * 10) / 10;
      log.info("request", { requestId, method: request.method, path, status: response.statusCode, durationMs });
    });
    try {
      const answer = await route(request, routes);
      response.shouldKeepAlive &&= server.listening;
      send(response, answer, "application/json; charset=utf-8");
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(500, "Something went wrong on our side");
      if (problem.status >= 500) log.error("request failed", problem.cause ?? error, { requestId });
      response.shouldKeepAlive &&= server.listening;
      // What is left of a refused body is read and thrown away, so that the client gets to see our answer.
      request.resume();
      send(response, { status: problem.status, body: problem, headers: problem.headers }, "application/problem+json");
    }
  });
  // An upload that never ends is cut off.
  server.requestTimeout = 10_000;
  server.on("clientError", refuseWhatIsNotHttp);
  return server;
}

async function route(request: http.IncomingMessage, routes: Route[]): Promise<Answer> {
  if (!URL.canParse(request.url ?? "", "http://localhost")) throw new Problem(400, "that is not a path");
  const url = new URL(request.url ?? "", "http://localhost");

  const here = routes.flatMap((candidate) => {
    const parameters = match(candidate.path, url.pathname);
    return parameters ? [{ route: candidate, parameters }] : [];
  });
  if (here.length === 0) throw notFound();
  const found = here.find(({ route }) => route.method === request.method);
  if (!found) {
    const methods = here.map(({ route }) => route.method).join(", ");
    throw new Problem(405, `only ${methods}`, { allow: methods });
  }
  return found.route.answer({
    parameters: found.parameters,
    query: url.searchParams,
    header: (name) => request.headers[name]?.toString(),
    json: () => readJson(request),
  });
}

/** The parameters of a path such as "/tasks/:taskId", when it is that path. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith(":")) parameters[segment.slice(1)] = decode(given[index]!);
    else if (segment !== given[index]) return undefined;
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw notFound();
  }
}

async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (type !== "application/json") throw new Problem(415, "the body has to be application/json");
  const bytes = await readBody(request);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(400, "the body is not valid JSON in UTF-8");
  }
}

async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) throw new Problem(413, "the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: http.ServerResponse, answer: Answer, contentType: string): void {
  if (response.destroyed) return;
  const headers = { ...alwaysSent, ...answer.headers };
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { ...headers, "content-type": contentType, "content-length": body.length });
  response.end(body);
}

function refuseWhatIsNotHttp(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const body = JSON.stringify(new Problem(400, "that is not an HTTP request"));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
