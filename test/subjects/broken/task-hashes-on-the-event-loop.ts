import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Passwords are hashed by the synchronous function, which stops everything else.",
  edits: [
    {
      file: "src/passwords.ts",
      find: `import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";`,
      replace: `import { randomBytes, type ScryptOptions, scryptSync, timingSafeEqual } from "node:crypto";`,
    },
    {
      file: "src/passwords.ts",
      find: `function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}`,
      replace: `async function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return scryptSync(password, salt, hashBytes, options);
}`,
    },
  ],
  caughtBy: "log-ins-hold-up-nobody",
} satisfies BrokenSubject;
