import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Every member of the body goes to the column of its name, the id and the time of creation too.",
  edits: [
    {
      file: "expenses/read-input.ts",
      find: 'type Column = "amount_minor" | "currency_code" | "description" | "spent_on";',
      replace: 'type Column = "amount_minor" | "currency_code" | "description" | "spent_on" | "created_at";',
    },
    {
      file: "expenses/read-input.ts",
      find: `  const values: Values = {};
`,
      replace: `  const values: Values = {};
  const createdAt = given.get("createdAt");
  if (typeof createdAt === "string" && !Number.isNaN(Date.parse(createdAt))) values.created_at = createdAt;
`,
    },
  ],
  caughtBy: "unknown-members-change-nothing",
} satisfies BrokenSubject;
