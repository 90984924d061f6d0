"""The expenses table, on a pool of asynchronous connections.

psycopg cancels a statement politely, by asking the server. A server that has fallen silent does not listen, so overdue
connections have their socket shut down instead: the driver then sees an end of file and gives up at once.
"""

import asyncio
import contextlib
import os
import socket
from datetime import date

import psycopg
from psycopg.rows import dict_row

STATEMENT_SECONDS = 3
POOL_SECONDS = 3

COLUMNS = """id, amount, currency, description, spent_on as "spentOn", created_at as "createdAt" """


class Unavailable(Exception):
    pass


class Store:
    def __init__(self, url: str, size: int):
        self._url = url
        self._free = asyncio.Semaphore(size)
        self._idle: list[psycopg.AsyncConnection] = []

    async def create_table(self) -> None:
        # Two copies that start at once may both find no table; the slower one then meets the faster one's.
        with contextlib.suppress(psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable):
            await self._run(
                """
                create table if not exists expenses (
                  id serial primary key,
                  amount numeric(12, 0) not null,
                  currency text not null,
                  description text not null,
                  spent_on date not null,
                  created_at timestamptz not null default now()
                )
                """
            )

    async def insert(self, amount: int, currency: str, description: str, spent_on: date) -> dict:
        rows = await self._run(
            f"insert into expenses (amount, currency, description, spent_on) values (%s, %s, %s, %s) returning {COLUMNS}",
            (amount, currency, description, spent_on),
        )
        return rows[0]

    async def get(self, key: int) -> dict | None:
        rows = await self._run(f"select {COLUMNS} from expenses where id = %s", (key,))
        return rows[0] if rows else None

    async def newest(self, limit: int, below: int | None) -> list[dict]:
        return await self._run(
            f"select {COLUMNS} from expenses where %(below)s::int is null or id < %(below)s order by id desc limit %(limit)s",
            {"below": below, "limit": limit},
        )

    async def update(self, key: int, changes: dict) -> dict | None:
        rows = await self._run(
            f"""
            update expenses set
              amount = coalesce(%(amount)s, amount),
              currency = coalesce(%(currency)s, currency),
              description = coalesce(%(description)s, description),
              spent_on = coalesce(%(spentOn)s, spent_on)
            where id = %(key)s
            returning {COLUMNS}
            """,
            {"amount": None, "currency": None, "description": None, "spentOn": None, **changes, "key": key},
        )
        return rows[0] if rows else None

    async def delete(self, key: int) -> bool:
        return bool(await self._run("delete from expenses where id = %s returning id", (key,)))

    def close(self) -> None:
        while self._idle:
            hang_up(self._idle.pop())

    async def _run(self, statement: str, values=None) -> list[dict]:
        try:
            await asyncio.wait_for(self._free.acquire(), POOL_SECONDS)
        except asyncio.TimeoutError as error:
            raise Unavailable("no connection became free") from error
        connection = None
        try:
            connection = await self._take()
            overdue = asyncio.get_running_loop().call_later(STATEMENT_SECONDS, hang_up, connection)
            try:
                cursor = await connection.execute(statement, values)
                rows = await cursor.fetchall() if cursor.description else []
            finally:
                overdue.cancel()
            self._idle.append(connection)
            return rows
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            await discard(connection)
            raise Unavailable("the database did not answer") from error
        except BaseException:
            await discard(connection)
            raise
        finally:
            self._free.release()

    async def _take(self) -> psycopg.AsyncConnection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed and not has_been_hung_up_on(connection):
                return connection
            await discard(connection)
        return await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, row_factory=dict_row, connect_timeout=STATEMENT_SECONDS
        )


def hang_up(connection) -> None:
    with contextlib.suppress(OSError, psycopg.Error):
        with socket.socket(fileno=os.dup(connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)


def has_been_hung_up_on(connection) -> bool:
    """An idle connection that can be read holds an end of file or a goodbye."""
    with socket.socket(fileno=os.dup(connection.fileno())) as end:
        end.setblocking(False)
        try:
            end.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True


async def discard(connection) -> None:
    if connection is not None:
        with contextlib.suppress(Exception):
            await connection.close()
