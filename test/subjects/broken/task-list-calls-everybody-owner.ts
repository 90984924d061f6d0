import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "In the list of projects everybody is said to be the owner.",
  edits: [
    {
      file: "src/projects.ts",
      find: `      \`select project.id, project.name, project.version, membership.role
       from membership
`,
      replace: `      \`select project.id, project.name, project.version, 'owner' as role
       from membership
`,
    },
  ],
  caughtBy: "members-find-what-is-shared",
} satisfies BrokenSubject;
