import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Methods without a handler get the 501 of the base class.",
  edits: [
    {
      file: "app.py",
      find: "do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET",
      replace: "do_POST = do_PATCH = do_DELETE = do_GET",
    },
  ],
  caughtBy: "wrong-method-is-refused",
} satisfies BrokenSubject;
