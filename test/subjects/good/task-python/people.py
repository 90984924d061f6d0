"""Who there is, and who is asking."""

from datetime import datetime, timezone

import psycopg2.errors

import passwords
from problems import Problem


class People:
    def __init__(self, pool, tokens, failures):
        self._pool = pool
        self._tokens = tokens
        self._failures = failures

    def register(self, new):
        salt = passwords.new_salt()
        try:
            rows = self._pool.run(
                """
                insert into users (email, login, name, password_salt, password_hash)
                values (%s, %s, %s, %s, %s)
                returning id, email, name
                """,
                (new["email"], new["email"].lower(), new["name"], salt, passwords.stretch(new["password"], salt)),
            )
        except psycopg2.errors.UniqueViolation:
            raise Problem(409, "Conflict", "this address is registered already") from None
        return as_json(rows[0])

    def log_in(self, email, password):
        login = email.lower()
        rows = self._pool.run("select id, password_salt, password_hash from users where login = %s", (login,))
        user_id, salt, expected = rows[0] if rows else (None, *passwords.NOBODY)
        if not passwords.is_right(password, bytes(salt), bytes(expected)) or user_id is None:
            self._failures.count(login)
            raise Problem(401, "Unauthorized", "wrong address or password", {"WWW-Authenticate": "Bearer"})
        token, claims = self._tokens.issue(user_id)
        expires_at = datetime.fromtimestamp(claims["exp"], timezone.utc).isoformat()
        return {"token": token, "expiresAt": expires_at}

    def who_is(self, claims):
        rows = self._pool.run(
            """
            select id, email, name from users
            where id = %(sub)s::uuid and not exists (select from revoked_tokens where jti = %(jti)s::uuid)
            """,
            claims,
        )
        return as_json(rows[0]) if rows else None

    def log_out(self, claims):
        self._pool.run(
            """
            insert into revoked_tokens (jti, expires_at) values (%(jti)s::uuid, to_timestamp(%(exp)s))
            on conflict (jti) do nothing
            """,
            claims,
        )


def as_json(row):
    user_id, email, name = row
    return {"id": user_id, "email": email, "name": name}
