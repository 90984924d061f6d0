import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Creating answers 200.",
  edits: [{ file: "app.py", find: "return 201, expense, {", replace: "return 200, expense, {" }],
  caughtBy: "created-answers-201-with-location",
} satisfies BrokenSubject;
