import { type Reply, Stop } from "../http/reply.ts";
import type { Routes } from "../http/serve.ts";
import { type Database, literal } from "./connect.ts";
import { readInput } from "./read-input.ts";

type Row = Record<string, string>;
type Body = () => Promise<unknown>;

const largest = 2n ** 63n - 1n;

export function expenseRoutes(database: Database): Routes {
  return async (method, path, query, body) => {
    if (path.length === 1 && path[0] === "healthz") {
      if (method !== "GET") throw notAllowed("GET");
      await database.run("select 1");
      return { status: 200, body: { status: "pass" } };
    }
    if (path[0] !== "expenses" || path.length > 2) throw new Stop(404, "Not Found");
    if (path.length === 1) {
      if (method === "POST") return create(database, body);
      if (method === "GET") return list(database, query);
      throw notAllowed("GET, POST");
    }
    const id = path[1] ?? "";
    if (method === "GET") return read(database, id);
    if (method === "PATCH") return update(database, id, body);
    if (method === "DELETE") return remove(database, id);
    throw notAllowed("GET, PATCH, DELETE");
  };
}

async function create(database: Database, body: Body): Promise<Reply> {
  const values = readInput(await body(), { all: true });
  const columns = Object.keys(values).join(", ");
  const literals = Object.values(values).map(literal).join(", ");
  const [row] = await database.run(`insert into expenses (${columns}) values (${literals}) returning *`);
  const expense = represent(row!);
  return { status: 201, body: expense, headers: { Location: expense.self } };
}

async function list(database: Database, query: URLSearchParams): Promise<Reply> {
  const limit = pageSize(query.get("limit"));
  const cursor = query.get("cursor");
  const where = cursor === null ? "" : `where expense_id < ${literal(cursorId(cursor))}`;
  const rows = await database.run(`select * from expenses ${where} order by expense_id desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map(represent);
  const nextCursor = rows.length > limit ? Number(items[items.length - 1]!.id).toString(36) : null;
  return { status: 200, body: { items, nextCursor, page_size: items.length } };
}

async function read(database: Database, id: string): Promise<Reply> {
  const rows = await database.run(`select * from expenses where expense_id = ${literal(expenseId(id))}`);
  return { status: 200, body: represent(one(rows)) };
}

async function update(database: Database, id: string, body: Body): Promise<Reply> {
  const number = expenseId(id);
  const values = readInput(await body(), { all: false });
  const changes = Object.entries(values).map(([column, value]) => `${column} = ${literal(value)}`);
  const rows = await database.run(
    `update expenses set ${changes.join(", ")}, updated_at = now() where expense_id = ${literal(number)} returning *`,
  );
  return { status: 200, body: represent(one(rows)) };
}

async function remove(database: Database, id: string): Promise<Reply> {
  one(await database.run(`delete from expenses where expense_id = ${literal(expenseId(id))} returning expense_id`));
  return { status: 204 };
}

function represent(row: Row) {
  return {
    id: row.expense_id,
    amount: Number(row.amount_minor),
    currency: row.currency_code,
    description: row.description,
    spentOn: row.spent_on,
    createdAt: rfc3339(row.created_at!),
    updated_at: rfc3339(row.updated_at!),
    self: `/expenses/${row.expense_id}`,
  };
}

/** "2024-02-29 12:34:56.789+05:30" as PostgreSQL writes it, in the session's zone: "+00" lacks its minutes. */
function rfc3339(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

function one(rows: Row[]): Row {
  const [row] = rows;
  if (!row) throw new Stop(404, "Not Found");
  return row;
}

function expenseId(text: string): string {
  if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > largest) throw new Stop(404, "Not Found");
  return text;
}

function pageSize(text: string | null): number {
  const size = text === null ? 20 : /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 100) throw new Stop(400, "Bad Request", { more: { parameter: "limit" } });
  return size;
}

function cursorId(text: string): number {
  const id = /^[0-9a-z]{1,10}$/.test(text) ? Number.parseInt(text, 36) : 0;
  if (id === 0) throw new Stop(400, "Bad Request", { more: { parameter: "cursor" } });
  return id;
}

function notAllowed(methods: string): Stop {
  return new Stop(405, "Method Not Allowed", { headers: { Allow: methods } });
}
