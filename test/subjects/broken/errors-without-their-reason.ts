import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "What fails is logged like anything else, and the error itself is thrown away.",
  edits: [
    {
      file: "expenses/http_server.py",
      find: 'log("error", "request.failed", {"request_id": request.id, "error": repr(refused.__cause__)})',
      replace: 'log("info", "request.done", {"request_id": request.id})',
    },
  ],
  caughtBy: "errors-are-in-the-log",
} satisfies BrokenSubject;
