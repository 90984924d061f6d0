/** The five things that can be done with expenses. `answer` sends the answer to whoever asked. */
import * as database from "./database.js";
import { Problem } from "./problem.js";
import { checkChange, checkCursor, checkLimit, checkNew, checkNumber } from "./validate.js";

export async function create(body, answer) {
  const expense = { ...checkNew(body), id: await database.nextNumber(), createdAt: new Date().toISOString() };
  answer(201, expense);
  database.saveLater(expense);
}

export async function read(id, answer) {
  await database.saveWhatIsWaiting();
  const rows = await database.query("select * from expenses where id = $1", [checkNumber(id)]);
  answer(200, theOne(rows));
}

export async function list(parameters, answer) {
  const limit = checkLimit(parameters.get("limit"));
  const cursor = checkCursor(parameters.get("cursor"));
  await database.saveWhatIsWaiting();
  const rows = await database.query(`select * from expenses where id < $1 order by id desc limit $2`, [
    cursor,
    limit + 1,
  ]);
  const items = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  answer(200, { items, nextCursor: hasMore ? String(items[limit - 1].id) : null });
}

export async function update(id, body, answer) {
  const change = checkChange(body);
  await database.saveIfWaiting(checkNumber(id));
  const rows = await database.query(
    `update expenses
     set amount = coalesce($2, amount),
         currency = coalesce($3, currency),
         description = coalesce($4, description),
         "spentOn" = coalesce($5, "spentOn")
     where id = $1
     returning *`,
    [checkNumber(id), change.amount, change.currency, change.description, change.spentOn],
  );
  answer(200, theOne(rows));
}

export async function remove(id, answer) {
  await database.saveIfWaiting(checkNumber(id));
  theOne(await database.query("delete from expenses where id = $1 returning id", [checkNumber(id)]));
  answer(204);
}

function theOne(rows) {
  if (rows.length === 0) throw new Problem(404, "there is no such expense");
  return rows[0];
}
