"""The task tracker: settings, start and stop."""

import os
import signal
import sys
import threading
import time

from database import Pool
from failures import Failures
from log import log
from people import People
from problems import Problem
from projects import Projects
from schema import SCHEMA, SWEEP
from server import Server
from tasks import Tasks
from tokens import Tokens

LONGEST_STOP_SECONDS = 8
ONE_HOUR_SECONDS = 3600

stopping = threading.Event()


def setting(name, example):
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is missing: set it to something like {example}")
    return value


def main():
    pool = Pool(setting("DATABASE_URL", "postgresql://user:password@host/tasks"), size=8)
    tokens = Tokens(setting("JWT_SECRET", "the output of `openssl rand -base64 32`"))
    projects = Projects(pool)
    server = Server(
        ("", int(os.environ.get("PORT", "8000"))),
        stopping,
        pool=pool,
        tokens=tokens,
        people=People(pool, tokens, Failures(pool)),
        projects=projects,
        tasks=Tasks(pool, projects),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    log("info", "listening", port=server.server_port)

    # Requests are answered 503 until the tables are there.
    while not stopping.is_set() and not pool.is_ready:
        try:
            pool.prepare(SCHEMA)
            log("info", "database is ready")
        except Problem as problem:
            log("warning", "the database is not there yet", error=repr(problem.__cause__))
            stopping.wait(0.5)

    while not stopping.wait(ONE_HOUR_SECONDS):
        try:
            pool.run(SWEEP)
        except Problem as problem:
            log("warning", "nothing was swept", error=repr(problem.__cause__))
    log("info", "stopping")
    # Connections that the system has accepted for us still want their answer.
    time.sleep(0.2)
    server.shutdown()
    server.wait_until_idle(LONGEST_STOP_SECONDS)
    log("info", "stopped")
    # Threads of idle connections are still waiting to read; none of them owes anybody an answer.
    os._exit(0)


if __name__ == "__main__":
    main()
