import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Whether an address is taken is asked before, and nothing holds it until it is written.",
  edits: [
    {
      file: "schema.py",
      find: `    login text not null unique,
`,
      replace: `    login text not null,
`,
    },
    {
      file: "people.py",
      find: `        salt = passwords.new_salt()
        try:
`,
      replace: `        taken = self._pool.run("select id from users where login = %s", (new["email"].lower(),))
        if taken:
            raise Problem(409, "Conflict", "this address is registered already")
        salt = passwords.new_salt()
        try:
`,
    },
  ],
  caughtBy: "email-is-unique-whatever-its-case",
} satisfies BrokenSubject;
