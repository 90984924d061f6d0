import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A repeated request answers the task as it is now, and not what it answered then.",
  edits: [
    {
      file: "src/routes.ts",
      find: "      return repeats.once({ accountId: who.id, key, request: [projectId, task] }, create);",
      replace: `      const answer = await repeats.once({ accountId: who.id, key, request: [projectId, task] }, create);
      const { id: taskId } = answer.body as { id: number };
      const now = await tasks.read(who.id, String(taskId)).catch(() => undefined);
      return now ? created(taskAnswer(201, now), \`/tasks/\${taskId}\`) : answer;`,
    },
  ],
  caughtBy: "repeated-key-makes-one-thing",
} satisfies BrokenSubject;
