import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Tokens are signed with the key of the tutorial that the program came from.",
  edits: [
    {
      file: "app.py",
      find: `    tokens = Tokens(setting("JWT_SECRET", "the output of \`openssl rand -base64 32\`"))
`,
      replace: `    tokens = Tokens("secret")
`,
    },
  ],
  caughtBy: "jwt-secret-is-strong-and-from-the-environment",
} satisfies BrokenSubject;
