import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault:
    "Whose token it is is asked of the database once and then kept in memory, until somebody logs out at this copy.",
  edits: [
    {
      file: "src/accounts.ts",
      find: "      [hashToken(token)],\n    );\n    return rows[0];",
      replace: `      [hashToken(token)],
    );
    if (rows[0]) this.#known.set(token, rows[0]);
    return rows[0];`,
    },
    {
      file: "src/accounts.ts",
      find: `    const rows = await this.#database.query<Account>(
      \`select account.id`,
      replace: `    const known = this.#known.get(token);
    if (known) return known;
    const rows = await this.#database.query<Account>(
      \`select account.id`,
    },
    {
      file: "src/accounts.ts",
      find: `    await this.#database.query("delete from session`,
      replace: `    this.#known.delete(token);
    await this.#database.query("delete from session`,
    },
    {
      file: "src/accounts.ts",
      find: `  readonly #limit: LoginLimit;

  constructor`,
      replace: `  readonly #limit: LoginLimit;
  readonly #known = new Map<string, Account>();

  constructor`,
    },
  ],
  caughtBy: "sessions-hold-at-every-copy",
} satisfies BrokenSubject;
