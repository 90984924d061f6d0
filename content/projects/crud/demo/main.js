/** Starts the server, brings each request to the right function, and stops when it is asked to. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { close, createTable, query, saveWhatIsWaiting } from "./database.js";
import { create, list, read, remove, update } from "./expenses.js";
import { log } from "./log.js";
import { Problem } from "./problem.js";

if (!process.env.DATABASE_URL) {
  console.error("DATABASE_URL is not set. It says where the database is: postgres://user:password@host:port/name");
  process.exit(1);
}

const largestBodyBytes = 100_000;
let inFlight = 0;
let tableIsThere = false;

const server = http.createServer(async (request, response) => {
  const began = Date.now();
  const requestId = randomUUID();
  const path = request.url.split("?")[0];
  inFlight++;
  response.on("close", () => {
    inFlight--;
    const durationMs = Date.now() - began;
    log("info", "request", { requestId, method: request.method, path, status: response.statusCode, durationMs });
  });

  const answer = (status, body) => send(response, status, body);
  try {
    await route(request, answer);
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem(500, "something went wrong here");
    if (problem.status >= 500) log("error", "request failed", { requestId, error: (error.cause ?? error).stack });
    request.resume();
    answer(problem.status, problem);
  }
});

async function route(request, answer) {
  const [path, search] = request.url.split("?", 2);
  const [, collection, id, ...more] = path.split("/");
  const operation = `${request.method} ${id === undefined ? path : `/${collection}/{id}`}`;

  if (!tableIsThere) throw new Problem(503, "still waiting for the database");
  if (operation === "GET /healthz") {
    await query("select 1");
    return answer(200, { status: "ok" });
  }
  if (collection !== "expenses" || more.length > 0) throw new Problem(404, "there is nothing here");
  if (operation === "POST /expenses") return create(await readJson(request), answer);
  if (operation === "GET /expenses") return list(new URLSearchParams(search), answer);
  if (operation === "GET /expenses/{id}") return read(id, answer);
  if (operation === "PATCH /expenses/{id}") return update(id, await readJson(request), answer);
  if (operation === "DELETE /expenses/{id}") return remove(id, answer);
  throw new Problem(405, "that cannot be done here");
}

async function readJson(request) {
  const type = (request.headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  if (type !== "application/json") throw new Problem(415, "send application/json");
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) throw new Problem(413, "that is too much");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new Problem(400, "that is not JSON");
  }
}

function send(response, status, body) {
  if (!server.listening) response.shouldKeepAlive = false;
  if (status === 201) response.setHeader("location", `/expenses/${body.id}`);
  if (body === undefined) return response.writeHead(status).end();
  const type = body instanceof Problem ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}

async function stop() {
  log("info", "stopping");
  server.close();
  // Whoever is not answered after 8 seconds is cut off: we have to be gone within 10.
  const began = Date.now();
  while (inFlight > 0 && Date.now() - began < 8000) await wait(50);
  await Promise.race([saveWhatIsWaiting(), wait(9000 - (Date.now() - began))]).catch(() => {});
  await Promise.race([close(), wait(500)]);
  process.exit(0);
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);

server.requestTimeout = 10_000;
server.listen(process.env.PORT ?? 3000);

while (!tableIsThere) {
  try {
    await createTable();
    tableIsThere = true;
  } catch (error) {
    log("warn", "waiting for the database", { error: error.message });
    await wait(500);
  }
}
log("info", "ready");
