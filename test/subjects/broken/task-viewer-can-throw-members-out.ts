import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Anybody in a project may remove the others from it.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    await this.require(accountId, projectId, ["owner"]);
    if (String`,
      replace: `    await this.read(accountId, projectId);
    if (String`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
