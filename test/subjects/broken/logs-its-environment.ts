import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "At the start it logs the whole environment.",
  edits: [
    {
      file: "app.py",
      find: '    log("info", "listening", port=server.server_port)',
      replace: '    log("info", "listening", port=server.server_port, environment=dict(os.environ))',
    },
  ],
  caughtBy: "log-and-answers-keep-secrets",
} satisfies BrokenSubject;
