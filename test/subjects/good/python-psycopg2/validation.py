"""What may come in."""

import re
from datetime import date

from problems import Problem

LARGEST_AMOUNT = 1_000_000_000
LARGEST_ID = 2**63 - 1


def refuse(detail):
    return Problem(400, "Bad Request", detail)


def amount(value):
    # True is an int in Python, and 5.0 is a whole number in JSON.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise refuse("amount must be a whole number")
    if not 1 <= value <= LARGEST_AMOUNT or value != int(value):
        raise refuse(f"amount must be a whole number from 1 to {LARGEST_AMOUNT}")
    return int(value)


def currency(value):
    if not isinstance(value, str) or not re.fullmatch("[A-Z]{3}", value):
        raise refuse("currency must be three capital letters, such as EUR")
    return value


def description(value):
    if not isinstance(value, str) or not 1 <= len(value) <= 200:
        raise refuse("description must be text of 1 to 200 characters")
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise refuse("description holds what cannot be kept")
    return value


def spent_on(value):
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refuse("spentOn must be a date, such as 2024-02-29")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refuse("spentOn is not a day in the calendar") from None


FIELDS = {"amount": amount, "currency": currency, "description": description, "spentOn": spent_on}


def expense_change(body):
    if not isinstance(body, dict):
        raise refuse("the body must be an object")
    change = {name: check(body[name]) for name, check in FIELDS.items() if name in body}
    if not change:
        raise refuse("there is nothing to change")
    return change


def new_expense(body):
    new = expense_change(body)
    missing = [name for name in FIELDS if name not in new]
    if missing:
        raise refuse("missing: " + ", ".join(missing))
    return new


def expense_id(text):
    if not re.fullmatch("[1-9][0-9]{0,18}", text) or int(text) > LARGEST_ID:
        raise refuse("an id is a number")
    return int(text)


def page_limit(given):
    if given is None:
        return 20
    if len(given) > 1 or not re.fullmatch("[0-9]{1,9}", given[0]) or not 1 <= int(given[0]) <= 100:
        raise refuse("limit must be a number from 1 to 100")
    return int(given[0])


def page_cursor(given):
    if given is None:
        return None
    match = re.fullmatch("before-([0-9]{1,19})", given[0])
    if not match or int(match[1]) > LARGEST_ID:
        raise refuse("that cursor did not come from us")
    return int(match[1])
