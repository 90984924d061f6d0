import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A malformed id goes to the database, and its message to the client.",
  edits: [
    {
      file: "app.js",
      find: "const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;",
      replace: "const UUID = /^[0-9a-z-]+$/i;",
    },
    {
      file: "app.js",
      find: "    if (state === null ||",
      replace: `    if (state === "22P02") throw new Refused(400, \`\${err.message} in: \${text}\`);
    if (state === null ||`,
    },
  ],
  caughtBy: "errors-show-no-internals",
} satisfies BrokenSubject;
