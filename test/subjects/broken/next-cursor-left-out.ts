import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "On the last page nextCursor is not null but missing.",
  edits: [
    { file: "src/expenses.ts", find: "nextCursor: string | null;", replace: "nextCursor: string | undefined;" },
    { file: "src/expenses.ts", find: "? String(last.id) : null }", replace: "? String(last.id) : undefined }" },
  ],
  caughtBy: "answers-match-the-contract",
} satisfies BrokenSubject;
