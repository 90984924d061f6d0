import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Tokens are signed with a key that is made anew at each start.",
  edits: [
    {
      file: "app.py",
      find: `    tokens = Tokens(setting("JWT_SECRET", "the output of \`openssl rand -base64 32\`"))
`,
      replace: `    tokens = Tokens(os.urandom(32).hex())
`,
    },
  ],
  caughtBy: "tokens-survive-a-restart",
} satisfies BrokenSubject;
