import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A body over the limit is answered 500.",
  edits: [
    { file: "app.js", find: 'reject(new Refused(413, "Too large"))', replace: 'reject(new Error("body over limit"))' },
    {
      file: "app.js",
      find: `  if (Number(req.headers["content-length"] ?? 0) > MAX_BODY) throw new Refused(413, "Too large");
`,
      replace: "",
    },
  ],
  caughtBy: "oversized-bodies-are-survived",
} satisfies BrokenSubject;
