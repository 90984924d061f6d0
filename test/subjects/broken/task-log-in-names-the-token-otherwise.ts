import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Logging in answers the token as accessToken, as another tutorial has it.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `    return { token, expiresAt: rows[0]!.expiresAt };`,
      replace: `    return { accessToken: token, expiresAt: rows[0]!.expiresAt } as never;`,
    },
  ],
  caughtBy: "people-can-sign-up",
} satisfies BrokenSubject;
