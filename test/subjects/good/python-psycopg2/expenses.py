"""The table of expenses."""

import contextlib
from datetime import timezone

import psycopg2.errors

from problems import Problem

COLUMNS = "id, amount, currency, description, spent_on, created_at"


class Expenses:
    def __init__(self, pool):
        self._pool = pool
        self.is_ready = False

    def create_table(self):
        # Two copies that start at once may both find no table; the slower one then meets the faster one's.
        with contextlib.suppress(psycopg2.errors.UniqueViolation, psycopg2.errors.DuplicateTable):
            self._pool.run(
                """
                create table if not exists expenses (
                    id bigserial primary key,
                    amount bigint not null check (amount > 0),
                    currency char(3) not null,
                    description text not null,
                    spent_on date not null,
                    created_at timestamptz not null default clock_timestamp()
                )
                """
            )
        self.is_ready = True

    def ping(self):
        self._run("select 1", ())

    def create(self, new):
        rows = self._run(
            f"""
            insert into expenses (amount, currency, description, spent_on)
            values (%(amount)s, %(currency)s, %(description)s, %(spentOn)s)
            returning {COLUMNS}
            """,
            new,
        )
        return as_json(rows[0])

    def read(self, number):
        return first(self._run(f"select {COLUMNS} from expenses where id = %s", (number,)))

    def page(self, limit, before):
        if before is None:
            rows = self._run(f"select {COLUMNS} from expenses order by id desc limit %s", (limit + 1,))
        else:
            rows = self._run(
                f"select {COLUMNS} from expenses where id < %s order by id desc limit %s", (before, limit + 1)
            )
        items = [as_json(row) for row in rows[:limit]]
        more = len(rows) > limit
        return {"items": items, "nextCursor": f"before-{items[-1]['id']}" if more else None}

    def change(self, number, change):
        # Column names come from our own table below, never from the request.
        names = {"amount": "amount", "currency": "currency", "description": "description", "spentOn": "spent_on"}
        assignments = ", ".join(f"{names[member]} = %({member})s" for member in change)
        return first(
            self._run(
                f"update expenses set {assignments} where id = %(number)s returning {COLUMNS}",
                {**change, "number": number},
            )
        )

    def delete(self, number):
        rows = self._run("delete from expenses where id = %s returning id", (number,))
        return rows[0] if rows else None

    def _run(self, statement, values):
        if not self.is_ready:
            raise Problem(503, "Service Unavailable", "the database is not ready yet")
        return self._pool.run(statement, values)


def first(rows):
    return as_json(rows[0]) if rows else None


def as_json(row):
    number, amount, currency, description, spent_on, created_at = row
    return {
        "id": number,
        "amount": amount,
        "currency": currency,
        "description": description,
        "spentOn": spent_on.isoformat(),
        "createdAt": created_at.astimezone(timezone.utc).isoformat().replace("+00:00", "Z"),
    }
