import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "What no route matches is answered 200 with an empty object.",
  edits: [
    {
      file: "app.js",
      find: '    if (method === "DELETE") return { handler: deleteExpense, id };',
      replace: `    if (method === "DELETE") return { handler: deleteExpense, id };
    return { handler: async () => ({ status: 200, body: {} }) };`,
    },
  ],
  caughtBy: "wrong-method-is-refused",
} satisfies BrokenSubject;
