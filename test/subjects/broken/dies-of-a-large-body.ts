import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "A body over the limit is destroyed with an error that nobody listens to, which ends the program.",
  edits: [
    {
      file: "lib/application.js",
      find: '      else reject(new HttpError(413, "Payload too large"));',
      replace: '      else throw new HttpError(413, "Payload too large");',
    },
  ],
  caughtBy: "oversized-bodies-are-survived",
} satisfies BrokenSubject;
