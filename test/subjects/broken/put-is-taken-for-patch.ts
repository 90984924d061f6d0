import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "PUT, which the contract does not have, changes the row.",
  edits: [
    {
      file: "src/server.ts",
      find: 'allow(request, "GET", "PATCH", "DELETE");',
      replace: 'allow(request, "GET", "PUT", "PATCH", "DELETE");',
    },
    {
      file: "src/server.ts",
      find: `request.method === "PATCH"
`,
      replace: `request.method === "PATCH" || request.method === "PUT"
`,
    },
  ],
  caughtBy: "wrong-method-is-refused",
} satisfies BrokenSubject;
