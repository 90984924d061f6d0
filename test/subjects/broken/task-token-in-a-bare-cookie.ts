import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The token is set as a cookie too, which any script on the page can read.",
  edits: [
    {
      file: "src/routes.ts",
      find: `      answer: async (call) => ({ status: 201, body: await accounts.logIn(valid.credentials(await call.json())) }),
`,
      replace: `      answer: async (call) => {
        const session = await accounts.logIn(valid.credentials(await call.json()));
        return { status: 201, body: session, headers: { "set-cookie": \`token=\${session.token}; Path=/\` } };
      },
`,
    },
  ],
  caughtBy: "cookies-are-guarded",
} satisfies BrokenSubject;
