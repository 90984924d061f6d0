import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "A statement that the database breaks off does not give its connection back.",
  edits: [
    {
      file: "lib/database.js",
      find: `    if (!client) return;
`,
      replace: `    if (!client || broken instanceof pg.DatabaseError) return;
`,
    },
  ],
  caughtBy: "connections-are-given-back",
} satisfies BrokenSubject;
