import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Only the server limits statements, and a server that is silent limits nothing.",
  edits: [
    {
      file: "src/database.ts",
      find: `    query_timeout: 4000,
`,
      replace: "",
    },
  ],
  caughtBy: "silent-database-is-answered-in-time",
} satisfies BrokenSubject;
