import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It stops in order, and then says that it failed.",
  edits: [
    {
      file: "src/main.ts",
      find: `    await Promise.race([pool.end(), oneSecond]);
    process.exit(0);`,
      replace: `    await Promise.race([pool.end(), oneSecond]);
    process.exit(1);`,
    },
  ],
  caughtBy: "stop-ends-in-time-with-status-0",
} satisfies BrokenSubject;
