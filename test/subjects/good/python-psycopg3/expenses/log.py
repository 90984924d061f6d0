"""One JSON object a line, with what belongs together in one member."""

import json
import sys
from datetime import datetime, timezone


def log(level: str, event: str, context: dict) -> None:
    line = {
        "@timestamp": datetime.now(timezone.utc).isoformat(),
        "log": {"level": level},
        "event": event,
        "context": context,
    }
    print(json.dumps(line, ensure_ascii=False, default=str), file=sys.stdout, flush=True)
