"""What may come in."""

import re
from datetime import date

from problems import Problem

UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
STATUSES = ("todo", "doing", "done")


def refuse(detail):
    return Problem(400, "Bad Request", detail)


def text(shortest, longest):
    def check(name, value):
        if not isinstance(value, str) or not shortest <= len(value) <= longest:
            raise refuse(f"{name} must be text of {shortest} to {longest} characters")
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise refuse(f"{name} holds what cannot be kept")
        return value

    return check


def email(name, value):
    # Printable ASCII around one @; whether anybody reads it, only a letter would show.
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", text(3, 254)(name, value)):
        raise refuse(f"{name} must be an e-mail address")
    return value


def one_of(*values):
    def check(name, value):
        if not isinstance(value, str) or value not in values:
            raise refuse(f"{name} must be one of: {', '.join(values)}")
        return value

    return check


def day_or_none(name, value):
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refuse(f"{name} must be a date, such as 2024-02-29")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refuse(f"{name} is not a day in the calendar") from None


USER = {"email": email, "password": text(12, 128), "name": text(1, 100)}
# A wrong password is wrong at any length.
CREDENTIALS = {"email": text(0, 254), "password": text(0, 1_000_000)}
PROJECT = {"name": text(1, 100)}
MEMBERSHIP = {"role": one_of("editor", "viewer")}
TASK = {"title": text(1, 200), "notes": text(0, 10_000), "status": one_of(*STATUSES), "dueOn": day_or_none}
TASK_DEFAULTS = {"notes": "", "status": "todo", "dueOn": None}


def some_of(fields, body):
    if not isinstance(body, dict):
        raise refuse("the body must be an object")
    unknown = [name for name in body if name not in fields]
    if unknown:
        raise refuse("there are members that we do not know; known are: " + ", ".join(fields))
    if not body:
        raise refuse("there is nothing in it")
    return {name: fields[name](name, value) for name, value in body.items()}


def all_of(fields, body, defaults=None):
    given = {**(defaults or {}), **some_of(fields, body)}
    missing = [name for name in fields if name not in given]
    if missing:
        raise refuse("missing: " + ", ".join(missing))
    return given


def identifier(given):
    if not re.fullmatch(UUID, given):
        raise refuse("an id is a UUID")
    return given.lower()


def page_limit(given):
    if given is None:
        return 20
    if len(given) > 1 or not re.fullmatch("[0-9]{1,9}", given[0]) or not 1 <= int(given[0]) <= 100:
        raise refuse("limit must be a number from 1 to 100")
    return int(given[0])


def page_cursor(given):
    if given is None:
        return {"micros": None, "id": None}
    match = re.fullmatch(f"([0-9]{{1,16}})_({UUID})", given[0])
    if not match:
        raise refuse("that cursor did not come from us")
    return {"micros": int(match[1]), "id": match[2]}


def task_status(given):
    return None if given is None else TASK["status"]("status", given[0])


def request_key(given):
    if given is not None and not 1 <= len(given) <= 255:
        raise refuse("Idempotency-Key must have 1 to 255 characters")
    return given
