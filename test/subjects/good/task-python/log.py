"""One JSON object a line on stdout. No bodies, no headers."""

import json
import sys
import time


def log(level, message, **fields):
    line = {"ts": time.time(), "level": level, "msg": message, **fields}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
