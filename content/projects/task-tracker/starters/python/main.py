"""Starts the program: reads its settings and listens."""

import json
import os

from server import Server

if __name__ == "__main__":
    port = int(os.environ.get("PORT", "3000"))
    server = Server(port)
    print(json.dumps({"message": "listening", "port": port}), flush=True)
    server.serve_forever()
