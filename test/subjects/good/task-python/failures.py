"""Failed log-ins of the last minute, by address. After ten, guessing has to wait."""

import collections
import math
import threading
import time

from problems import Problem

ALLOWED = 10
WINDOW_SECONDS = 60
# So that somebody who tries ever new addresses does not fill our memory.
LARGEST = 100_000


class Failures:
    def __init__(self):
        self._by_login = collections.OrderedDict()
        self._lock = threading.Lock()

    def count(self, login):
        """Counted whether or not there is such a person: otherwise the limit would tell."""
        now = time.monotonic()
        with self._lock:
            times = self._by_login.setdefault(login, collections.deque(maxlen=ALLOWED + 1))
            self._by_login.move_to_end(login)
            while times and times[0] <= now - WINDOW_SECONDS:
                times.popleft()
            times.append(now)
            if len(self._by_login) > LARGEST:
                self._by_login.popitem(last=False)
            if len(times) > ALLOWED:
                wait = max(1, math.ceil(times[0] + WINDOW_SECONDS - now))
                raise Problem(429, "Too Many Requests", "too many failed log-ins", {"Retry-After": str(wait)})
