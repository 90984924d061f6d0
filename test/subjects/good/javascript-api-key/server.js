// Beehives: a list of hives for one beekeeper's own programs, all of which know the key.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { DatabaseAway, openDatabase } from "./database.js";
import { hivesOf } from "./hives.js";
import { guardWith } from "./key.js";
import { notThere, Refused } from "./refused.js";

const { API_KEY, DATABASE_URL, PORT = "3000" } = process.env;
for (const [name, value] of Object.entries({ API_KEY, DATABASE_URL })) {
  if (value) continue;
  console.error(`${name} is not set`);
  process.exit(1);
}
const MOST_BYTES = 64 * 1024;

const database = openDatabase(DATABASE_URL, log);
const hives = hivesOf(database.sql);
const hasKey = guardWith(API_KEY);
let ready = false;
let underWay = 0;

const answered = (status, body, headers = {}) => ({ status, body, headers });

const routes = [
  { path: /^\/healthz$/, open: true, GET: health },
  { path: /^\/hives$/, GET: list, POST: add },
  { path: /^\/hives\/(?<id>[^/]+)$/, GET: get, PATCH: change, DELETE: remove },
];

async function health() {
  await database.sql("select id from hive limit 1");
  return answered(200, { ok: true });
}
async function list({ query }) {
  return answered(200, await hives.list(query));
}
async function add({ request }) {
  const hive = await hives.add(await readJson(request));
  return answered(201, hive, { Location: `/hives/${hive.id}` });
}
async function get({ id }) {
  return answered(200, await hives.get(idFrom(id)));
}
async function change({ id, request }) {
  return answered(200, await hives.change(idFrom(id), await readJson(request)));
}
async function remove({ id }) {
  await hives.remove(idFrom(id));
  return answered(204);
}

// Nothing beyond the largest int has ever been given out.
function idFrom(text) {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > 2 ** 31 - 1) throw notThere();
  return id;
}

async function respond(request) {
  const [path, search = ""] = (request.url ?? "/").split("?");
  const route = routes.find((one) => one.path.test(path));
  // The key comes before everything: without it not even the paths are told.
  if (!route?.open && !hasKey(request)) throw new Refused(401, "The key is needed", { "WWW-Authenticate": "Bearer" });
  if (!route) throw notThere();
  const handle = Object.hasOwn(route, request.method) ? route[request.method] : undefined;
  if (typeof handle !== "function") {
    const allowed = Object.keys(route).filter((name) => /^[A-Z]+$/.test(name));
    throw new Refused(405, "Not so", { Allow: allowed.join(", ") });
  }
  if (!ready) throw new DatabaseAway("the table is not there yet");
  return handle({ request, query: new URLSearchParams(search), id: route.path.exec(path).groups?.id });
}

async function readJson(request) {
  if (!/^application\/json *(;|$)/i.test(request.headers["content-type"] ?? "")) throw new Refused(415, "JSON only");
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Refused(413, "Too large");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new Refused(400, "This is not JSON");
  }
}

const server = createServer(async (request, response) => {
  const began = performance.now();
  const requestId = randomUUID();
  underWay++;
  response.on("close", () => {
    underWay--;
    const durationMs = Math.round(performance.now() - began);
    const [path] = (request.url ?? "/").split("?");
    log("info", "request", { requestId, method: request.method, path, status: response.statusCode, durationMs });
  });
  const result = await respond(request).catch((error) => {
    if (error instanceof Refused) return problem(error.status, error.message, error.headers);
    log("error", "request failed", { requestId, error: error.stack });
    return error instanceof DatabaseAway ? problem(503, "The database is away") : problem(500, "Our mistake");
  });
  request.resume();
  if (!server.listening) response.shouldKeepAlive = false;
  const headers = { "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", ...result.headers };
  if (result.body === undefined) return response.writeHead(result.status, headers).end();
  const type = result.type ?? "application/json";
  response.writeHead(result.status, { ...headers, "Content-Type": type }).end(JSON.stringify(result.body));
});

function problem(status, title, headers = {}) {
  return { ...answered(status, { title, status }, headers), type: "application/problem+json" };
}

function log(level, message, more = {}) {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...more }));
}

function stop() {
  server.close(async () => {
    await Promise.race([database.close(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    process.exit(0);
  });
  const deadline = Date.now() + 8000;
  setInterval(() => {
    if (underWay === 0 || Date.now() > deadline) server.closeAllConnections();
  }, 100);
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
server.requestTimeout = 10_000;
server.listen(Number(PORT), () => log("info", "listening", { port: PORT }));

while (!ready) {
  try {
    await database.makeTables();
    ready = true;
  } catch (error) {
    log("warn", "waiting for the database", { error: error.message });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
