import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Browsers are not told to believe the content type.",
  edits: [
    {
      file: "server.py",
      find: `        self.send_header("X-Content-Type-Options", "nosniff")
`,
      replace: "",
    },
  ],
  caughtBy: "script-text-stays-data",
} satisfies BrokenSubject;
