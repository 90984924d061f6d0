/** HTTP: from a request to one of the five things that can be done, and back. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { Duplex } from "node:stream";
import type { Expenses } from "./expenses.ts";
import { log } from "./log.ts";
import { Problem } from "./problem.ts";
import { expenseChange, expenseId, newExpense, pageCursor, pageLimit } from "./validate.ts";

/** The largest honest body has some 3 kB; this leaves room for members that we do not know. */
const largestBodyBytes = 64 * 1024;

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

let inFlight = 0;
export const requestsInFlight = () => inFlight;

export function createServer(expenses: Expenses): http.Server {
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
      const answer = await route(request, expenses);
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

async function route(request: http.IncomingMessage, expenses: Expenses): Promise<Answer> {
  if (!URL.canParse(request.url ?? "", "http://localhost")) throw new Problem(400, "that is not a path");
  const url = new URL(request.url ?? "", "http://localhost");
  const segments = url.pathname.slice(1).split("/");

  if (url.pathname === "/healthz") {
    allow(request, "GET");
    await expenses.list(1, undefined);
    return { status: 200, body: { status: "ok" } };
  }
  if (url.pathname === "/expenses") {
    allow(request, "GET", "POST");
    if (request.method === "POST") {
      const expense = await expenses.create(newExpense(await readJson(request)));
      return { status: 201, body: expense, headers: { location: `/expenses/${expense.id}` } };
    }
    const limit = pageLimit(url.searchParams.get("limit"));
    return { status: 200, body: await expenses.list(limit, pageCursor(url.searchParams.get("cursor"))) };
  }
  if (segments[0] === "expenses" && segments.length === 2) {
    allow(request, "GET", "PATCH", "DELETE");
    const id = expenseId(decode(segments[1]!));
    if (request.method === "DELETE") {
      if (!(await expenses.remove(id))) throw notFound();
      return { status: 204 };
    }
    const expense =
      request.method === "PATCH"
        ? await expenses.update(id, expenseChange(await readJson(request)))
        : await expenses.read(id);
    if (!expense) throw notFound();
    return { status: 200, body: expense };
  }
  throw notFound();
}

function allow(request: http.IncomingMessage, ...methods: string[]): void {
  if (!methods.includes(request.method ?? "")) {
    throw new Problem(405, `only ${methods.join(", ")}`, { allow: methods.join(", ") });
  }
}

function notFound(): Problem {
  return new Problem(404, "there is nothing here");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem(404, "there is no such expense");
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
  if (answer.body === undefined) {
    response.writeHead(answer.status, answer.headers).end();
    return;
  }
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { ...answer.headers, "content-type": contentType, "content-length": body.length });
  response.end(body);
}

function refuseWhatIsNotHttp(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const body = JSON.stringify(new Problem(400, "that is not an HTTP request"));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
