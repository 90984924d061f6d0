import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A new task lies in the project that the body names, not in the one of its address.",
  edits: [
    {
      file: "validation.py",
      find: "TASK_DEFAULTS = {",
      replace: `NEW_TASK = {**TASK, "projectId": lambda name, value: identifier(str(value))}
TASK_DEFAULTS = {`,
    },
    {
      file: "server.py",
      find: `        new = valid.all_of(valid.TASK, self.read_json(), valid.TASK_DEFAULTS)
`,
      replace: `        body = self.read_json()
        new = valid.all_of(valid.NEW_TASK, body, {**valid.TASK_DEFAULTS, "projectId": project_id})
`,
    },
    {
      file: "tasks.py",
      find: `{**new, "project": project_id},`,
      replace: `{**new, "project": new["projectId"]},`,
    },
  ],
  caughtBy: "foreign-ids-in-bodies-gain-nothing",
  alsoFails: ["extra-members-gain-nothing"],
  mayFail: ["bodies-set-no-columns"],
} satisfies BrokenSubject;
