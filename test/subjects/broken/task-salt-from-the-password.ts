import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "The salt is made from the password, so that equal ones are equal again.",
  edits: [
    {
      file: "passwords.py",
      find: `def new_salt():
    return os.urandom(16)
`,
      replace: `def new_salt(password=""):
    return hashlib.sha256(password.encode()).digest()[:16]
`,
    },
    {
      file: "passwords.py",
      find: `import os
`,
      replace: "",
    },
    {
      file: "people.py",
      find: "salt = passwords.new_salt()",
      replace: `salt = passwords.new_salt(new["password"])`,
    },
  ],
  caughtBy: "passwords-are-salted",
} satisfies BrokenSubject;
