import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "A limit that is no number is answered 500.",
  edits: [
    {
      file: "validation.py",
      find: 'if len(given) > 1 or not re.fullmatch("[0-9]{1,9}", given[0]) or not 1 <=',
      replace: "if not 1 <=",
    },
  ],
  caughtBy: "bad-query-values-are-refused",
} satisfies BrokenSubject;
