import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who is logged in is known only as long as the program runs.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `    const rows = await this.#database.query<{ expiresAt: Date }>(
      \`insert into session (token_hash, account_id, expires_at)
       values ($1, $2, now() + make_interval(hours => $3))
       returning expires_at as "expiresAt"\`,
      [hashToken(token), account.id, sessionHours],
    );
    return { token, expiresAt: rows[0]!.expiresAt };
`,
      replace: `    const expiresAt = new Date(Date.now() + sessionHours * 3_600_000);
    this.#sessions.set(hashToken(token).toString("hex"), account.id);
    return { token, expiresAt };
`,
    },
    {
      file: "src/accounts.ts",
      find: `    const rows = await this.#database.query<Account>(
      \`select account.id, account.email, account.name
       from session
       join account on account.id = session.account_id
       where session.token_hash = $1 and session.expires_at > now()\`,
      [hashToken(token)],
    );
    return rows[0];
`,
      replace: `    const id = this.#sessions.get(hashToken(token).toString("hex"));
    const rows = await this.#database.query<Account>("select id, email, name from account where id = $1", [id ?? null]);
    return rows[0];
`,
    },
    {
      file: "src/accounts.ts",
      find: `    await this.#database.query("delete from session where token_hash = $1", [hashToken(token)]);
`,
      replace: `    this.#sessions.delete(hashToken(token).toString("hex"));
`,
    },
    {
      file: "src/accounts.ts",
      find: `  readonly #limit: LoginLimit;

  constructor`,
      replace: `  readonly #limit: LoginLimit;
  readonly #sessions = new Map<string, number>();

  constructor`,
    },
  ],
  caughtBy: "tokens-survive-a-restart",
} satisfies BrokenSubject;
