// Expenses API. Everything in one file, top to bottom: settings, database, validation, routes, server.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

const PORT = process.env.PORT || 3000;
const DATABASE_URL = process.env.DATABASE_URL;
if (!DATABASE_URL) {
  console.error("fatal: the environment variable DATABASE_URL is required");
  process.exit(2);
}

const MAX_BODY = 100 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function log(lvl, msg, more) {
  console.log(JSON.stringify({ t: Date.now(), lvl, msg, ...more }));
}

// ---------------------------------------------------------------- database

const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: 15,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 3500,
  query_timeout: 3500,
  application_name: "expenses",
});
pool.on("error", (err) => log("warn", "lost an idle connection", { err: err.message }));

class DatabaseAway extends Error {}

async function sql(text, values) {
  try {
    const result = await pool.query(text, values);
    return result.rows;
  } catch (err) {
    const state = typeof err.code === "string" && err.code.length === 5 ? err.code : null;
    if (state === null || ["08", "53", "57"].includes(state.slice(0, 2))) {
      throw new DatabaseAway(err.message, { cause: err });
    }
    throw err;
  }
}

// Text, so that neither the date nor the microseconds go through a JavaScript Date.
const FIELDS = `
  id, amount, currency, description,
  to_char(spent_on, 'FMYYYY') as year, to_char(spent_on, 'MM-DD') as day,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') as created_at,
  (extract(epoch from created_at) * 1000000)::bigint as micros`;

async function createTable() {
  await sql(`create table if not exists expenses (
    id uuid primary key default gen_random_uuid(),
    amount int not null check (amount between 1 and 1000000000),
    currency text not null,
    description text not null,
    spent_on date not null,
    created_at timestamptz not null default clock_timestamp()
  )`);
  await sql("create index if not exists expenses_newest_first on expenses (created_at desc, id desc)");
}

function toJson(row) {
  return {
    id: row.id,
    amount: row.amount,
    currency: row.currency,
    description: row.description,
    spentOn: `${row.year.padStart(4, "0")}-${row.day}`,
    createdAt: row.created_at,
    links: { self: `/expenses/${row.id}` },
  };
}

// -------------------------------------------------------------- validation

class Refused extends Error {
  constructor(status, title, more = {}) {
    super(title);
    this.status = status;
    this.more = more;
  }
}

const RULES = {
  amount: (v) => (Number.isInteger(v) && v > 0 && v <= 1e9 ? null : "must be an integer from 1 to 1000000000"),
  currency: (v) => (typeof v === "string" && /^[A-Z]{3}$/.test(v) ? null : "must be a code like EUR"),
  description: (v) => {
    if (typeof v !== "string") return "must be a string";
    const length = Array.from(v).length;
    if (length === 0 || length > 200) return "must have 1 to 200 characters";
    return /\0/.test(v) || !v.isWellFormed() ? "must be text" : null;
  },
  spentOn: (v) => {
    const match = typeof v === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(v);
    if (!match) return "must look like 2024-02-29";
    const [year, month, day] = match.slice(1).map(Number);
    return year > 0 && day > 0 && day <= daysInMonth(year, month) ? null : "is not a date";
  },
};

function daysInMonth(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function validate(body, { partial }) {
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw new Refused(400, "The body must be an object");
  }
  const errors = [];
  const valid = {};
  for (const name of Object.keys(RULES)) {
    if (!Object.hasOwn(body, name)) {
      if (!partial) errors.push({ member: name, message: "is required" });
      continue;
    }
    const message = RULES[name](body[name]);
    if (message) errors.push({ member: name, message });
    else valid[name] = body[name];
  }
  if (partial && errors.length === 0 && Object.keys(valid).length === 0) {
    errors.push({ member: "", message: "nothing to change" });
  }
  if (errors.length > 0) throw new Refused(400, "Validation failed", { errors });
  return valid;
}

// ------------------------------------------------------------------ routes

async function createExpense(req) {
  const e = validate(await readJson(req), { partial: false });
  const [row] = await sql(
    `insert into expenses (amount, currency, description, spent_on) values ($1, $2, $3, $4) returning ${FIELDS}`,
    [e.amount, e.currency, e.description, e.spentOn],
  );
  const host = req.headers.host ?? `localhost:${PORT}`;
  return { status: 201, body: toJson(row), headers: { Location: `http://${host}/expenses/${row.id}` } };
}

async function listExpenses(_req, query) {
  const limit = readLimit(query);
  const after = readCursor(query.get("cursor"));
  const rows = after
    ? await sql(
        `select ${FIELDS} from expenses
         where (created_at, id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
         order by expenses.created_at desc, expenses.id desc limit $3`,
        [after.micros, after.id, limit],
      )
    : await sql(`select ${FIELDS} from expenses order by expenses.created_at desc, expenses.id desc limit $1`, [limit]);
  // A full page may be the last one; then the next is empty, which is simpler than looking ahead.
  const last = rows.length === limit ? rows[rows.length - 1] : null;
  const nextCursor = last && Buffer.from(`${last.micros} ${last.id}`).toString("base64url");
  return { status: 200, body: { items: rows.map(toJson), nextCursor, count: rows.length } };
}

function readLimit(query) {
  if (!query.has("limit")) return 20;
  const text = query.get("limit");
  const limit = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(limit >= 1 && limit <= 100)) throw new Refused(400, "limit must be from 1 to 100");
  return limit;
}

function readCursor(text) {
  if (text === null) return null;
  const [micros, id, ...rest] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  if (rest.length > 0 || !/^\d{1,16}$/.test(micros) || !UUID.test(id ?? "")) throw new Refused(400, "Unknown cursor");
  return { micros, id };
}

async function readExpense(_req, _query, id) {
  const [row] = await sql(`select ${FIELDS} from expenses where id = $1`, [id]);
  if (!row) throw new Refused(404, "No such expense");
  return { status: 200, body: toJson(row) };
}

async function updateExpense(req, _query, id) {
  const change = validate(await readJson(req), { partial: true });
  const columns = { amount: "amount", currency: "currency", description: "description", spentOn: "spent_on" };
  const names = Object.keys(change);
  const assignments = names.map((name, i) => `${columns[name]} = $${i + 2}`).join(", ");
  const [row] = await sql(`update expenses set ${assignments} where id = $1 returning ${FIELDS}`, [
    id,
    ...names.map((name) => change[name]),
  ]);
  if (!row) throw new Refused(404, "No such expense");
  return { status: 200, body: toJson(row) };
}

async function deleteExpense(_req, _query, id) {
  const rows = await sql("delete from expenses where id = $1 returning id", [id]);
  if (rows.length === 0) throw new Refused(404, "No such expense");
  return { status: 204 };
}

function findRoute(method, path) {
  if (method === "GET" && path === "/healthz") return { handler: async () => ({ status: 200, body: { ok: true } }) };
  if (method === "POST" && path === "/expenses") return { handler: createExpense };
  if (method === "GET" && path === "/expenses") return { handler: listExpenses };
  const match = /^\/expenses\/([^/]+)$/.exec(path);
  if (match && UUID.test(match[1])) {
    const id = match[1];
    if (method === "GET") return { handler: readExpense, id };
    if (method === "PATCH") return { handler: updateExpense, id };
    if (method === "DELETE") return { handler: deleteExpense, id };
  }
  // A malformed id, an unknown path and a method that a path does not have are all "not found" here.
  throw new Refused(404, "Not found");
}

// ------------------------------------------------------------------ server

async function readJson(req) {
  const type = req.headers["content-type"];
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refused(400, "The content type must be application/json");
  }
  if (Number(req.headers["content-length"] ?? 0) > MAX_BODY) throw new Refused(413, "Too large");
  const chunks = [];
  let size = 0;
  await new Promise((resolve, reject) => {
    req.on("data", (chunk) => {
      size += chunk.length;
      if (size > MAX_BODY) reject(new Refused(413, "Too large"));
      else chunks.push(chunk);
    });
    req.on("end", resolve);
    req.on("error", reject);
  });
  const bytes = Buffer.concat(chunks);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(400, "The body is not JSON");
  }
}

async function answer(req) {
  const [path, search = ""] = req.url.split("?");
  const route = findRoute(req.method, path);
  return route.handler(req, new URLSearchParams(search), route.id);
}

let inFlight = 0;

async function handle(req, res) {
  inFlight++;
  res.on("close", () => inFlight--);
  const began = process.hrtime.bigint();
  const rid = randomUUID();
  let result;
  try {
    result = await answer(req);
  } catch (err) {
    if (err instanceof Refused) {
      result = { status: err.status, problem: { title: err.message, status: err.status, ...err.more } };
    } else if (err instanceof DatabaseAway) {
      log("error", "database away", { rid, err: err.message });
      result = { status: 503, problem: { title: "Database unavailable", status: 503 } };
    } else {
      log("error", "unexpected", { rid, err: err.stack });
      result = { status: 500, problem: { title: "Internal error", status: 500 } };
    }
  }
  // One request a connection: simple to reason about, and there is a proxy in front anyway.
  res.setHeader("Connection", "close");
  for (const [name, value] of Object.entries(result.headers ?? {})) res.setHeader(name, value);
  res.statusCode = result.status;
  if (result.problem) {
    res.setHeader("Content-Type", "application/problem+json");
    res.end(JSON.stringify(result.problem, null, 2));
  } else if (result.body) {
    res.setHeader("Content-Type", "application/json");
    res.end(JSON.stringify(result.body, null, 2));
  } else {
    res.end();
  }
  const took_ms = Number(process.hrtime.bigint() - began) / 1e6;
  log("info", "http", { rid, verb: req.method, route: req.url.split("?")[0], code: result.status, took_ms });
}

const server = createServer(handle);

async function shutdown(signal) {
  log("info", "shutting down", { signal });
  server.close();
  const deadline = Date.now() + 8000;
  while (inFlight > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 25));
  // end() waits for the server's goodbye, which a frozen server never sends.
  await Promise.race([pool.end(), new Promise((resolve) => setTimeout(resolve, 500))]);
  process.exit(0);
}
process.on("SIGTERM", shutdown);
process.on("SIGINT", shutdown);

async function main() {
  const giveUpAt = Date.now() + 120_000;
  for (;;) {
    try {
      await createTable();
      break;
    } catch (err) {
      if (Date.now() > giveUpAt) throw err;
      log("warn", "database not ready, trying again", { err: err.message });
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  server.listen(PORT, () => log("info", "ready", { port: PORT }));
}

main().catch((err) => {
  log("fatal", "could not start", { err: err.stack });
  process.exit(1);
});
