"""Tasks, and keys of requests that may be sent again."""

import hashlib
import json
from datetime import timezone

import psycopg2.errors

from etags import etag_of, refuse_if_stale
from paging import PLACE, page_of
from problems import Problem
from projects import EVERYBODY, WRITERS

COLUMNS = (
    "tasks.id, tasks.project_id, tasks.title, tasks.notes, tasks.status, tasks.due_on, tasks.created_at, tasks.updated_at"
)


class Tasks:
    def __init__(self, pool, projects):
        self._pool = pool
        self._projects = projects

    def create(self, user, project_id, new):
        try:
            with self._pool.transaction() as run:
                self._projects.require(run, user, project_id, WRITERS)
                return self._insert(run, project_id, new)
        except psycopg2.errors.ForeignKeyViolation:
            raise Problem(403, "Forbidden") from None

    def create_once(self, user, project_id, new, key, answer):
        """Creates a task and keeps the answer under the key, or gives the answer that was kept."""
        asked = json.dumps([project_id, {**new, "dueOn": str(new["dueOn"])}], sort_keys=True)
        fingerprint = hashlib.sha256(asked.encode()).hexdigest()
        try:
            with self._pool.transaction() as run:
                self._projects.require(run, user, project_id, WRITERS)
                # Held to the end of the transaction, also when that end is a crash.
                lock = run("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (f"{user['id']} {key}",))
                if not lock[0][0]:
                    raise Problem(409, "Conflict", "a request with this Idempotency-Key is under way")
                kept = run(
                    """
                    select fingerprint, location, etag, body from request_keys
                    where user_id = %s and key = %s and created_at > now() - interval '24 hours'
                    """,
                    (user["id"], key),
                )
                if kept and kept[0][0] != fingerprint:
                    raise Problem(409, "Conflict", "this Idempotency-Key stands for another request")
                if kept:
                    return kept[0][1:]
                location, etag, body = answer(self._insert(run, project_id, new))
                run(
                    """
                    insert into request_keys (user_id, key, fingerprint, location, etag, body)
                    values (%s, %s, %s, %s, %s, %s)
                    on conflict (user_id, key) do update
                    set fingerprint = excluded.fingerprint, location = excluded.location, etag = excluded.etag,
                        body = excluded.body, created_at = now()
                    """,
                    (user["id"], key, fingerprint, location, etag, body),
                )
                return location, etag, body
        except psycopg2.errors.ForeignKeyViolation:
            raise Problem(403, "Forbidden") from None

    def page(self, user, project_id, limit, after, status):
        self._projects.require(self._pool.run, user, project_id, EVERYBODY)
        rows = self._pool.run(
            f"""
            select {COLUMNS}, {PLACE.format(table="tasks")}
            from tasks
            where project_id = %(project)s
              and (%(status)s::text is null or status = %(status)s)
              and (%(micros)s::bigint is null
                   or (created_at, id) < ('epoch'::timestamptz + %(micros)s * interval '1 microsecond', %(id)s::uuid))
            order by created_at desc, id desc
            limit %(limit)s
            """,
            {"project": project_id, "status": status, "limit": limit + 1, **after},
        )
        return page_of(rows, limit, as_json)

    def read(self, user, task_id):
        return as_json(self._row(self._pool.run, user, task_id, EVERYBODY)[0])

    def change(self, user, task_id, change, if_match):
        # Column names come from our own table below, never from the request.
        names = {"title": "title", "notes": "notes", "status": "status", "dueOn": "due_on"}
        assignments = ", ".join(f"{names[member]} = %({member})s" for member in change)
        with self._pool.transaction() as run:
            self._row(run, user, task_id, WRITERS)
            # Whoever comes second waits here, and then sees what the first one made of it.
            rows = run(f"select {COLUMNS} from tasks where id = %s for update", (task_id,))
            if not rows:
                raise Problem(403, "Forbidden")
            refuse_if_stale(as_json(rows[0]), if_match)
            rows = run(
                f"""
                update tasks set {assignments}, updated_at = clock_timestamp()
                where id = %(task_id)s
                returning {COLUMNS}
                """,
                {**change, "task_id": task_id},
            )
        return as_json(rows[0])

    def delete(self, user, task_id):
        with self._pool.transaction() as run:
            self._row(run, user, task_id, WRITERS)
            rows = run("delete from tasks where id = %s returning id", (task_id,))
            if not rows:
                raise Problem(403, "Forbidden")

    def _insert(self, run, project_id, new):
        rows = run(
            f"""
            insert into tasks (project_id, title, notes, status, due_on)
            values (%(project)s, %(title)s, %(notes)s, %(status)s, %(dueOn)s)
            returning {COLUMNS}
            """,
            {**new, "project": project_id},
        )
        return as_json(rows[0])

    def _row(self, run, user, task_id, roles):
        rows = run(
            f"""
            select {COLUMNS}, members.role
            from tasks
            left join members on members.project_id = tasks.project_id and members.user_id = %s
            where tasks.id = %s
            """,
            (user["id"], task_id),
        )
        # Who has no role is told the same of a task that is there and of one that is not.
        role = rows[0][-1] if rows else None
        if role not in roles:
            raise Problem(403, "Forbidden")
        return rows


def as_json(row):
    task_id, project_id, title, notes, status, due_on, created_at, updated_at = row[:8]
    return {
        "id": task_id,
        "projectId": project_id,
        "title": title,
        "notes": notes,
        "status": status,
        "dueOn": due_on.isoformat() if due_on else None,
        "createdAt": created_at.astimezone(timezone.utc).isoformat(),
        "updatedAt": updated_at.astimezone(timezone.utc).isoformat(),
    }
