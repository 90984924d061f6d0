import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The content type is not looked at.",
  edits: [
    {
      file: "src/server.ts",
      find: `  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (type !== "application/json") throw new Problem(415, "the body has to be application/json");
`,
      replace: "",
    },
  ],
  caughtBy: "malformed-requests-are-refused",
} satisfies BrokenSubject;
