"""What can be asked, and how it is answered."""

import json
import re
from datetime import date, datetime
from decimal import Decimal

from .http_server import Refused, Request, Response
from .store import Store, Unavailable

MEMBERS = ("amount", "currency", "description", "spentOn")
LARGEST_KEY = 2**31 - 1


class Api:
    def __init__(self, store: Store):
        self._store = store

    async def handle(self, request: Request) -> Response:
        try:
            return await self._route(request)
        except Unavailable as error:
            raise Refused(503, "the database cannot be reached", {"retry-after": "2"}) from error

    async def _route(self, request: Request) -> Response:
        match request.path, request.method:
            case ["healthz"], "GET":
                return reply(200, {"healthy": True})
            case ["expenses"], "POST":
                new = members(request, complete=True)
                row = await self._store.insert(new["amount"], new["currency"], new["description"], new["spentOn"])
                return reply(201, row, {"location": f"/expenses/{row['id']}"})
            case ["expenses"], "GET":
                return await self._page(request.query)
            case ["expenses", key], "GET":
                return reply(200, existing(await self._store.get(key_of(key))))
            case ["expenses", key], "PATCH":
                number = key_of(key)
                return reply(200, existing(await self._store.update(number, members(request, complete=False))))
            case ["expenses", key], "DELETE":
                existing(await self._store.delete(key_of(key)) or None)
                return Response(204)
            case ["healthz"], _:
                raise Refused(405, headers={"allow": "GET"})
            case ["expenses"], _:
                raise Refused(405, headers={"allow": "GET, POST"})
            case ["expenses", _], _:
                raise Refused(405, headers={"allow": "GET, PATCH, DELETE"})
        raise Refused(404)

    async def _page(self, query: dict) -> Response:
        limit = whole(query.get("limit", "20"), 1, 100, "limit")
        below = whole(query["cursor"], 1, LARGEST_KEY, "cursor") if "cursor" in query else None
        rows = await self._store.newest(limit + 1, below)
        items = rows[:limit]
        return reply(200, {"items": items, "nextCursor": str(items[-1]["id"]) if len(rows) > limit else None})


def members(request: Request, complete: bool) -> dict:
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise Refused(415, "application/json, please")
    try:
        body = json.loads(request.body.decode("utf-8"), parse_float=Decimal, parse_constant=not_json)
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise Refused(422, "the body is not an object")
    valid = {}
    for name in MEMBERS:
        if name in body:
            valid[name] = CHECKS[name](body[name])
        elif complete:
            raise Refused(422, f"{name} is missing")
    if not valid:
        raise Refused(422, "nothing to change")
    return valid


def not_json(text: str):
    raise ValueError(text)


def amount(value) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Refused(422, "amount is not a number")
    if not 1 <= value <= 1_000_000_000 or value != int(value):
        raise Refused(422, "amount is not a whole number from 1 to 1000000000")
    return int(value)


def currency(value) -> str:
    if not isinstance(value, str) or re.fullmatch(r"[A-Z]{3}", value) is None:
        raise Refused(422, "currency is not three capital letters")
    return value


def description(value) -> str:
    if not isinstance(value, str) or not value or len(value) > 200:
        raise Refused(422, "description is not text of 1 to 200 characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused(422, "description holds half a character") from None
    if "\x00" in value:
        raise Refused(422, "description holds a NUL")
    return value


def spent_on(value) -> date:
    if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is None:
        raise Refused(422, "spentOn is not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(422, "spentOn is not a date") from None


CHECKS = {"amount": amount, "currency": currency, "description": description, "spentOn": spent_on}


def key_of(text: str) -> int:
    if re.fullmatch(r"[1-9]\d{0,9}", text, re.ASCII) is None or int(text) > LARGEST_KEY:
        raise Refused(404)
    return int(text)


def whole(text: str, least: int, most: int, name: str) -> int:
    if re.fullmatch(r"\d{1,10}", text, re.ASCII) is None or not least <= int(text) <= most:
        raise Refused(400, f"{name} is out of range")
    return int(text)


def existing(row):
    if row is None:
        raise Refused(404)
    return row


def reply(status: int, body: dict, headers: dict | None = None) -> Response:
    text = json.dumps(body, ensure_ascii=False, default=plain)
    return Response(status, text.encode("utf-8"), {"content-type": "application/json", **(headers or {})})


def plain(value):
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value))
