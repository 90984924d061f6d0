import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Nobody looks at If-Match.",
  edits: [
    {
      file: "src/etags.ts",
      find: `ifMatch.trim() === "*") return undefined;`,
      replace: `ifMatch.trim() !== "") return undefined;`,
    },
  ],
  caughtBy: "stale-writes-are-refused",
  alsoFails: ["one-of-many-stale-writers-wins"],
} satisfies BrokenSubject;
