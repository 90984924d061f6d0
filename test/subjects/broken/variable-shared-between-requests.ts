import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "What a request brings is kept in a variable that all requests share.",
  edits: [
    {
      file: "app.js",
      find: `async function createExpense(req) {
  const e = validate(await readJson(req), { partial: false });
`,
      replace: `let e;

async function createExpense(req) {
  e = validate(await readJson(req), { partial: false });
`,
    },
    {
      file: "app.js",
      find: "  const host = req.headers.host ??",
      replace: `  Object.assign(row, { amount: e.amount, currency: e.currency, description: e.description });
  const host = req.headers.host ??`,
    },
  ],
  caughtBy: "parallel-creates-stay-apart",
} satisfies BrokenSubject;
