import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A malformed id goes to the database, whose refusal becomes a 500.",
  edits: [
    {
      file: "src/validate.ts",
      find: `  if (!/^[1-9]\\d{0,18}$/.test(text) || BigInt(text) > largestId) throw new Problem(404, "there is no such expense");
`,
      replace: "",
    },
  ],
  caughtBy: "bad-ids-are-the-clients-error",
} satisfies BrokenSubject;
