"""Expenses over HTTP: the server, the routes, and the way in and out."""

import json
import os
import signal
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import database
from expenses import Expenses
from problems import Problem
from validation import expense_change, expense_id, new_expense, page_cursor, page_limit

LARGEST_BODY = 32 * 1024
LONGEST_STOP_SECONDS = 8

stopping = threading.Event()


def log(level, message, **fields):
    line = {"ts": time.time(), "level": level, "msg": message, **fields}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # The default of 5 makes the sixth of a burst of clients wait a second for its second SYN.
    request_queue_size = 128

    def __init__(self, address, expenses):
        super().__init__(address, Handler)
        self.expenses = expenses
        self.in_flight = 0
        self.idle = threading.Condition()

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            log("error", "connection failed", error=repr(error))

    def wait_until_idle(self, seconds):
        with self.idle:
            self.idle.wait_for(lambda: self.in_flight == 0, timeout=seconds)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "expenses"
    sys_version = ""
    # Headers and body leave in one packet, and at once.
    wbufsize = -1
    disable_nagle_algorithm = True
    # A client that says nothing for this long is not coming back.
    timeout = 15

    def do_GET(self):
        self.answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET

    def answer(self):
        began = time.monotonic()
        request_id = str(uuid.uuid4())
        self.body_was_read = False
        with self.server.idle:
            self.server.in_flight += 1
        status = 499
        try:
            try:
                status, body, headers = self.route()
                content_type = "application/json"
            except Problem as problem:
                status, body, headers = problem.status, problem.as_json(), problem.headers
                content_type = "application/problem+json"
                if problem.__cause__ is not None:
                    log("error", "request failed", request_id=request_id, error=repr(problem.__cause__))
            except ConnectionError:
                raise
            except TimeoutError:
                problem = Problem(408, "Request Timeout", "the rest of the request did not come")
                status, body, headers = 408, problem.as_json(), {}
                content_type = "application/problem+json"
            except Exception as error:
                problem = Problem(500, "Internal Server Error", "the mistake is ours, it has been written down")
                status, body, headers = 500, problem.as_json(), {}
                content_type = "application/problem+json"
                log("error", "request failed", request_id=request_id, error=repr(error))
            self.write(status, body, headers, content_type)
        finally:
            milliseconds = round((time.monotonic() - began) * 1000, 2)
            log(
                "info",
                "request",
                request_id=request_id,
                method=self.command,
                path=self.path.split("?")[0],
                status=status,
                duration_ms=milliseconds,
            )
            with self.server.idle:
                self.server.in_flight -= 1
                self.server.idle.notify_all()

    def route(self):
        try:
            url = urlsplit(self.path)
            query = parse_qs(url.query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            raise Problem(400, "Bad Request", "the address cannot be read")
        parts = [unquote(part) for part in url.path.split("/")[1:]]
        expenses = self.server.expenses

        if parts == ["healthz"]:
            self.allow("GET")
            expenses.ping()
            return 200, {"status": "ok"}, {}
        if parts == ["expenses"]:
            self.allow("GET", "POST")
            if self.command == "POST":
                expense = expenses.create(new_expense(self.read_json()))
                return 201, expense, {"Location": f"/expenses/{expense['id']}"}
            return 200, expenses.page(page_limit(query.get("limit")), page_cursor(query.get("cursor"))), {}
        if len(parts) == 2 and parts[0] == "expenses":
            self.allow("GET", "PATCH", "DELETE")
            number = expense_id(parts[1])
            if self.command == "GET":
                return 200, found(expenses.read(number)), {}
            if self.command == "PATCH":
                return 200, found(expenses.change(number, expense_change(self.read_json()))), {}
            found(expenses.delete(number))
            return 204, None, {}
        raise Problem(404, "Not Found", "there is nothing at this path")

    def allow(self, *methods):
        if self.command not in methods:
            raise Problem(405, "Method Not Allowed", None, {"Allow": ", ".join(methods)})

    def read_json(self):
        content_type = (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        if content_type != "application/json":
            raise Problem(415, "Unsupported Media Type", "send application/json")
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            raw = self.read_chunks()
        else:
            raw = self.read_exactly()
        self.body_was_read = True
        try:
            return json.loads(raw.decode("utf-8"), parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            raise Problem(400, "Bad Request", "the body is not valid JSON") from None

    def read_exactly(self):
        text = self.headers.get("Content-Length") or "0"
        if not (text.isascii() and text.isdigit()):
            raise Problem(400, "Bad Request", "Content-Length is not a number")
        if len(text) > 9 or int(text) > LARGEST_BODY:
            raise Problem(413, "Content Too Large", f"at most {LARGEST_BODY} bytes")
        raw = self.rfile.read(int(text))
        if len(raw) < int(text):
            raise ConnectionError("the client hung up in the middle of its body")
        return raw

    def read_chunks(self):
        raw = b""
        while True:
            try:
                size = int(self.rfile.readline(20).split(b";")[0], 16)
            except ValueError:
                raise Problem(400, "Bad Request", "broken chunk") from None
            if size < 0 or len(raw) + size > LARGEST_BODY:
                raise Problem(413, "Content Too Large", f"at most {LARGEST_BODY} bytes")
            raw += self.rfile.read(size)
            self.rfile.readline(20)
            if size == 0:
                return raw

    def write(self, status, body, headers, content_type):
        raw = b"" if body is None else json.dumps(body).encode("ascii")
        has_body = self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers
        if stopping.is_set() or (has_body and not self.body_was_read):
            # What is left of an unread body would be taken for the next request.
            self.close_connection = True
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Type", content_type)
        if status != 204:
            self.send_header("Content-Length", str(len(raw)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)
        self.wfile.flush()

    def send_error(self, code, message=None, explain=None):
        """Called by the base class for what it cannot read as HTTP; its own answer would be HTML."""
        self.close_connection = True
        self.command = self.command or ""
        problem = Problem(code, message or "Bad Request", None)
        raw = json.dumps(problem.as_json()).encode("ascii")
        self.send_response(code, message)
        self.send_header("Content-Type", "application/problem+json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)
        self.wfile.flush()

    def log_message(self, *_):
        """One line a request is written by answer()."""


def found(row):
    if row is None:
        raise Problem(404, "Not Found", "there is no such expense")
    return row


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL is missing: set it to something like postgresql://user:password@host/expenses")
    expenses = Expenses(database.Pool(url, size=8))
    server = Server(("", int(os.environ.get("PORT", "8000"))), expenses)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    log("info", "listening", port=server.server_port)

    # Requests are answered 503 until the table is there.
    while not stopping.is_set() and not expenses.is_ready:
        try:
            expenses.create_table()
            log("info", "database is ready")
        except Problem as problem:
            log("warning", "the database is not there yet", error=repr(problem.__cause__))
            stopping.wait(0.5)

    stopping.wait()
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
