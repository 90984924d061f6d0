import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A request that is sent again makes another task.",
  edits: [
    {
      file: "src/routes.ts",
      find: `      if (key === undefined) return create(database.query);
      return repeats.once({ accountId: who.id, key, request: [projectId, task] }, create);
`,
      replace: `      if (repeats && key !== null) return create(database.query);
      throw new Problem(500, "this cannot be");
`,
    },
  ],
  caughtBy: "repeated-key-makes-one-thing",
} satisfies BrokenSubject;
