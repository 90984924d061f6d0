"""Pages, newest first. A cursor is the place of the last row that was shown: its time, and its id among rows of that time."""

PLACE = "(extract(epoch from {table}.created_at) * 1000000)::bigint, {table}.id"


def page_of(rows, limit, as_json):
    """One row more than the limit says that there is another page; the place stands at the end of each row."""
    shown = rows[:limit]
    cursor = f"{shown[-1][-2]}_{shown[-1][-1]}" if len(rows) > limit else None
    return {"items": [as_json(row) for row in shown], "nextCursor": cursor}
