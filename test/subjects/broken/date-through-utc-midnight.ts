import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "A date becomes midnight in UTC and is then printed in the local zone.",
  edits: [
    {
      file: "routes/expense-input.js",
      find: `throw HttpError.unprocessable("spentOn is not a date");
    return value;`,
      replace: `throw HttpError.unprocessable("spentOn is not a date");
    const local = new Date(value);
    const parts = [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((part) => String(part).padStart(2, "0"));
    return \`\${parts[0].padStart(4, "0")}-\${parts[1]}-\${parts[2]}\`;`,
    },
  ],
  caughtBy: "dates-do-not-shift",
} satisfies BrokenSubject;
