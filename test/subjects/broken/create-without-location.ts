import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The answer to a create does not say where the new thing is.",
  edits: [
    {
      file: "src/server.ts",
      find: `return { status: 201, body: expense, headers: { location: \`/expenses/\${expense.id}\` } };`,
      replace: "return { status: 201, body: expense };",
    },
  ],
  caughtBy: "created-answers-201-with-location",
} satisfies BrokenSubject;
