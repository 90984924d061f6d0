import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Of a password only the first 72 bytes count, as with bcrypt.",
  edits: [
    {
      file: "src/passwords.ts",
      find: "    scrypt(password, salt, hashBytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));",
      replace: `    const counted = Buffer.from(password).subarray(0, 72);
    scrypt(counted, salt, hashBytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));`,
    },
  ],
  caughtBy: "passwords-count-to-their-end",
} satisfies BrokenSubject;
