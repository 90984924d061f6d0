import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Who is removed is only marked, and tasks do not look at the mark.",
  edits: [
    {
      file: "schema.py",
      find: `    role text not null,
    unique`,
      replace: `    role text not null,
    removed_at timestamptz,
    unique`,
    },
    {
      file: "projects.py",
      find: `                    on conflict (project_id, user_id) do update set role = excluded.role
`,
      replace: `                    on conflict (project_id, user_id) do update set role = excluded.role, removed_at = null
`,
    },
    {
      file: "projects.py",
      find: `                "delete from members where project_id = %s and user_id = %s returning user_id", (project_id, member_id)
`,
      replace: `                """
                update members set removed_at = now()
                where project_id = %s and user_id = %s and removed_at is null
                returning user_id
                """,
                (project_id, member_id),
`,
    },
    {
      file: "projects.py",
      find: `            where members.user_id = %(user)s::uuid
`,
      replace: `            where members.user_id = %(user)s::uuid and members.removed_at is null
`,
    },
    {
      file: "projects.py",
      find: `members.project_id = projects.id and members.user_id = %s
`,
      replace: `members.project_id = projects.id and members.user_id = %s and members.removed_at is null
`,
    },
  ],
  caughtBy: "removed-members-are-out-at-once",
} satisfies BrokenSubject;
