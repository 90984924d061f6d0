import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Location names the collection instead of the new thing.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: "headers: { Location: expense.self }",
      replace: 'headers: { Location: "/expenses" }',
    },
  ],
  caughtBy: "created-answers-201-with-location",
} satisfies BrokenSubject;
