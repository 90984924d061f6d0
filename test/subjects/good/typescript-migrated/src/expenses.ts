/** Every statement that touches the table. */
import type pg from "pg";
import { isOutage } from "./database.ts";
import { Problem } from "./problem.ts";
import type { ExpenseChange, NewExpense } from "./validate.ts";

export interface Expense extends NewExpense {
  id: number;
  createdAt: Date;
}

export interface Page {
  items: Expense[];
  nextCursor: string | null;
}

const columns = `id, amount, currency, description, spent_on as "spentOn", created_at as "createdAt"`;

export class Expenses {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async create(expense: NewExpense): Promise<Expense> {
    const rows = await this.#query<Expense>(
      `insert into expense (amount, currency, description, spent_on) values ($1, $2, $3, $4) returning ${columns}`,
      [expense.amount, expense.currency, expense.description, expense.spentOn],
    );
    return rows[0]!;
  }

  async read(id: string): Promise<Expense | undefined> {
    const rows = await this.#query<Expense>(`select ${columns} from expense where id = $1`, [id]);
    return rows[0];
  }

  /** Newest first. The cursor is the id of the last row of the page before. */
  async list(limit: number, cursor: string | undefined): Promise<Page> {
    const rows = await this.#query<Expense>(
      `select ${columns} from expense where ($1::bigint is null or id < $1) order by id desc limit $2`,
      [cursor ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? String(last.id) : null };
  }

  async update(id: string, change: ExpenseChange): Promise<Expense | undefined> {
    const rows = await this.#query<Expense>(
      `update expense
       set amount = coalesce($2, amount),
           currency = coalesce($3, currency),
           description = coalesce($4, description),
           spent_on = coalesce($5, spent_on)
       where id = $1
       returning ${columns}`,
      [id, change.amount ?? null, change.currency ?? null, change.description ?? null, change.spentOn ?? null],
    );
    return rows[0];
  }

  async remove(id: string): Promise<boolean> {
    const rows = await this.#query("delete from expense where id = $1 returning id", [id]);
    return rows.length > 0;
  }

  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>(text, values)).rows;
    } catch (error) {
      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;
    }
  }
}
