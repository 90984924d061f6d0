// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code of the subject, as text.
import type { BrokenSubject } from "../materialise.ts";

const subject: BrokenSubject = {
  base: "javascript-cookies",
  fault: "The name of who signs up is pasted into the statement, between quotes.",
  edits: [
    { file: "hosts.js", find: "values ($1, $2, $3)", replace: "values ($1, '${displayName}', $2)" },
    {
      file: "hosts.js",
      find: "[email, displayName, await hash(password)],",
      replace: "[email, await hash(password)],",
    },
  ],
  caughtBy: "values-stay-values-in-sql",
  mayFail: ["hostile-input-never-crashes", "errors-show-no-internals"],
};
export default subject;
