import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Bytes that are not UTF-8 are replaced and stored.",
  edits: [
    {
      file: "expenses/api.py",
      find: 'json.loads(request.body.decode("utf-8"),',
      replace: 'json.loads(request.body.decode("utf-8", "replace"),',
    },
  ],
  caughtBy: "malformed-requests-are-refused",
} satisfies BrokenSubject;
