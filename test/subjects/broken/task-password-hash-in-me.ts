import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Asking who I am answers with the whole row.",
  edits: [
    {
      file: "people.py",
      find: `            select id, email, name from users
            where id`,
      replace: `            select id, email, name, encode(password_hash, 'hex') from users
            where id`,
    },
    {
      file: "people.py",
      find: `        return as_json(rows[0]) if rows else None
`,
      replace: `        return {**as_json(rows[0][:3]), "passwordHash": rows[0][3]} if rows else None
`,
    },
  ],
  caughtBy: "passwords-are-never-shown",
} satisfies BrokenSubject;
