import asyncio
import os
import signal
import sys

from .api import Api
from .http_server import HttpServer
from .log import log
from .store import Store, Unavailable


async def run() -> int:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        log("critical", "settings", {"missing": "DATABASE_URL"})
        return 3

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, stop.set)

    store = Store(url, size=10)
    while not stop.is_set():
        try:
            await store.create_table()
            break
        except Unavailable as error:
            log("warning", "database.waiting", {"reason": str(error.__cause__)})
            try:
                await asyncio.wait_for(stop.wait(), 1)
            except asyncio.TimeoutError:
                pass
    if stop.is_set():
        return 0

    server = HttpServer(Api(store).handle)
    await server.start(int(os.environ.get("PORT", "8000")))
    log("info", "server.listening", {"port": os.environ.get("PORT", "8000")})
    await stop.wait()
    log("info", "server.stopping", {})
    await server.stop(within_seconds=8.5)
    store.close()
    return 0


sys.exit(asyncio.run(run()))
