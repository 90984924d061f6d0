import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Passwords are salted and hashed once, which can be tried a billion times a second.",
  edits: [
    {
      file: "passwords.py",
      find: `    return hashlib.scrypt(password.encode(), salt=salt, dklen=64, **COST)
`,
      replace: `    return hashlib.sha256(salt + password.encode()).digest()
`,
    },
    {
      file: "passwords.py",
      find: "NOBODY = (new_salt(), bytes(64))",
      replace: "NOBODY = (new_salt(), bytes(32))",
    },
  ],
  caughtBy: "passwords-are-stretched",
} satisfies BrokenSubject;
