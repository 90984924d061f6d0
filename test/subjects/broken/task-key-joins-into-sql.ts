// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code of the subject, as text.
import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "task-typescript",
  fault: "The Idempotency-Key is pasted into the statement that looks it up: it is only a header.",
  edits: [
    {
      file: "src/repeats.ts",
      find: `        "select request_hash, answer from repeatable where account_id = $1 and key = $2",
        [accountId, key],`,
      replace:
        "        `select request_hash, answer from repeatable where account_id = $1 and key = '${key}'`,\n        [accountId],",
    },
    {
      file: "src/repeats.ts",
      find: "      const claimed = await query(",
      replace:
        "      await query(`select 1 from repeatable where key = '${key}'`);\n      const claimed = await query(",
    },
  ],
  caughtBy: "values-stay-values-in-sql",
  mayFail: ["hostile-input-never-crashes", "errors-show-no-internals"],
};
export default subject;
