"""As much of HTTP/1.1 as an API needs: keep-alive, Content-Length and chunked bodies, limits on everything."""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from .log import log

HEAD_LIMIT = 16 * 1024
BODY_LIMIT = 64 * 1024
IDLE_SECONDS = 20
BODY_SECONDS = 8


class Refused(Exception):
    """Ends a request with a problem document."""

    def __init__(self, status: int, detail: str = "", headers: dict | None = None):
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}

    def document(self) -> dict:
        phrase = HTTPStatus(self.status).phrase
        return {"type": "about:blank", "title": phrase, "status": self.status, "detail": str(self)}


@dataclass
class Request:
    method: str
    path: list[str]
    raw_path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass
class Response:
    status: int
    body: bytes = b""
    headers: dict = field(default_factory=dict)


class HttpServer:
    def __init__(self, handle):
        self._handle = handle
        self._busy = 0
        self._stopping = False
        self._writers = set()

    async def start(self, port: int) -> None:
        self._server = await asyncio.start_server(self._connection, None, port, limit=HEAD_LIMIT, backlog=256)

    async def stop(self, within_seconds: float) -> None:
        self._stopping = True
        self._server.close()
        deadline = time.monotonic() + within_seconds
        # Give what has just arrived the chance to be seen as a request.
        await asyncio.sleep(0.1)
        while self._busy and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        for writer in list(self._writers):
            writer.close()

    async def _connection(self, reader, writer) -> None:
        self._writers.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.TimeoutError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _exchange(self, reader, writer) -> bool:
        """One request and its response. False when the connection is to be closed."""
        request = None
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
        except asyncio.LimitOverrunError:
            await self._send(writer, None, problem(Refused(431)), keep=False)
            return False
        began = time.monotonic()
        self._busy += 1
        status = 0
        try:
            try:
                request, version = parse_head(head)
                keep = wants_to_stay(request, version)
                if request.headers.get("expect", "").lower() == "100-continue":
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                request.body = await asyncio.wait_for(read_body(reader, request.headers), BODY_SECONDS)
            except Refused as refused:
                response, keep = problem(refused), False
            else:
                response = await self._answer(request)
            status = response.status
            keep = keep and not self._stopping
            await self._send(writer, request, response, keep)
            return keep
        finally:
            self._busy -= 1
            log(
                "info",
                "http.request",
                {
                    "http": {
                        "request": {
                            "id": request.id if request else None,
                            "method": request.method if request else None,
                        },
                        "response": {"status_code": status},
                    },
                    "url": {"path": request.raw_path if request else None},
                    "duration": int((time.monotonic() - began) * 1e9),
                },
            )

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._handle(request)
        except Refused as refused:
            if refused.status >= 500:
                log("error", "request.failed", {"request_id": request.id, "error": repr(refused.__cause__)})
            return problem(refused)
        except Exception as error:
            log("error", "request.failed", {"request_id": request.id, "error": repr(error)})
            return problem(Refused(500))

    async def _send(self, writer, request, response: Response, keep: bool) -> None:
        lines = [f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"]
        headers = dict(response.headers)
        if response.status != 204:
            headers["content-length"] = str(len(response.body))
        headers["connection"] = "keep-alive" if keep else "close"
        lines += [f"{name}: {value}" for name, value in headers.items()]
        body = b"" if request and request.method == "HEAD" else response.body
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        await writer.drain()


def parse_head(head: bytes) -> tuple[Request, str]:
    first, *lines = head.decode("latin-1").split("\r\n")
    try:
        method, target, version = first.split(" ")
        url = urlsplit(target)
        query = dict(parse_qsl(url.query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        raise Refused(400, "not a request line") from None
    if version not in ("HTTP/1.1", "HTTP/1.0"):
        raise Refused(505)
    headers = {}
    for line in lines:
        if not line:
            continue
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise Refused(400, "not a header")
        headers[name.lower()] = value.strip()
    path = [unquote_to_bytes(part).decode("utf-8", "replace") for part in url.path.split("/")[1:]]
    return Request(method, path, url.path, query, headers), version


def wants_to_stay(request: Request, version: str) -> bool:
    connection = request.headers.get("connection", "").lower()
    return connection == "keep-alive" if version == "HTTP/1.0" else connection != "close"


async def read_body(reader, headers: dict[str, str]) -> bytes:
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = b""
        while True:
            size_line = await reader.readuntil(b"\r\n")
            try:
                size = int(size_line.split(b";")[0], 16)
            except ValueError:
                raise Refused(400, "not a chunk") from None
            if size < 0 or len(body) + size > BODY_LIMIT:
                raise Refused(413)
            chunk = await reader.readexactly(size + 2)
            if size == 0:
                return body
            body += chunk[:-2]
    text = headers.get("content-length", "0")
    if not text.isascii() or not text.isdigit():
        raise Refused(400, "not a length")
    if len(text) > 12 or int(text) > BODY_LIMIT:
        raise Refused(413)
    return await reader.readexactly(int(text))


def problem(refused: Refused) -> Response:
    headers = {"content-type": "application/problem+json", **refused.headers}
    return Response(refused.status, json.dumps(refused.document()).encode(), headers)
