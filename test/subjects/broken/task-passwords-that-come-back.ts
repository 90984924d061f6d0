import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Passwords are kept so that they can be read again.",
  edits: [
    {
      file: "passwords.py",
      find: `    return hashlib.scrypt(password.encode(), salt=salt, dklen=64, **COST)
`,
      replace: `    hashlib.scrypt(password.encode(), salt=salt, dklen=64, **COST)
    return base64.b64encode(password.encode())
`,
    },
    {
      file: "passwords.py",
      find: `import hashlib
`,
      replace: `import base64
import hashlib
`,
    },
  ],
  caughtBy: "passwords-are-stretched",
  alsoFails: ["passwords-are-salted"],
} satisfies BrokenSubject;
