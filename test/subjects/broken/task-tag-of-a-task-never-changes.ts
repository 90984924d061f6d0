import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The ETag of a thing is its version, but a change does not count it up.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `           version = version + 1,
`,
      replace: "",
    },
  ],
  caughtBy: "stale-writes-are-refused",
  alsoFails: ["one-of-many-stale-writers-wins"],
} satisfies BrokenSubject;
