import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "The health check answers at /health, where nobody asks.",
  edits: [
    { file: "expenses/api.py", find: 'case ["healthz"], "GET":', replace: 'case ["health"], "GET":' },
    { file: "expenses/api.py", find: 'case ["healthz"], _:', replace: 'case ["health"], _:' },
  ],
  caughtBy: "program-starts-and-answers",
} satisfies BrokenSubject;
