import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "The log says that a request failed, but not of what.",
  edits: [
    {
      file: "expenses/http_server.py",
      find: '{"request_id": request.id, "error": repr(refused.__cause__)}',
      replace: '{"request_id": request.id}',
    },
  ],
  caughtBy: "errors-are-in-the-log",
} satisfies BrokenSubject;
