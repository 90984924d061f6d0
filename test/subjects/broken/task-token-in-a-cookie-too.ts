import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A token is taken from a cookie too, which browsers send along unasked.",
  edits: [
    {
      file: "src/routes.ts",
      find: `  if (!match) throw unauthorized("Bearer");
  return match[1]!;
`,
      replace: `  const cookie = /(?:^|; *)token=([^;]+)/.exec(call.header("cookie") ?? "");
  if (!match && !cookie) throw unauthorized("Bearer");
  return (match ?? cookie)![1]!;
`,
    },
  ],
  caughtBy: "token-is-taken-from-its-place-only",
} satisfies BrokenSubject;
