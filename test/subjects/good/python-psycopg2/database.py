"""A small pool of psycopg2 connections on which nothing may take for ever."""

import contextlib
import queue
import select
import threading
import time

import psycopg2
import psycopg2.extensions

from problems import Problem

# From asking for a connection to the last row. We promise an answer within 10 seconds, whatever the database does.
LIMIT_SECONDS = 7
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

    def run(self, statement, values=()):
        """Runs one statement and returns its rows; 503 when there is no database."""
        current.deadline = time.monotonic() + LIMIT_SECONDS
        if not self._places.acquire(timeout=POOL_SECONDS):
            raise Problem(503, "Service Unavailable", "too busy, try again")
        try:
            return self._run(statement, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            raise Problem(503, "Service Unavailable", "the database cannot be reached") from error
        finally:
            self._places.release()

    def _run(self, statement, values):
        connection = self._take()
        try:
            with contextlib.closing(connection.cursor()) as cursor:
                cursor.execute(statement, values)
                rows = cursor.fetchall() if cursor.description else []
        except BaseException:
            # Whatever it was: a connection in an unknown state is not worth keeping.
            connection.close()
            raise
        self._idle.put(connection)
        return rows

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


def is_usable(connection):
    """An idle connection has nothing to say; one that can be read has been hung up on."""
    if connection.closed:
        return False
    poller = select.poll()
    poller.register(connection.fileno(), select.POLLIN)
    return not poller.poll(0)
