"""A small pool of psycopg2 connections on which nothing may take for ever."""

import contextlib
import queue
import select
import threading
import time

import psycopg2
import psycopg2.extensions

from problems import Problem

# From asking for a connection to the last row of one piece of work. We promise an answer within 10 seconds, whatever the
# database does; the first piece of work that meets a silent one ends the request.
LIMIT_SECONDS = 6
POOL_SECONDS = 3

current = threading.local()


def wait_with_limit(connection):
    """libpq would wait for a silent server without end; this gives up and the connection is closed."""
    while True:
        state = connection.poll()
        if state == psycopg2.extensions.POLL_OK:
            return
        poller = select.poll()
        reading = state == psycopg2.extensions.POLL_READ
        poller.register(connection.fileno(), select.POLLIN if reading else select.POLLOUT)
        if not poller.poll(max(0, (current.deadline - time.monotonic()) * 1000)):
            raise psycopg2.OperationalError("the database did not answer in time")


psycopg2.extensions.set_wait_callback(wait_with_limit)


class Pool:
    def __init__(self, url, size):
        self._url = url
        self._places = threading.BoundedSemaphore(size)
        self._idle = queue.LifoQueue()
        self.is_ready = False

    def prepare(self, schema):
        with self._connection() as connection:
            execute(connection, schema)
        self.is_ready = True

    def run(self, statement, values=()):
        """Runs one statement by itself and returns its rows."""
        self._refuse_until_ready()
        with self._connection() as connection:
            return execute(connection, statement, values)

    @contextlib.contextmanager
    def transaction(self):
        """Gives a function that runs statements, all of which count or none."""
        self._refuse_until_ready()
        with self._connection() as connection:
            execute(connection, "begin")
            try:
                yield lambda statement, values=(): execute(connection, statement, values)
            except Problem:
                execute(connection, "rollback")
                raise
            execute(connection, "commit")

    @contextlib.contextmanager
    def _connection(self):
        current.deadline = time.monotonic() + LIMIT_SECONDS
        if not self._places.acquire(timeout=POOL_SECONDS):
            raise Problem(503, "Service Unavailable", "too busy, try again")
        connection = None
        try:
            connection = self._take()
            yield connection
            self._idle.put(connection)
        except Problem:
            self._idle.put(connection)
            raise
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            close(connection)
            raise Problem(503, "Service Unavailable", "the database cannot be reached") from error
        except BaseException:
            # Whatever it was: a connection in an unknown state is not worth keeping.
            close(connection)
            raise
        finally:
            self._places.release()

    def _take(self):
        while True:
            try:
                connection = self._idle.get_nowait()
            except queue.Empty:
                connection = psycopg2.connect(self._url)
                connection.autocommit = True
                return connection
            if is_usable(connection):
                return connection
            connection.close()

    def _refuse_until_ready(self):
        if not self.is_ready:
            raise Problem(503, "Service Unavailable", "the database is not ready yet")


def execute(connection, statement, values=()):
    with contextlib.closing(connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def close(connection):
    if connection is not None:
        connection.close()


def is_usable(connection):
    """An idle connection has nothing to say; one that can be read has been hung up on."""
    if connection.closed:
        return False
    poller = select.poll()
    poller.register(connection.fileno(), select.POLLIN)
    return not poller.poll(0)
