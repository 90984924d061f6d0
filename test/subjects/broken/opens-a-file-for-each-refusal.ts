import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "For each refused request it opens a file to note it in, and never closes it.",
  edits: [
    {
      file: "src/server.ts",
      find: `      if (problem.status >= 500) log`,
      replace: `      writeSync(openSync("/dev/null", "a"), problem.message);
      if (problem.status >= 500) log`,
    },
    {
      file: "src/server.ts",
      find: `import http from "node:http";`,
      replace: `import { openSync, writeSync } from "node:fs";
import http from "node:http";`,
    },
  ],
  caughtBy: "refused-requests-leave-nothing-open",
  // It soon has as many open as the system allows, and then no more.
  mayFail: ["what-is-open-stays-level"],
} satisfies BrokenSubject;
