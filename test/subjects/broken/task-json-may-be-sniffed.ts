import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Answers go out as text/html, so that a browser runs what somebody wrote into a title.",
  edits: [
    {
      file: "src/server.ts",
      find: `send(response, answer, "application/json; charset=utf-8");`,
      replace: `send(response, answer, "text/html; charset=utf-8");`,
    },
  ],
  caughtBy: "script-text-stays-data",
  alsoFails: ["answers-match-the-contract"],
} satisfies BrokenSubject;
