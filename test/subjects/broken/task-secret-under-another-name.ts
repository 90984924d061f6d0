import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "The key is read under a name that nobody sets, and there is something to fall back on.",
  edits: [
    {
      file: "app.py",
      find: `    tokens = Tokens(setting("JWT_SECRET", "the output of \`openssl rand -base64 32\`"))
`,
      replace: `    tokens = Tokens(os.environ.get("TOKEN_KEY", "changeme"))
`,
    },
  ],
  caughtBy: "jwt-secret-is-strong-and-from-the-environment",
} satisfies BrokenSubject;
