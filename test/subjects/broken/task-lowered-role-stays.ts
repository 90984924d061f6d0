import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A second role for the same person is taken for a repetition: whoever was editor stays editor.",
  edits: [
    {
      file: "projects.py",
      find: `do update set role = excluded.role
`,
      replace: `do nothing
`,
    },
  ],
  caughtBy: "removed-members-are-out-at-once",
} satisfies BrokenSubject;
