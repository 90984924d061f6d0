import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token says when it ends, and nobody minds.",
  edits: [
    {
      file: "tokens.py",
      find: `        if header.get("alg") != "HS256" or claims["exp"] <= time.time():
`,
      replace: `        if header.get("alg") != "HS256":
`,
    },
  ],
  caughtBy: "jwt-expires-within-a-day",
} satisfies BrokenSubject;
