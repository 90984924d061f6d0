import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "On SIGTERM it exits at once, whoever is waiting for an answer.",
  edits: [
    {
      file: "app.js",
      find: `  log("info", "shutting down", { signal });
`,
      replace: `  log("info", "shutting down", { signal });
  process.exit(0);
`,
    },
  ],
  caughtBy: "stop-finishes-requests-in-flight",
  mayFail: ["crowd-is-answered-before-a-stop"],
} satisfies BrokenSubject;
