// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code of the subject, as text.
import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "task-typescript",
  fault: "Logging in looks the address up in a statement that it is pasted into; signing up does not.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `        "select id, password_hash from account where lower(email) = lower($1)",
      [email],`.replace("        ", "      "),
      replace: "      `select id, password_hash from account where lower(email) = lower('${email}')`,",
    },
  ],
  caughtBy: "values-stay-values-in-sql",
  mayFail: ["hostile-input-never-crashes", "errors-show-no-internals"],
};
export default subject;
