import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A change of several members is one statement for each of them, and no transaction around.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`update expense
       set amount = coalesce($2, amount),
           currency = coalesce($3, currency),
           description = coalesce($4, description),
           spent_on = coalesce($5, spent_on)
       where id = $1
       returning \${columns}\`,
      [id, change.amount ?? null, change.currency ?? null, change.description ?? null, change.spentOn ?? null],
    );
    return rows[0];`,
      replace: `    const names = { amount: "amount", currency: "currency", description: "description", spentOn: "spent_on" };
    for (const [member, column] of Object.entries(names)) {
      const value = change[member as keyof typeof names] ?? null;
      if (value !== null) await this.#query(\`update expense set \${column} = $2 where id = $1\`, [id, value]);
    }
    return this.read(id);`,
    },
  ],
  caughtBy: "cut-statements-leave-nothing-half-done",
} satisfies BrokenSubject;
