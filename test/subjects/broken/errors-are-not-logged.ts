import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "What went wrong is answered 503 and written nowhere.",
  edits: [
    {
      file: "src/server.ts",
      find: `      if (problem.status >= 500) log.error("request failed", problem.cause ?? error, { requestId });
`,
      replace: "",
    },
    {
      file: "src/database.ts",
      find: 'pool.on("error", (error) => log.error("idle database connection lost", error));',
      replace: 'pool.on("error", () => {});',
    },
    {
      file: "src/database.ts",
      find: `import { log } from "./log.ts";
`,
      replace: "",
    },
  ],
  caughtBy: "errors-are-in-the-log",
} satisfies BrokenSubject;
