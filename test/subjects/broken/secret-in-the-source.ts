import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A secret has a default in the source, for convenience.",
  edits: [
    {
      file: "app.js",
      find: "const MAX_BODY = 100 * 1024;",
      replace: `const AWS_SECRET_ACCESS_KEY = process.env.AWS_SECRET_ACCESS_KEY || "wJ4lrXUtnFEMIqK7MDENGbPxRfiCYh3qZ8vT1sNe";
void AWS_SECRET_ACCESS_KEY;
const MAX_BODY = 100 * 1024;`,
    },
  ],
  caughtBy: "no-secret-in-source",
} satisfies BrokenSubject;
