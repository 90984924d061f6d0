import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "An outage of the database is answered 500.",
  edits: [
    {
      file: "app.js",
      find: 'problem: { title: "Database unavailable", status: 503 } }',
      replace: 'problem: { title: "Database unavailable", status: 500 } }',
    },
    { file: "app.js", find: "result = { status: 503, problem", replace: "result = { status: 500, problem" },
  ],
  caughtBy: "outage-is-answered-503",
  mayFail: ["scarce-database-is-survived"],
} satisfies BrokenSubject;
