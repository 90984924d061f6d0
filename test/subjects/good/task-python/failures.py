"""Failed log-ins of the last minute, by address. After ten, guessing has to wait. In a table: all copies count together."""

from problems import Problem

ALLOWED = 10
WINDOW_SECONDS = 60


class Failures:
    def __init__(self, pool):
        self._pool = pool

    def count(self, login):
        """Counted whether or not there is such a person: otherwise the limit would tell."""
        self._pool.run("insert into failed_logins (login) values (%s)", (login,))
        # The failure that has to become a minute old before there may be another.
        rows = self._pool.run(
            """
            select greatest(1, ceil(extract(epoch from failed_at - clock_timestamp()) + %(window)s))::int
            from failed_logins
            where login = %(login)s and failed_at > clock_timestamp() - make_interval(secs => %(window)s)
            order by failed_at desc
            offset %(allowed)s limit 1
            """,
            {"login": login, "window": WINDOW_SECONDS, "allowed": ALLOWED},
        )
        if rows:
            wait = rows[0][0]
            raise Problem(429, "Too Many Requests", "too many failed log-ins", {"Retry-After": str(wait)})
