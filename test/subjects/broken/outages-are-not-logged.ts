import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "What becomes a 503 is written nowhere.",
  edits: [
    {
      file: "app.py",
      find: `                if problem.__cause__ is not None:
                    log("error", "request failed", request_id=request_id, error=repr(problem.__cause__))
`,
      replace: "",
    },
    {
      file: "app.py",
      find: `            log(
                "info",
                "request",`,
      replace: `            status < 500 and log(
                "info",
                "request",`,
    },
  ],
  caughtBy: "errors-are-in-the-log",
} satisfies BrokenSubject;
