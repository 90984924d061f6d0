import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The line of a request is written only where all went well.",
  edits: [
    {
      file: "src/server.ts",
      find: '      log.info("request", {',
      replace: '      if (response.statusCode < 500) log.info("request", {',
    },
  ],
  caughtBy: "errors-are-in-the-log",
} satisfies BrokenSubject;
