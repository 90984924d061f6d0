import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Without DATABASE_URL it ends, but does not say why.",
  edits: [
    {
      file: "app.js",
      find: 'console.error("fatal: the environment variable DATABASE_URL is required");',
      replace: 'console.error("fatal: configuration error");',
    },
  ],
  caughtBy: "missing-database-url-is-said",
} satisfies BrokenSubject;
