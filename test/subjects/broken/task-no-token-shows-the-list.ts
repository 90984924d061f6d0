import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Without a token the list of tasks is shown to anybody: only who has a token is asked who it is.",
  edits: [
    {
      file: "src/routes.ts",
      find: `        const token = bearerToken(call);
        const who = await accounts.whoIs(token);
`,
      replace: `        const isList = method === "GET" && path.endsWith("/tasks");
        if (isList && call.header("authorization") === undefined) return answer(call, { id: 0, email: "", name: "" });
        const token = bearerToken(call);
        const who = await accounts.whoIs(token);
`,
    },
    {
      file: "src/tasks.ts",
      find: `    await this.#projects.read(accountId, projectId);
`,
      replace: `    if (accountId !== 0) await this.#projects.read(accountId, projectId);
`,
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
} satisfies BrokenSubject;
