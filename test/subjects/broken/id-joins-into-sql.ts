import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The id of the path is put into the statement.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);`,
      replace: `const rows = await this.#query<Expense>(\`select \${columns} from expense where id = \${id}\`, []);`,
    },
    {
      file: "src/validate.ts",
      find: `  if (!/^[1-9]\\d{0,18}$/.test(text) || BigInt(text) > largestId) throw new Problem(404, "there is no such expense");
  return text;`,
      replace: `  if (!/^[1-9]\\d{0,18}/.test(text)) throw new Problem(404, "there is no such expense");
  return text;`,
    },
  ],
  caughtBy: "values-stay-values-in-sql",
  // What begins with a digit goes to the database, whose refusal becomes a 500.
  alsoFails: ["bad-ids-are-the-clients-error"],
} satisfies BrokenSubject;
