import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Each time that a role is given there is one membership more.",
  edits: [
    {
      file: "schema.py",
      find: `    role text not null,
    unique (project_id, user_id)
`,
      replace: `    role text not null
`,
    },
    {
      file: "projects.py",
      find: `                run(
                    """
                    insert into members (project_id, user_id, role) values (%s, %s, %s)
                    on conflict (project_id, user_id) do update set role = excluded.role
                    """,
                    (project_id, member_id, role),
                )
`,
      replace: `                given = (project_id, member_id, role)
                run("insert into members (project_id, user_id, role) values (%s, %s, %s)", given)
                run("update members set role = %s where project_id = %s and user_id = %s", (role, *given[:2]))
`,
    },
  ],
  caughtBy: "memberships-are-set-once",
} satisfies BrokenSubject;
