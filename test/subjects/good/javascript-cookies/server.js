// Guest house: hosts offer rooms and write down who sleeps in them. Sessions are cookies.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { DatabaseAway, openDatabase } from "./database.js";
import { hostsOf } from "./hosts.js";
import { roomsOf } from "./rooms.js";
import { notThere, Refused } from "./valid.js";

const { DATABASE_URL, PORT = "3000" } = process.env;
if (!DATABASE_URL) {
  console.error("DATABASE_URL is not set");
  process.exit(1);
}
const MOST_BYTES = 64 * 1024;

const database = openDatabase(DATABASE_URL, log);
const hosts = hostsOf(database.sql);
const rooms = roomsOf(database.sql);
let ready = false;
let underWay = 0;

const answered = (status, body, headers = {}) => ({ status, body, headers });
const routes = {
  "GET /health": {
    open: async () => {
      await database.sql("select id from booking limit 1");
      return answered(200, { ok: true });
    },
  },
  "POST /hosts": { open: async (request) => answered(201, await hosts.become(await readJson(request))) },
  "POST /login": {
    open: async (request) => answered(204, undefined, { "Set-Cookie": await hosts.comeIn(await readJson(request)) }),
  },
  "POST /logout": {
    own: async (_host, _ids, request) => answered(204, undefined, { "Set-Cookie": await hosts.goOut(request) }),
  },
  "GET /me": { own: async (host) => answered(200, host) },
  "POST /rooms": makes(rooms.offer, (room) => `/rooms/${room.id}`),
  "GET /rooms": sees(rooms.list),
  "GET /rooms/{roomId}": sees(rooms.seeRoom),
  "PATCH /rooms/{roomId}": changes(rooms.change),
  "DELETE /rooms/{roomId}": ends(rooms.withdraw),
  "POST /rooms/{roomId}/bookings": makes(rooms.book, (booking) => `/rooms/${booking.roomId}/bookings/${booking.id}`),
  "GET /rooms/{roomId}/bookings": sees(rooms.bookings),
  "GET /rooms/{roomId}/bookings/{bookingId}": sees(rooms.seeBooking),
  "PUT /rooms/{roomId}/bookings/{bookingId}": changes(rooms.rebook),
  "DELETE /rooms/{roomId}/bookings/{bookingId}": ends(rooms.cancel),
};

function sees(act) {
  return { own: async (host, ids) => answered(200, await act(host, ids)) };
}
function changes(act) {
  return { own: async (host, ids, request) => answered(200, await act(host, ids, await readJson(request))) };
}
function makes(act, placeOf) {
  return {
    own: async (host, ids, request) => {
      const made = await act(host, ids, await readJson(request));
      return answered(201, made, { Location: placeOf(made) });
    },
  };
}
function ends(act) {
  return {
    own: async (host, ids) => {
      await act(host, ids);
      return answered(204);
    },
  };
}

async function respond(request) {
  const segments = (request.url ?? "/").split("?")[0].split("/");
  const here = Object.entries(routes).flatMap(([key, route]) => {
    const [method, path] = key.split(" ");
    const ids = idsIn(path.split("/"), segments);
    return ids ? [{ method, route, ids }] : [];
  });
  if (here.length === 0) throw notThere();
  const found = here.find(({ method }) => method === request.method);
  if (!found) throw new Refused(405, "Not so", { Allow: here.map(({ method }) => method).join(", ") });
  if (!ready) throw new DatabaseAway("the tables are not there yet");
  if (found.route.open) return found.route.open(request);
  const host = await hosts.who(request);
  refuseForeignPages(request);
  return found.route.own(host, found.ids, request);
}

function idsIn(template, segments) {
  if (template.length !== segments.length) return undefined;
  const ids = {};
  for (const [i, part] of template.entries()) {
    if (!part.startsWith("{")) {
      if (part !== segments[i]) return undefined;
      continue;
    }
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(segments[i])) return undefined;
    ids[part.slice(1, -1)] = segments[i];
  }
  return ids;
}

// SameSite=Lax keeps most of it away; old browsers, and pages on a sister's host, it does not.
function refuseForeignPages({ method, headers }) {
  if (method === "GET" || headers.origin === undefined) return;
  if (URL.parse(headers.origin)?.host !== headers.host) throw new Refused(403, "Not from another page");
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
    const path = (request.url ?? "/").split("?")[0];
    log("info", "request", { requestId, method: request.method, path, status: response.statusCode, durationMs });
  });
  const result = await respond(request).catch((error) => {
    if (error instanceof Refused) return problem(error.status, error.message, error.headers);
    log("error", "request failed", { requestId, error: error.stack });
    return error instanceof DatabaseAway ? problem(503, "The database is away") : problem(500, "Our mistake");
  });
  request.resume();
  if (!server.listening) response.shouldKeepAlive = false;
  const type = result.type ?? "application/json";
  const headers = { "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", ...result.headers };
  if (result.body === undefined) return response.writeHead(result.status, headers).end();
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
