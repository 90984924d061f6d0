import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Requests get a tenth of a second to finish.",
  edits: [{ file: "expenses/__main__.py", find: "within_seconds=8.5", replace: "within_seconds=0.1" }],
  caughtBy: "stop-finishes-requests-in-flight",
  mayFail: ["crowd-is-answered-before-a-stop"],
} satisfies BrokenSubject;
