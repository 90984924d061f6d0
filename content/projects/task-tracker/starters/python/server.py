"""HTTP: takes a request in, finds who answers it, sends the answer out, and writes one line about it."""

import json
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from problem import Problem


class Server(ThreadingHTTPServer):
    def __init__(self, port):
        super().__init__(("", port), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        began = time.monotonic()
        request_id = str(uuid.uuid4())
        path = self.path.split("?")[0]

        try:
            status, body = route(self.command, path)
            content_type = "application/json"
        except Problem as problem:
            status, body = problem.status, problem.as_json()
            content_type = "application/problem+json"
        except Exception as error:
            status, body = 500, Problem(500, "Something went wrong.").as_json()
            content_type = "application/problem+json"
            print(json.dumps({"requestId": request_id, "error": repr(error)}), file=sys.stderr, flush=True)
        self.send(status, body, content_type)

        duration_ms = round((time.monotonic() - began) * 1000)
        line = {"requestId": request_id, "method": self.command, "path": path, "status": status, "durationMs": duration_ms}
        print(json.dumps(line), flush=True)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def send(self, status, body, content_type):
        self.send_response(status)
        if body is not None:
            self.send_header("Content-Type", content_type)
        self.end_headers()
        if body is not None:
            self.wfile.write(json.dumps(body).encode())

    def log_message(self, format, *args):
        """The line of do_GET is all that we want to see."""


def route(method, path):
    """Returns the status and the body of the answer, or raises a Problem."""
    if method == "GET" and path == "/healthz":
        return 200, {"status": "ok"}

    # Your turn: POST /users is a good beginning. openapi.yaml says what it takes and what it answers.
    if path.split("/")[1] in ("users", "sessions", "projects", "tasks"):
        raise Problem(501, "This is not built yet.")

    raise Problem(404, "There is nothing here.")
