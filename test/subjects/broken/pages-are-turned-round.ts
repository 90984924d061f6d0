import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The newest are on the first page, but each page begins with its oldest.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: "return { status: 200, body: { items, nextCursor",
      replace: "return { status: 200, body: { items: items.toReversed(), nextCursor",
    },
  ],
  caughtBy: "list-is-newest-first",
} satisfies BrokenSubject;
