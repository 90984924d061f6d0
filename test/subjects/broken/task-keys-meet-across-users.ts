import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A key that somebody else has used is refused.",
  edits: [
    {
      file: "src/schema.ts",
      find: `    primary key (account_id, key)
`,
      replace: `    primary key (key)
`,
    },
    {
      file: "src/repeats.ts",
      find: `on conflict (account_id, key) do update
`,
      replace: `on conflict (key) do update
`,
    },
    {
      file: "src/repeats.ts",
      find: `      const rows = await query<{ request_hash: Buffer; answer: Answer }>(
        "select request_hash, answer from repeatable where account_id = $1 and key = $2",
        [accountId, key],
      );
`,
      replace: `      const rows = await query<{ request_hash: Buffer; answer: Answer }>(
        "select request_hash, answer from repeatable where account_id = $1 and key = $2",
        [accountId, key],
      );
      if (!rows[0]) throw new Problem(409, "this Idempotency-Key is taken");
`,
    },
  ],
  caughtBy: "keys-belong-to-one-user",
} satisfies BrokenSubject;
