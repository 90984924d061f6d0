import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Text goes through Latin-1 on its way, and emoji become question marks.",
  edits: [
    {
      file: "validation.py",
      find: `        raise refuse("description holds what cannot be kept")
    return value`,
      replace: `        raise refuse("description holds what cannot be kept")
    return value.encode("latin-1", "replace").decode("latin-1")`,
    },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
