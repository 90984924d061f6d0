import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Members are kept by project; whose projects somebody is in is found by reading all members.",
  edits: [
    {
      file: "schema.py",
      find: "create index if not exists members_by_user on members (user_id);\n",
      replace: "",
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
