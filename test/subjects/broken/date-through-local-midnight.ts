import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A date becomes midnight in the local zone and is then printed in UTC.",
  edits: [
    {
      file: "src/database.ts",
      find: "pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);",
      replace: `pg.types.setTypeParser(pg.types.builtins.DATE, (text) => new Date(\`\${text}T00:00:00\`).toISOString().slice(0, 10));`,
    },
  ],
  caughtBy: "dates-do-not-shift",
} satisfies BrokenSubject;
