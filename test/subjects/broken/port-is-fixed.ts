import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It listens on port 3000, whatever PORT says.",
  edits: [
    {
      file: "src/settings.ts",
      find: "Number(environment.PORT ?? 3000)",
      replace: "Number(environment.HTTP_PORT ?? 3000)",
    },
  ],
  caughtBy: "obeys-port",
  alsoFails: ["program-starts-and-answers"],
} satisfies BrokenSubject;
