import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "One value of one statement is put between quotes by hand.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: `const changes = Object.entries(values).map(([column, value]) => \`\${column} = \${literal(value)}\`);`,
      replace: `const changes = Object.entries(values).map(([column, value]) => \`\${column} = '\${value}'\`);`,
    },
  ],
  caughtBy: "values-stay-values-in-sql",
} satisfies BrokenSubject;
