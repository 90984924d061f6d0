import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "After twenty bad requests everybody is locked out for a while.",
  edits: [
    {
      file: "expenses/api.py",
      find: `import json
import re
`,
      replace: `import json
import re
import time
`,
    },
    {
      file: "expenses/api.py",
      find: `    def __init__(self, store: Store):
        self._store = store
`,
      replace: `    def __init__(self, store: Store):
        self._store = store
        self._mistakes = 0
        self._locked_until = 0.0
`,
    },
    {
      file: "expenses/api.py",
      find: `        try:
            return await self._route(request)
`,
      replace: `        if time.monotonic() < self._locked_until and request.path != ["healthz"]:
            raise Refused(429, "too many bad requests")
        try:
            return await self._route(request)
        except Refused as refused:
            self._mistakes += refused.status < 500
            if self._mistakes == 20:
                self._mistakes = 0
                self._locked_until = time.monotonic() + 5
            raise
`,
    },
  ],
  caughtBy: "serves-after-hostile-input",
} satisfies BrokenSubject;
