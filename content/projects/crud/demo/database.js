/** Everything that is said to PostgreSQL. */
import pg from "pg";
import { log } from "./log.js";
import { Problem } from "./problem.js";

// A date has no time zone, so it stays the text that it is; numbers of this size are exact in JavaScript.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  // A database that has fallen silent never answers. Whoever asks waits at most for one save that is on its way and for
  // one query of their own: twice 2 + 2.5 seconds, and then we answer 503.
  connectionTimeoutMillis: 2000,
  query_timeout: 2500,
});
pool.on("error", (error) => log("error", "an idle database connection was lost", { error: error.message }));

export async function createTable() {
  await query("create sequence if not exists expense_number");
  await query(`
    create table if not exists expenses (
      id bigint primary key,
      amount bigint not null,
      currency text not null,
      description text not null,
      "spentOn" date not null,
      "createdAt" timestamptz not null
    )`);
}

export async function nextNumber() {
  const rows = await query("select nextval('expense_number') as number");
  return rows[0].number;
}

export async function saveNow(...expenses) {
  // All in one statement; "on conflict" makes it harmless to try again after an error.
  await query(
    `insert into expenses
     select * from json_to_recordset($1) as given
       (id bigint, amount bigint, currency text, description text, "spentOn" date, "createdAt" timestamptz)
     on conflict (id) do nothing`,
    [JSON.stringify(expenses)],
  );
}

let waiting = [];
let saving = Promise.resolve();

/** Puts an expense aside; once a second all that have gathered are saved together. */
export function saveLater(expense) {
  waiting.push(expense);
}

export function saveWhatIsWaiting() {
  saving = saving
    .catch(() => {})
    .then(async () => {
      if (waiting.length === 0) return;
      const batch = waiting;
      waiting = [];
      try {
        await saveNow(...batch);
      } catch (error) {
        waiting = [...batch, ...waiting];
        throw error;
      }
    });
  return saving;
}

/** The expense with this number, if it is not in the database yet. One that is on its way there is waited for. */
export async function findWaiting(number) {
  await saving.catch(() => {});
  return waiting.find((expense) => expense.id === number);
}

export function forget(expense) {
  waiting = waiting.filter((other) => other !== expense);
}

setInterval(() => saveWhatIsWaiting().catch(() => {}), 1000).unref();

export async function query(text, values) {
  try {
    return (await pool.query(text, values)).rows;
  } catch (error) {
    // Class 08, 53 and 57 of PostgreSQL's error codes, and all that are not PostgreSQL's: the database is away.
    const isOurMistake = /^[0-9A-Z]{5}$/.test(error.code ?? "") && !/^(08|53|57)/.test(error.code);
    if (isOurMistake) throw error;
    throw new Problem(503, "the database cannot be reached", error);
  }
}

export async function close() {
  await pool.end();
}
