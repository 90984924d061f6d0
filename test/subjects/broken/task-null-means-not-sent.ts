import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A due date that was set can be changed, but never taken away: null is taken for a member that was not sent.",
  edits: [
    {
      file: "src/tasks.ts",
      find: "due_on = case when $5 then $6::date else due_on end,",
      replace: "due_on = case when $5 and $6::date is not null then $6::date else due_on end,",
    },
  ],
  caughtBy: "update-changes-only-what-was-sent",
} satisfies BrokenSubject;
