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
/** The batch that is on its way to the database, if one is, and the one after it. */
let saving;
let savingNext;

/** Puts an expense aside; once a second all that have gathered are saved together. */
export function saveLater(expense) {
  waiting.push(expense);
}

/** Those who ask while a batch is on its way share the next one: nobody waits for more than two. */
export function saveWhatIsWaiting() {
  if (!saving) {
    saving = saveBatch().finally(() => {
      saving = undefined;
    });
    return saving;
  }
  savingNext ??= saving
    .finally(() => {
      savingNext = undefined;
    })
    .then(saveWhatIsWaiting);
  return savingNext;
}

async function saveBatch() {
  if (waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  try {
    await saveNow(...batch);
  } catch (error) {
    waiting = [...batch, ...waiting];
    throw error;
  }
}

/** Saves the expense with this number at once, if it is still waiting. */
export async function saveIfWaiting(number) {
  await saving?.catch(() => {});
  const expense = waiting.find((one) => one.id === number);
  if (!expense) return;
  waiting = waiting.filter((one) => one !== expense);
  try {
    await saveNow(expense);
  } catch (error) {
    waiting = [expense, ...waiting];
    throw error;
  }
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
