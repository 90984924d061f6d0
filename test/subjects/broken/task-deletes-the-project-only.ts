import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The tasks of a deleted project stay where nobody sees them.",
  edits: [
    {
      file: "src/schema.ts",
      find: `    project_id bigint not null references project on delete cascade,
    title`,
      replace: `    project_id bigint not null,
    title`,
    },
  ],
  caughtBy: "deletes-are-all-or-nothing",
} satisfies BrokenSubject;
