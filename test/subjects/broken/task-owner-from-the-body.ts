import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Whoever names an ownerId makes a project that is somebody else's, and one more member of it by name.",
  edits: [
    {
      file: "src/routes.ts",
      find: `      const project = await projects.create(who.id, valid.projectName(await call.json()));
`,
      replace: `      const body = (await call.json()) as { ownerId?: number };
      const project = await projects.create(Number(body.ownerId) || who.id, valid.projectName(body));
`,
    },
  ],
  caughtBy: "extra-members-gain-nothing",
} satisfies BrokenSubject;
