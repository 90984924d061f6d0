import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It looks whether its table is there, makes it, and ends when the other copy was quicker.",
  edits: [
    {
      file: "src/main.ts",
      find: `    log.error("waiting for the database", error);
`,
      replace: `    log.error("waiting for the database", error);
    // A mistake of ours does not get better by trying again.
    if (error instanceof Error && "code" in error && String(error.code).startsWith("2")) process.exit(1);
`,
    },
  ],
  caughtBy: "copies-start-together",
} satisfies BrokenSubject;
