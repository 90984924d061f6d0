import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Failed log-ins are counted in the memory of each process.",
  edits: [
    {
      file: "src/login-limit.ts",
      find: `    // The failure that has to become a minute old before there may be another.
    const rows = await this.#database.query<{ wait: number }>(
      \`select ceil(extract(epoch from failed_at + interval '1 minute' - clock_timestamp()))::int as wait
       from failed_login
       where email = lower($1) and failed_at > clock_timestamp() - interval '1 minute'
       order by failed_at desc
       offset $2 limit 1\`,
      [email, failuresPerMinute],
    );
    const row = rows[0];`,
      replace: `    const failures = this.#failures.get(email.toLowerCase()) ?? [];
    const recent = failures.filter((at) => at > Date.now() - 60_000);
    const oldest = recent.at(-failuresPerMinute - 1);
    const row = oldest === undefined ? undefined : { wait: Math.ceil((oldest + 60_000 - Date.now()) / 1000) };`,
    },
    {
      file: "src/login-limit.ts",
      find: `    await this.#database.query("insert into failed_login (email) values (lower($1))", [email]);`,
      replace: `    const key = email.toLowerCase();
    this.#failures.set(key, [...(this.#failures.get(key) ?? []), Date.now()]);`,
    },
    {
      file: "src/login-limit.ts",
      find: "  readonly #database: Database;",
      replace: `  readonly #database: Database;
  readonly #failures = new Map<string, number[]>();`,
    },
  ],
  caughtBy: "log-in-limit-counts-all-copies",
} satisfies BrokenSubject;
