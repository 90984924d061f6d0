import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A key that somebody else has used answers with what they made.",
  edits: [
    {
      file: "schema.py",
      find: `    primary key (user_id, key)
`,
      replace: `    primary key (key)
`,
    },
    {
      file: "tasks.py",
      find: "        asked = json.dumps([project_id, {",
      replace: "        asked = json.dumps([{",
    },
    {
      file: "tasks.py",
      find: "                    where user_id = %s and key = %s and created_at",
      replace: "                    where %s::uuid is not null and key = %s and created_at",
    },
    {
      file: "tasks.py",
      find: "on conflict (user_id, key) do update",
      replace: "on conflict (key) do update",
    },
    {
      file: "tasks.py",
      find: `(f"{user['id']} {key}",)`,
      replace: "(key,)",
    },
  ],
  caughtBy: "keys-belong-to-one-user",
} satisfies BrokenSubject;
