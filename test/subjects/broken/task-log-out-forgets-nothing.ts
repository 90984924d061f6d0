import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Logging out leaves it to the client to throw the token away.",
  edits: [
    {
      file: "server.py",
      find: `        self.user()
        self.server.people.log_out(self.claims())
`,
      replace: `        self.user()
`,
    },
  ],
  caughtBy: "log-out-ends-the-token",
} satisfies BrokenSubject;
