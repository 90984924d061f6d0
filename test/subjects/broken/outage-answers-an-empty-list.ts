import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "When the list cannot be read, an empty one is answered.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: `const rows = await database.run(\`select * from expenses \${where} order by expense_id desc limit \${limit + 1}\`);`,
      replace: `const rows = await database
    .run(\`select * from expenses \${where} order by expense_id desc limit \${limit + 1}\`)
    .catch(() => []);`,
    },
  ],
  caughtBy: "outage-is-answered-503",
  mayFail: ["cut-statements-leave-nothing-half-done", "scarce-database-is-survived"],
} satisfies BrokenSubject;
