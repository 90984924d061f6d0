import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A request that is sent again makes nothing new, but does not get its answer either.",
  edits: [
    {
      file: "tasks.py",
      find: `                if kept:
                    return kept[0][1:]
`,
      replace: `                if kept:
                    raise Problem(409, "Conflict", "this was done already")
`,
    },
  ],
  caughtBy: "repeated-key-makes-one-thing",
} satisfies BrokenSubject;
