import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token is taken from the address too, where every log on the way keeps it.",
  edits: [
    {
      file: "server.py",
      find: `        if scheme.lower() != "bearer":
            raise unauthorized("Bearer")
`,
      replace: `        if scheme.lower() != "bearer":
            token = self.query.get("access_token", [""])[0]
        if not token:
            raise unauthorized("Bearer")
`,
    },
  ],
  caughtBy: "token-is-taken-from-its-place-only",
} satisfies BrokenSubject;
