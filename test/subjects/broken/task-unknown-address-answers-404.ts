import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A log-in for an unknown address is answered 404.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `      await this.#limit.countFailure(email);
`,
      replace: `      await this.#limit.countFailure(email);
      if (!account) throw new Problem(404, "e-mail address or password is wrong");
`,
    },
  ],
  caughtBy: "log-ins-look-alike",
} satisfies BrokenSubject;
