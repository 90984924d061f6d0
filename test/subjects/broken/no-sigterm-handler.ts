import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Nothing is done on SIGTERM, so that it dies of it.",
  edits: [
    {
      file: "expenses/__main__.py",
      find: `    loop.add_signal_handler(signal.SIGTERM, stop.set)
`,
      replace: "",
    },
  ],
  caughtBy: "stop-finishes-requests-in-flight",
  alsoFails: ["stop-ends-in-time-with-status-0"],
  mayFail: ["crowd-is-answered-before-a-stop"],
} satisfies BrokenSubject;
