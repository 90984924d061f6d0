import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "During an outage the answer tells which database cannot be reached, with its password.",
  edits: [
    {
      file: "app.js",
      find: 'problem: { title: "Database unavailable", status: 503 } }',
      replace: `problem: { title: \`Cannot reach \${DATABASE_URL}\`, status: 503 } }`,
    },
  ],
  caughtBy: "log-and-answers-keep-secrets",
} satisfies BrokenSubject;
