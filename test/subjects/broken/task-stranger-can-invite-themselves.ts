import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Giving roles asks only whether the project exists.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    await this.require(accountId, projectId, ["owner"]);
    try {
`,
      replace: `    const found = await this.#database.query("select id from project where id = $1", [projectId]);
    if (!found[0] || accountId === 0) throw notFound();
    try {
`,
    },
  ],
  caughtBy: "strangers-cannot-touch",
  alsoFails: ["roles-are-enforced"],
} satisfies BrokenSubject;
