import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Requests are logged as web servers used to, in a line for people.",
  edits: [
    {
      file: "app.py",
      find: `            log(
                "info",
                "request",
                request_id=request_id,
                method=self.command,
                path=self.path.split("?")[0],
                status=status,
                duration_ms=milliseconds,
            )`,
      replace: `            print(f"{self.command} {self.path.split('?')[0]} {status} {milliseconds} ms {request_id}", flush=True)`,
    },
  ],
  caughtBy: "request-log-is-structured",
} satisfies BrokenSubject;
