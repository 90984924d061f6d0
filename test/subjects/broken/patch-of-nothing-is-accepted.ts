import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A change of nothing is answered 200.",
  edits: [
    {
      file: "src/validate.ts",
      find: `  if (Object.keys(change).length === 0) throw new Problem(422, \`at least one of \${members.join(", ")} is needed\`);
`,
      replace: "",
    },
  ],
  caughtBy: "malformed-requests-are-refused",
} satisfies BrokenSubject;
