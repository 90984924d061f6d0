import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Nobody listens to the errors of idle connections, so that an outage ends the program.",
  edits: [
    {
      file: "src/database.ts",
      find: `  // Without a listener an idle connection that breaks would end the whole program.
  pool.on("error", (error) => log.error("idle database connection lost", error));
`,
      replace: "",
    },
    {
      file: "src/database.ts",
      find: `import { log } from "./log.ts";
`,
      replace: "",
    },
  ],
  caughtBy: "recovers-after-outage",
  alsoFails: ["outage-is-answered-in-time"],
  mayFail: ["cut-statements-leave-nothing-half-done", "scarce-database-is-survived"],
} satisfies BrokenSubject;
