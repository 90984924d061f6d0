import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Only the first half of a token is compared.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `createHash("sha256").update(token).digest()`,
      replace: `createHash("sha256").update(token.slice(0, 21)).digest()`,
    },
  ],
  caughtBy: "broken-tokens-are-refused",
} satisfies BrokenSubject;
