import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "On SIGTERM it waits for the threads of connections on which nobody asks for anything.",
  edits: [
    {
      file: "app.py",
      find: `    daemon_threads = True
`,
      replace: `    daemon_threads = False
`,
    },
    {
      file: "app.py",
      find: `    # Threads of idle connections are still waiting to read; none of them owes anybody an answer.
    os._exit(0)
`,
      replace: `    server.server_close()
`,
    },
  ],
  caughtBy: "stop-ends-in-time-with-status-0",
} satisfies BrokenSubject;
