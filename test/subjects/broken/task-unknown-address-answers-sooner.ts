import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "For an unknown address no password is hashed, so its answer comes a quarter of a second sooner.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `    const isRight = await isRightPassword(password, account?.password_hash ?? (await nobodysPassword));
`,
      replace: `    const isRight = account !== undefined && (await isRightPassword(password, account.password_hash));
`,
    },
    {
      file: "src/accounts.ts",
      find: "import { hashPassword, isRightPassword, nobodysPassword } from",
      replace: "import { hashPassword, isRightPassword } from",
    },
  ],
  caughtBy: "log-ins-look-alike",
} satisfies BrokenSubject;
