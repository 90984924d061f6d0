import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "SIGTERM is written to the log and nothing else.",
  edits: [
    {
      file: "app.py",
      find: "signal.signal(number, lambda *_: stopping.set())",
      replace: 'signal.signal(number, lambda *_: log("info", "signal received"))',
    },
  ],
  caughtBy: "stop-ends-in-time-with-status-0",
  mayFail: ["stop-ends-in-time-under-load"],
} satisfies BrokenSubject;
