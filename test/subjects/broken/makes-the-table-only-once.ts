import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It tries to make its table once; when the database was late, there never is one.",
  edits: [
    {
      file: "src/main.ts",
      find: `    await new Promise((resolve) => setTimeout(resolve, 500));
`,
      replace: `    break;
`,
    },
  ],
  caughtBy: "waits-for-a-late-database",
} satisfies BrokenSubject;
