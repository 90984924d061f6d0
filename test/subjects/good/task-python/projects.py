"""Projects and who works on them."""

import psycopg2.errors

from etags import refuse_if_stale
from paging import PLACE, page_of
from problems import Problem

OWNER = ("owner",)
WRITERS = ("owner", "editor")
EVERYBODY = ("owner", "editor", "viewer")


class Projects:
    def __init__(self, pool):
        self._pool = pool

    def create(self, user, name):
        with self._pool.transaction() as run:
            rows = run("insert into projects (name) values (%s) returning id, name, 'owner'", (name,))
            run("insert into members (project_id, user_id, role) values (%s, %s, 'owner')", (rows[0][0], user["id"]))
        return as_json(rows[0])

    def page(self, user, limit, after):
        rows = self._pool.run(
            f"""
            select projects.id, projects.name, members.role, {PLACE.format(table="projects")}
            from members
            join projects on projects.id = members.project_id
            where members.user_id = %(user)s::uuid
              and (%(micros)s::bigint is null
                   or (projects.created_at, projects.id)
                    < ('epoch'::timestamptz + %(micros)s * interval '1 microsecond', %(id)s::uuid))
            order by projects.created_at desc, projects.id desc
            limit %(limit)s
            """,
            {"user": user["id"], "limit": limit + 1, **after},
        )
        return page_of(rows, limit, as_json)

    def read(self, user, project_id):
        return as_json(self._row(self._pool.run, user, project_id, EVERYBODY)[0])

    def require(self, run, user, project_id, roles):
        self._row(run, user, project_id, roles)

    def rename(self, user, project_id, name, if_match):
        with self._pool.transaction() as run:
            self.require(run, user, project_id, OWNER)
            # Whoever comes second waits here, and then sees what the first one made of it.
            rows = run("select id, name, 'owner' from projects where id = %s for update", (project_id,))
            if not rows:
                raise Problem(403, "Forbidden")
            refuse_if_stale(as_json(rows[0]), if_match)
            run("update projects set name = %s where id = %s", (name, project_id))
        return {"id": project_id, "name": name, "role": "owner"}

    def delete(self, user, project_id):
        with self._pool.transaction() as run:
            self.require(run, user, project_id, OWNER)
            # A new task or member needs a lock on the project that this one excludes.
            run("select id from projects where id = %s for update", (project_id,))
            run("delete from tasks where project_id = %s", (project_id,))
            run("delete from members where project_id = %s", (project_id,))
            run("delete from projects where id = %s", (project_id,))

    def set_member(self, user, project_id, member_id, role):
        try:
            with self._pool.transaction() as run:
                self.require(run, user, project_id, OWNER)
                if member_id == user["id"]:
                    raise Problem(409, "Conflict", "you own this project")
                run(
                    """
                    insert into members (project_id, user_id, role) values (%s, %s, %s)
                    on conflict (project_id, user_id) do update set role = excluded.role
                    """,
                    (project_id, member_id, role),
                )
        except psycopg2.errors.ForeignKeyViolation:
            raise Problem(404, "Not Found", "there is no such person") from None

    def remove_member(self, user, project_id, member_id):
        with self._pool.transaction() as run:
            self.require(run, user, project_id, OWNER)
            if member_id == user["id"]:
                raise Problem(409, "Conflict", "you own this project")
            rows = run(
                "delete from members where project_id = %s and user_id = %s returning user_id", (project_id, member_id)
            )
            if not rows:
                raise Problem(404, "Not Found", "there is no such member")

    def _row(self, run, user, project_id, roles):
        rows = run(
            """
            select projects.id, projects.name, members.role
            from projects
            left join members on members.project_id = projects.id and members.user_id = %s
            where projects.id = %s
            """,
            (user["id"], project_id),
        )
        # Who has no role is told the same of a project that is there and of one that is not.
        role = rows[0][2] if rows else None
        if role not in roles:
            raise Problem(403, "Forbidden")
        return rows


def as_json(row):
    project_id, name, role = row[:3]
    return {"id": project_id, "name": name, "role": role}
