import { randomBytes } from "node:crypto";
import { HttpError } from "../lib/http-error.js";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const MIGRATION_LOCK = 827_413;

export class ExpenseRepository {
  #database;

  constructor(database) {
    this.#database = database;
  }

  migrate() {
    return this.#database.transaction(async (client) => {
      // Two copies may start at once.
      await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
      await client.query(`
        create table if not exists expenses (
          id text primary key,
          position bigserial unique,
          amount integer not null,
          currency varchar(3) not null,
          description text not null,
          spent_on date not null,
          created_at timestamptz not null default now()
        )`);
    });
  }

  insert(input) {
    return this.#database.transaction(async (client) => {
      const { rows } = await client.query(
        `insert into expenses (id, amount, currency, description, spent_on)
         values ($1, $2, $3, $4, $5::date)
         returning *, spent_on::text as day`,
        [newId(), input.amount, input.currency, input.description, input.spentOn],
      );
      return represent(rows[0]);
    });
  }

  find(id) {
    return this.#database.transaction(async (client) => {
      const { rows } = await client.query("select *, spent_on::text as day from expenses where id = $1", [id]);
      if (rows.length === 0) throw HttpError.notFound();
      return represent(rows[0]);
    });
  }

  page(limit, before) {
    return this.#database.transaction(async (client) => {
      const { rows } = await client.query(
        `select *, spent_on::text as day from expenses
         where position < coalesce($1::bigint, 9223372036854775807)
         order by position desc
         limit $2`,
        [before, limit + 1],
      );
      const page = rows.slice(0, limit);
      return { items: page.map(represent), next: rows.length > limit ? page[page.length - 1].position : null };
    });
  }

  change(id, input) {
    return this.#database.transaction(async (client) => {
      const { rows } = await client.query("select *, spent_on::text as day from expenses where id = $1 for update", [
        id,
      ]);
      if (rows.length === 0) throw HttpError.notFound();
      const current = rows[0];
      const changed = {
        ...current,
        amount: input.amount ?? current.amount,
        currency: input.currency ?? current.currency,
        description: input.description ?? current.description,
        day: input.spentOn ?? current.day,
      };
      await client.query(
        "update expenses set amount = $2, currency = $3, description = $4, spent_on = $5::date where id = $1",
        [id, changed.amount, changed.currency, changed.description, changed.day],
      );
      return represent(changed);
    });
  }

  remove(id) {
    return this.#database.transaction(async (client) => {
      const { rowCount } = await client.query("delete from expenses where id = $1", [id]);
      if (rowCount === 0) throw HttpError.notFound();
    });
  }
}

function represent(row) {
  return {
    id: row.id,
    description: row.description,
    amount: row.amount,
    currency: row.currency,
    spentOn: row.day,
    createdAt: row.created_at.toISOString(),
  };
}

function newId() {
  let id = "exp_";
  for (const byte of randomBytes(26)) id += ALPHABET[byte % 32];
  return id;
}
