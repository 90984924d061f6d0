import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "A change is made, but the answer shows the row as it was before.",
  edits: [
    { file: "routes/expense-repository.js", find: "return represent(changed);", replace: "return represent(current);" },
  ],
  caughtBy: "update-changes-only-what-was-sent",
} satisfies BrokenSubject;
