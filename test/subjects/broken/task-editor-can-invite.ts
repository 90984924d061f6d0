import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "An editor may give roles to others, and to themselves.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    await this.require(accountId, projectId, ["owner"]);
    try {
`,
      replace: `    await this.require(accountId, projectId, ["owner", "editor"]);
    try {
`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
