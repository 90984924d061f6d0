import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Every page in the world may ask in the name of whoever looks at it.",
  edits: [
    {
      file: "server.py",
      find: `        self.send_header("X-Content-Type-Options", "nosniff")
`,
      replace: `        self.send_header("X-Content-Type-Options", "nosniff")
        origin = self.headers.get("Origin")
        if origin:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "true")
`,
    },
  ],
  caughtBy: "cors-reflects-no-origin",
} satisfies BrokenSubject;
