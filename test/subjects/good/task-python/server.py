"""HTTP: from a request to the method that answers it, and back."""

import json
import re
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import validation as valid
from etags import etag_of
from log import log
from problems import Problem

# Ten thousand characters of notes, each written as two \u escapes, have 120 kB.
LARGEST_BODY = 200 * 1024


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # The default of 5 makes the sixth of a burst of clients wait a second for its second SYN.
    request_queue_size = 128

    def __init__(self, address, stopping, *, pool, tokens, people, projects, tasks):
        super().__init__(address, Handler)
        self.stopping = stopping
        self.pool, self.tokens, self.people, self.projects, self.tasks = pool, tokens, people, projects, tasks
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
    server_version = "tasks"
    sys_version = ""
    # Headers and body leave in one packet, and at once.
    wbufsize = -1
    disable_nagle_algorithm = True
    # A client that says nothing for this long is not coming back.
    timeout = 15

    # Path, and for each of its methods the name of the method below; what is in braces becomes its arguments.
    routes = {
        "/healthz": {"GET": "health"},
        "/users": {"POST": "register"},
        "/users/me": {"GET": "show_me"},
        "/sessions": {"POST": "log_in"},
        "/sessions/current": {"DELETE": "log_out"},
        "/projects": {"POST": "create_project", "GET": "list_projects"},
        "/projects/{}": {"GET": "get_project", "PATCH": "rename_project", "DELETE": "delete_project"},
        "/projects/{}/members/{}": {"PUT": "set_member", "DELETE": "remove_member"},
        "/projects/{}/tasks": {"POST": "create_task", "GET": "list_tasks"},
        "/tasks/{}": {"GET": "get_task", "PATCH": "change_task", "DELETE": "delete_task"},
    }

    def health(self):
        self.server.pool.run("select 1")
        return 200, {"status": "ok"}, {}

    def register(self):
        return 201, self.server.people.register(valid.all_of(valid.USER, self.read_json())), {}

    def show_me(self):
        return 200, self.user(), {}

    def log_in(self):
        given = valid.all_of(valid.CREDENTIALS, self.read_json())
        return 201, self.server.people.log_in(given["email"], given["password"]), {}

    def log_out(self):
        self.user()
        self.server.people.log_out(self.claims())
        return 204, None, {}

    def create_project(self):
        user = self.user()
        project = self.server.projects.create(user, valid.all_of(valid.PROJECT, self.read_json())["name"])
        return 201, project, {"Location": self.address(f"/projects/{project['id']}"), "ETag": etag_of(project)}

    def list_projects(self):
        user = self.user()
        limit, after = valid.page_limit(self.query.get("limit")), valid.page_cursor(self.query.get("cursor"))
        return 200, self.server.projects.page(user, limit, after), {}

    def get_project(self, project_id):
        project = self.server.projects.read(self.user(), valid.identifier(project_id))
        return 200, project, {"ETag": etag_of(project)}

    def rename_project(self, project_id):
        user = self.user()
        project_id, name = valid.identifier(project_id), valid.all_of(valid.PROJECT, self.read_json())["name"]
        project = self.server.projects.rename(user, project_id, name, self.headers.get("If-Match"))
        return 200, project, {"ETag": etag_of(project)}

    def delete_project(self, project_id):
        self.server.projects.delete(self.user(), valid.identifier(project_id))
        return 204, None, {}

    def set_member(self, project_id, member_id):
        user = self.user()
        project_id, member_id = valid.identifier(project_id), valid.identifier(member_id)
        role = valid.all_of(valid.MEMBERSHIP, self.read_json())["role"]
        self.server.projects.set_member(user, project_id, member_id, role)
        return 204, None, {}

    def remove_member(self, project_id, member_id):
        user = self.user()
        self.server.projects.remove_member(user, valid.identifier(project_id), valid.identifier(member_id))
        return 204, None, {}

    def create_task(self, project_id):
        user = self.user()
        project_id = valid.identifier(project_id)
        key = valid.request_key(self.headers.get("Idempotency-Key"))
        new = valid.all_of(valid.TASK, self.read_json(), valid.TASK_DEFAULTS)
        if key is None:
            location, etag, body = self.created(self.server.tasks.create(user, project_id, new))
        else:
            location, etag, body = self.server.tasks.create_once(user, project_id, new, key, self.created)
        return 201, json.loads(body), {"Location": location, "ETag": etag}

    def list_tasks(self, project_id):
        user = self.user()
        limit, after = valid.page_limit(self.query.get("limit")), valid.page_cursor(self.query.get("cursor"))
        status = valid.task_status(self.query.get("status"))
        return 200, self.server.tasks.page(user, valid.identifier(project_id), limit, after, status), {}

    def get_task(self, task_id):
        task = self.server.tasks.read(self.user(), valid.identifier(task_id))
        return 200, task, {"ETag": etag_of(task)}

    def change_task(self, task_id):
        user = self.user()
        task_id, change = valid.identifier(task_id), valid.some_of(valid.TASK, self.read_json())
        task = self.server.tasks.change(user, task_id, change, self.headers.get("If-Match"))
        return 200, task, {"ETag": etag_of(task)}

    def delete_task(self, task_id):
        self.server.tasks.delete(self.user(), valid.identifier(task_id))
        return 204, None, {}

    def user(self):
        user = self.server.people.who_is(self.claims())
        if user is None:
            raise unauthorized('Bearer error="invalid_token"')
        return user

    def claims(self):
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorized("Bearer")
        claims = self.server.tokens.read(token.strip())
        if claims is None:
            raise unauthorized('Bearer error="invalid_token"')
        return claims

    def created(self, task):
        return self.address(f"/tasks/{task['id']}"), etag_of(task), json.dumps(task)

    def address(self, path):
        host = self.headers.get("Host")
        return f"http://{host}{path}" if host else path

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
        content_type = "application/problem+json"
        try:
            try:
                status, body, headers = self.route()
                content_type = "application/json"
            except Problem as problem:
                status, body, headers = problem.status, problem.as_json(), problem.headers
                if problem.__cause__ is not None:
                    log("error", "request failed", request_id=request_id, error=repr(problem.__cause__))
            except ConnectionError:
                raise
            except TimeoutError:
                problem = Problem(408, "Request Timeout", "the rest of the request did not come")
                status, body, headers = 408, problem.as_json(), {}
            except Exception as error:
                problem = Problem(500, "Internal Server Error", "the mistake is ours, it has been written down")
                status, body, headers = 500, problem.as_json(), {}
                log("error", "request failed", request_id=request_id, error=repr(error))
            self.write(status, body, headers, content_type)
        finally:
            log(
                "info",
                "request",
                request_id=request_id,
                method=self.command,
                path=self.path.split("?")[0],
                status=status,
                duration_ms=round((time.monotonic() - began) * 1000, 2),
            )
            with self.server.idle:
                self.server.in_flight -= 1
                self.server.idle.notify_all()

    def route(self):
        try:
            url = urlsplit(self.path)
            self.query = parse_qs(url.query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            raise Problem(400, "Bad Request", "the address cannot be read") from None
        for path, methods in self.routes.items():
            match = re.fullmatch(path.replace("{}", "([^/]+)"), url.path)
            if match and self.command in methods:
                return getattr(self, methods[self.command])(*map(unquote, match.groups()))
            if match:
                raise Problem(405, "Method Not Allowed", None, {"Allow": ", ".join(methods)})
        raise Problem(404, "Not Found", "there is nothing at this path")

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
        raw = b"" if body is None else json.dumps(body, indent=2).encode("ascii")
        has_body = self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers
        if self.server.stopping.is_set() or (has_body and not self.body_was_read):
            # What is left of an unread body would be taken for the next request.
            self.close_connection = True
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
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


def unauthorized(challenge):
    return Problem(401, "Unauthorized", "log in first", {"WWW-Authenticate": challenge})


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")
