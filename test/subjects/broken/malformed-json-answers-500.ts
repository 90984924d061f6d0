import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A body that is not JSON is answered 500.",
  edits: [
    {
      file: "app.js",
      find: `  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(400, "The body is not JSON");
  }`,
      replace: '  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));',
    },
  ],
  caughtBy: "malformed-requests-are-refused",
} satisfies BrokenSubject;
